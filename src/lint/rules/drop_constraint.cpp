// drop-constraint: A constraint is dropped.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_DropConstraint") continue;
    const KnownTable* table = subject.schema.find(command.table);
    const bool passing =
        table != nullptr &&
        std::any_of(table->constraints.begin(), table->constraints.end(), [&](const KnownConstraint& constraint) {
          return constraint.name == command.name && constraint.unit == subject.unit_number;  // a means to an end
        });
    if (!passing)
      found.add(command.table.text() + "." + command.name, command.table, "nothing keeps bad rows out from here on");
  }
}

}  // namespace

Rule drop_constraint() {
  Rule rule;
  rule.id = "drop-constraint";
  rule.severity = "info";
  rule.summary = "A constraint is dropped.";
  rule.why =
      "What it kept out comes in from now on, and queries that the planner could simplify because of it may become "
      "slower. Dropping a foreign key locks both tables for a moment.";
  rule.bad = R"sql(ALTER TABLE orders DROP CONSTRAINT fk_orders_customer;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT amount_positive;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
