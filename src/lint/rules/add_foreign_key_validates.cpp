// add-foreign-key-validates: A foreign key is added and checked in one go.
#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    if (constraint.kind != "CONSTR_FOREIGN" || !constraint.column.empty() || constraint.node["skip_validation"].flag)
      continue;
    found.add_part(
        constraint.table, constraint.label(),
        "writers of both tables wait while every row is checked; " +
            instead(subject, "add it NOT VALID, then VALIDATE CONSTRAINT in another transaction", "add_foreign_key"));
  }
}

}  // namespace

Rule add_foreign_key_validates() {
  Rule rule;
  rule.id = "add-foreign-key-validates";
  rule.severity = "warning";
  rule.summary = "A foreign key is added and checked in one go.";
  rule.why =
      "ADD CONSTRAINT … FOREIGN KEY reads the whole table to check it, while writers of both tables wait. With NOT "
      "VALID only new rows are checked, at once; VALIDATE CONSTRAINT then reads the old ones without blocking writers. "
      "In a chain, `add_foreign_key` of barqdb does both.";
  rule.bad =
      R"sql(ALTER TABLE orders ADD CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);)sql";
  rule.safe =
      R"sql(ALTER TABLE orders ADD CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT fk_orders_customer;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
