// alter-domain-constraint: A constraint of a domain is added and tested in one go.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterDomainStmt") return;
  const std::string& what = subject.node["subtype"].text;
  const bool checks = what == "C" && !subject.node["def"]["Constraint"]["skip_validation"].flag;
  if (!checks && what != "O") return;
  found.add(name_of(subject.node["typeName"]).text(), model::QualifiedName{},
            "every table with a column of this domain is read under a lock");
}

}  // namespace

Rule alter_domain_constraint() {
  Rule rule;
  rule.id = "alter-domain-constraint";
  rule.severity = "warning";
  rule.summary = "A constraint of a domain is added and tested in one go.";
  rule.why =
      "ALTER DOMAIN … ADD CONSTRAINT reads every table that has a column of the domain, under locks that keep writers "
      "out. NOT VALID leaves the old rows for a VALIDATE CONSTRAINT of its own.";
  rule.bad = R"sql(ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');)sql";
  rule.safe = R"sql(ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;
ALTER DOMAIN email VALIDATE CONSTRAINT has_at;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
