// add-generated-column: A stored generated column is added to an existing table.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedColumn& column : added_columns(subject)) {
    if (!column.constraint("CONSTR_GENERATED")) continue;
    found.add_part(column.table, column.name(),
                   "every row of " + column.table.text() + " is written anew to store the value");
  }
}

}  // namespace

Rule add_generated_column() {
  Rule rule;
  rule.id = "add-generated-column";
  rule.severity = "warning";
  rule.summary = "A stored generated column is added to an existing table.";
  rule.why =
      "Its value is computed and stored for every row: the table is written anew under an ACCESS EXCLUSIVE lock. "
      "Compute it when it is read, or keep an ordinary column by a trigger and fill the old rows in batches.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN total numeric GENERATED ALWAYS AS (amount * price) STORED;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN total numeric;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
