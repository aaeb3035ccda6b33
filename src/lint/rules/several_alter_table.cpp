// several-alter-table: One table is altered by several statements in a row.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const std::vector<AlterCommand> commands = alter_commands(subject);
  if (commands.empty()) return;
  if (commands.front().kind == "AT_ValidateConstraint") return;
  const model::QualifiedName table = subject.schema.full(commands.front().table);
  const bool same_transaction = !subject.transaction.altered.empty() && subject.transaction.altered.back() == table;
  const bool in_a_row = changes_columns(commands) && subject.transaction.altered_last == table;
  if (!same_transaction && !in_a_row) return;
  found.add(commands.front().table, "was altered by the statement before; one ALTER TABLE can do both");
}

}  // namespace

Rule several_alter_table() {
  Rule rule;
  rule.id = "several-alter-table";
  rule.severity = "info";
  rule.summary = "One table is altered by several statements in a row.";
  rule.why =
      "Several commands of one ALTER TABLE share its lock and, where the table is read or written as a whole, one "
      "pass.";
  rule.bad = R"sql(BEGIN;
ALTER TABLE orders ADD COLUMN a text;
ALTER TABLE orders ADD COLUMN b text;
COMMIT;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN a text, ADD COLUMN b text;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
