// drop-not-null: A column may become null under running code.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : relation_commands(subject)) {
    if (command.kind != "AT_DropNotNull") continue;
    found.add_part(command.table, command.name, "running code may not expect null in " + command.name);
  }
  if (subject.kind != "AlterDomainStmt" || subject.node["subtype"].text != "N") return;
  const std::string domain = name_of(subject.node["typeName"]).text();
  found.add(domain, model::QualifiedName{}, "running code may not expect null in the columns of " + domain);
}

}  // namespace

Rule drop_not_null() {
  Rule rule;
  rule.id = "drop-not-null";
  rule.severity = "warning";
  rule.summary = "A column may become null under running code.";
  rule.why =
      "Code that runs now reads the column as if it always had a value. Teach it to cope with null before the first "
      "one appears.";
  rule.bad = R"sql(ALTER TABLE users ALTER COLUMN email DROP NOT NULL;)sql";
  rule.safe = R"sql(-- barqdb:ignore drop-not-null: every reader has coped with null since release 41
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
