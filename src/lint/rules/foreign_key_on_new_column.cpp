// foreign-key-on-new-column: A column is added together with its foreign key.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    if (constraint.kind != "CONSTR_FOREIGN" || constraint.column.empty()) continue;
    found.add_part(
        constraint.table, constraint.column,
        "the foreign key keeps writers from both tables while the table is read; add it NOT VALID in a statement "
        "of its own");
  }
}

}  // namespace

Rule foreign_key_on_new_column() {
  Rule rule;
  rule.id = "foreign-key-on-new-column";
  rule.severity = "warning";
  rule.summary = "A column is added together with its foreign key.";
  rule.why =
      "The foreign key locks both tables against writers and reads the whole table to check rows that can only be null "
      "or the default. Add the column first, then the constraint NOT VALID, then validate it.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN customer_id bigint REFERENCES customers (id);)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN customer_id bigint;
ALTER TABLE orders ADD CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT fk_orders_customer;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
