// set-default: The default of an existing column is set.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : relation_commands(subject)) {
    if (command.kind != "AT_ColumnDefault" || !command.node["def"]) continue;
    found.add_part(command.table, command.name,
                   "running code that does not name " + command.name + " writes another value from now on");
  }
  if (subject.kind != "AlterDomainStmt" || subject.node["subtype"].text != "T" || !subject.node["def"]) return;
  const std::string domain = name_of(subject.node["typeName"]).text();
  found.add(domain, model::QualifiedName{},
            "running code that does not name a column of " + domain + " writes another value from now on");
}

}  // namespace

Rule set_default() {
  Rule rule;
  rule.id = "set-default";
  rule.severity = "info";
  rule.summary = "The default of an existing column is set.";
  rule.why =
      "Code that leaves the column out of its INSERT writes another value from this moment on. Mostly that is "
      "what is wanted, so the rule is off.";
  rule.bad = R"sql(ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN state text DEFAULT 'open';)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
