// add-serial-column: A column that numbers itself is added to an existing table.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedColumn& column : added_columns(subject)) {
    if (!is_serial(column.type) && !column.constraint("CONSTR_IDENTITY")) continue;
    found.add_part(column.table, column.name(),
                   "every row of " + column.table.text() + " is written anew to get its number");
  }
}

}  // namespace

Rule add_serial_column() {
  Rule rule;
  rule.id = "add-serial-column";
  rule.severity = "warning";
  rule.summary = "A column that numbers itself is added to an existing table.";
  rule.why =
      "serial and identity columns get a value in every row: the table is written anew under an ACCESS EXCLUSIVE lock. "
      "Add a plain column, fill it in batches from a sequence, and attach the sequence as default for new rows.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN number bigserial;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN number bigint;
CREATE SEQUENCE orders_number_seq OWNED BY orders.number;
ALTER TABLE orders ALTER COLUMN number SET DEFAULT nextval('orders_number_seq');)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
