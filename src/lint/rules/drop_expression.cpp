// drop-expression: A generated column becomes an ordinary one.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_DropExpression") continue;
    found.add_part(command.table, command.name,
                   "nothing computes " + command.name + " any more; running code neither writes nor expects that");
  }
}

}  // namespace

Rule drop_expression() {
  Rule rule;
  rule.id = "drop-expression";
  rule.severity = "warning";
  rule.summary = "A generated column becomes an ordinary one.";
  rule.why =
      "New rows get null in the column unless somebody writes it, and changed rows keep what they had: code "
      "that runs now reads the column as if it were computed still. Let a trigger or the code compute it first.";
  rule.bad = R"sql(ALTER TABLE orders ALTER COLUMN total DROP EXPRESSION;)sql";
  rule.safe = R"sql(-- barqdb:ignore drop-expression: every writer has set total since release 41
ALTER TABLE orders ALTER COLUMN total DROP EXPRESSION;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
