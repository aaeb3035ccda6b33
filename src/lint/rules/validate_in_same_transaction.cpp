// validate-in-same-transaction: A constraint is validated in a transaction that keeps others from the table.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// By an earlier statement of the transaction.
bool added_before(const Subject& subject, const AlterCommand& command) {
  const KnownTable* table = subject.schema.find(command.table);
  if (table == nullptr) return false;
  return std::any_of(table->constraints.begin(), table->constraints.end(), [&](const KnownConstraint& constraint) {
    return constraint.name == command.name && !constraint.valid && constraint.transaction == subject.transaction.id;
  });
}

bool added_beside(const Subject& subject, const AlterCommand& command) {
  const std::vector<AddedConstraint> added = added_constraints(subject);
  return std::any_of(added.begin(), added.end(),
                     [&](const AddedConstraint& one) { return one.node["conname"].text == command.name; });
}

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_ValidateConstraint") continue;
    const std::vector<model::QualifiedName>& locked = subject.transaction.exclusive;
    const bool added = added_before(subject, command) || added_beside(subject, command);
    const bool held = std::find(locked.begin(), locked.end(), subject.schema.full(command.table)) != locked.end() ||
                      std::find(locked.begin(), locked.end(), command.table) != locked.end();
    if (!added && !held) continue;
    found.add_part(command.table, command.name,
                   std::string("the lock of ") + (added ? "ADD CONSTRAINT" : "an earlier statement") +
                       " is still held while every row is checked; validate in a transaction of its own");
  }
}

}  // namespace

Rule validate_in_same_transaction() {
  Rule rule;
  rule.id = "validate-in-same-transaction";
  rule.severity = "warning";
  rule.summary = "A constraint is validated in a transaction that keeps others from the table.";
  rule.why =
      "The lock of ADD CONSTRAINT is held until the transaction ends, so the validation keeps everybody out after all: "
      "NOT VALID has won nothing. The same holds for any earlier statement that locked the table against everybody. "
      "Validate "
      "in the next transaction.";
  rule.bad = R"sql(BEGIN;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
COMMIT;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
