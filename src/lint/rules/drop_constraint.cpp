// drop-constraint: A constraint, or a unique index, is dropped.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Whether another unique index over the same columns stays.
bool stays_unique(const Subject& subject, const IndexFact& gone) {
  const auto same = [](const IndexKey& a, const IndexKey& b) { return !a.column.empty() && a.column == b.column; };
  return std::any_of(subject.schema.indexes.begin(), subject.schema.indexes.end(), [&](const auto& entry) {
    const IndexFact& other = entry.second;
    return other.unique && other.table == gone.table && other.name != gone.name &&
           std::equal(other.keys.begin(), other.keys.end(), gone.keys.begin(), gone.keys.end(), same);
  });
}

void check_indexes(const Subject& subject, Found& found) {
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_INDEX")) {
    for (const auto& [full, index] : subject.schema.indexes) {
      const bool named = full.name == name.name && (name.schema.empty() || full.schema == name.schema);
      const bool new_here = index.unit == subject.unit_number || !subject.existing(index.table);
      if (named && index.unique && !new_here && !stays_unique(subject, index))
        found.add(name.text(), index.table, "nothing keeps doubles out of " + index.table.text() + " from here on");
    }
  }
}

void check(const Subject& subject, Found& found) {
  check_indexes(subject, found);
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_DropConstraint") continue;
    const KnownTable* table = subject.schema.find(command.table);
    const bool passing =
        table != nullptr &&
        std::any_of(table->constraints.begin(), table->constraints.end(), [&](const KnownConstraint& constraint) {
          return constraint.name == command.name && constraint.unit == subject.unit_number;  // a means to an end
        });
    if (!passing) found.add_part(command.table, command.name, "nothing keeps bad rows out from here on");
  }
}

}  // namespace

Rule drop_constraint() {
  Rule rule;
  rule.id = "drop-constraint";
  rule.severity = "info";
  rule.summary = "A constraint, or a unique index, is dropped.";
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
