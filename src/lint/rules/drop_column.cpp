// drop-column: A column is dropped under running code.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_DropColumn") continue;
    found.add(command.table.text() + "." + command.name, command.table,
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
