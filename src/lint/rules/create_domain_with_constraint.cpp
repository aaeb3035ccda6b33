// create-domain-with-constraint: A domain is created with a constraint.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "CreateDomainStmt") return;
  const auto& constraints = subject.node["constraints"].items;
  const bool any = std::any_of(constraints.begin(), constraints.end(), [](const plan::SyntaxNode& item) {
    const std::string& kind = item.inner()["contype"].text;
    return kind == "CONSTR_CHECK" || kind == "CONSTR_NOTNULL";
  });
  if (any)
    found.add(name_of(subject.node["domainname"]).text(), model::QualifiedName{},
              "to change this constraint later, every table that uses the domain is read");
}

}  // namespace

Rule create_domain_with_constraint() {
  Rule rule;
  rule.id = "create-domain-with-constraint";
  rule.severity = "info";
  rule.summary = "A domain is created with a constraint.";
  rule.why =
      "A constraint of a domain can later only be changed by reading every table that uses it. A check of the column "
      "itself can be replaced table by table.";
  rule.bad = R"sql(CREATE DOMAIN price AS numeric(15, 5) CHECK (VALUE > 0);)sql";
  rule.safe = R"sql(CREATE DOMAIN price AS numeric(15, 5);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
