// drop-column: A column is dropped under running code.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// ALTER TYPE … DROP ATTRIBUTE
void check_attributes(const Subject& subject, Found& found) {
  if (subject.kind != "AlterTableStmt" || subject.node["objtype"].text != "OBJECT_TYPE") return;
  const model::QualifiedName type = relation_of(subject.node["relation"]);
  for (const plan::SyntaxNode& item : subject.node["cmds"].items) {
    const std::string& name = item.inner()["name"].text;
    if (item.inner()["subtype"].text != "AT_DropColumn") continue;
    found.add_part(type, name, "code that runs now may ask for attribute " + name + " of the type");
  }
}

void check(const Subject& subject, Found& found) {
  check_attributes(subject, found);
  for (const AlterCommand& command : relation_commands(subject)) {
    if (command.kind != "AT_DropColumn") continue;
    found.add_part(command.table, command.name,
                   "code that runs now may ask for " + command.name + "; its data is gone");
  }
}

}  // namespace

Rule drop_column() {
  Rule rule;
  rule.id = "drop-column";
  rule.severity = "warning";
  rule.summary = "A column is dropped under running code.";
  rule.why =
      "Code that runs now, and an ORM that lists all columns by itself, asks for the column and fails; and the data is "
      "gone. Take it out of the code first, release that, then drop the column.";
  rule.bad = R"sql(ALTER TABLE users DROP COLUMN nickname;)sql";
  rule.safe = R"sql(-- barqdb:ignore drop-column: nothing has read nickname since release 41
ALTER TABLE users DROP COLUMN nickname;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
