// Foreign keys, checks, unique constraints and NOT NULL in both directions. On a table with rows a constraint is added
// NOT VALID, which reads nothing, and validated by an operation of its own, which blocks no writer.
#include <utility>

#include "base/hash.hpp"
#include "plan/constraint_ddl.hpp"
#include "plan/constraint_difference.hpp"
#include "plan/maker.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {

using model::Decision;
using model::Intent;
using model::Operation;
using model::Strategy;

namespace {

std::string exclusive(const model::QualifiedName& table) {
  return "ACCESS EXCLUSIVE on " + table.text() + ": blocks reads and writes, for a moment";
}

std::string add_lock(const model::ConstraintDefinition& definition, const model::QualifiedName& table) {
  if (definition.is_check()) return exclusive(table);
  return "SHARE ROW EXCLUSIVE on " + table.text() + " and " + definition.references.text() +
         ": blocks writes, for a moment";
}

}  // namespace

model::QualifiedName Maker::full_table_name(const model::QualifiedName& table) const {
  if (const model::TableFacts* facts = table_facts(table)) return facts->name;
  return {table.schema.empty() ? input_.catalog->current_schema : table.schema, table.name};
}

const model::ConstraintFacts* Maker::constraint_facts(const model::QualifiedName& table,
                                                      const std::string& name) const {
  const auto found = input_.catalog->constraints.find(table.text() + "." + name);
  return found == input_.catalog->constraints.end() ? nullptr : &found->second;
}

// An operation on something of a table: a constraint, a column.
Operation Maker::start_on(int number, Intent intent, const model::QualifiedName& table, const std::string& part,
                          const base::Place& place) const {
  Operation operation = start(number, intent, place);
  operation.table = full_table_name(table);
  operation.object = {operation.table.schema, operation.table.name + "." + part};
  if (const model::TableFacts* facts = table_facts(table)) operation.table_bytes = facts->bytes;
  return operation;
}

void Maker::adopt_existing(Operation& operation) const {
  const model::StepRecord* record = open_record(operation);
  operation.decision = Decision::adopt;
  operation.preexisting = record == nullptr || record->outcome == "preexisting";
  operation.reason = operation.preexisting ? "already exists as defined" : "made by an earlier attempt";
  operation.sql.clear();
}

void Maker::add_validation(int number, const model::QualifiedName& table, const std::string& name,
                           const base::Place& place) {
  Operation operation = start_on(number, Intent::validate_constraint, table, name, place);
  operation.strategy = Strategy::alone;
  operation.sql = validate_constraint_sql(operation.table, name);
  operation.hash = base::sha256_hex(operation.sql);
  operation.lock = "SHARE UPDATE EXCLUSIVE on " + operation.table.text() + ": blocks no reads and no writes";
  operation.reason = "reads every row, for the rows that are older than the constraint";
  add(std::move(operation));
}

// Adds a constraint that is not there, or goes on with one that is.
void Maker::add_constraint(int number, const model::ConstraintDefinition& definition, bool staged,
                           const std::string& reason) {
  Operation operation = start_on(number, Intent::add_constraint, definition.table, definition.name, definition.place);
  operation.sql = add_constraint_sql(definition, operation.table, staged);
  operation.hash = base::sha256_hex(add_constraint_sql(definition, operation.table, false));
  operation.lock = add_lock(definition, operation.table);
  operation.reason = staged ? reason + "; NOT VALID first" : reason;
  const model::ConstraintFacts* existing = constraint_facts(definition.table, definition.name);
  if (existing != nullptr) {
    adopt_existing(operation);
    staged = !existing->validated;
  }
  add(std::move(operation));
  if (staged) add_validation(number, definition.table, definition.name, definition.place);
}

void Maker::up(int number, const model::AddConstraintStep& step) {
  const model::ConstraintDefinition& definition = step.definition;
  const model::TableFacts* table = table_facts(definition.table);
  const Choice choice = choose_build(table, *input_.catalog, input_.online);
  const bool staged = choice.strategy == Strategy::concurrent;
  const model::ConstraintFacts* existing = constraint_facts(definition.table, definition.name);
  if (meets_sql({full_table_name(definition.table).schema, definition.name}, existing != nullptr, definition.place))
    return;
  if (existing != nullptr) {
    if (const std::string different = difference(definition, *existing, input_); !different.empty())
      return conflict(different, "drop or rename the existing constraint, or change the definition", definition.place);
  } else if (staged && !definition.is_check() && table != nullptr && table->kind == 'p' &&
             input_.catalog->server_version < 180000) {
    return conflict("constraint " + definition.name +
                        ": PostgreSQL before 18 adds no foreign key to the partitioned table " + table->name.text() +
                        " without reading every row under a lock that blocks writers",
                    "add it to each partition first, then to the table; or upgrade with --online never in a "
                    "maintenance window",
                    definition.place);
  }
  add_constraint(number, definition, staged, choice.reason);
}

void Maker::up(int number, const model::SetNotNullStep& step) {
  Operation operation = start_on(number, Intent::set_not_null, step.table, step.column, step.place);
  const model::TableFacts* table = table_facts(step.table);
  const Choice choice = choose_build(table, *input_.catalog, input_.online);
  operation.sql = set_not_null_sql(operation.table, step.column);
  operation.hash = base::sha256_hex(operation.sql);
  operation.lock = exclusive(operation.table);
  operation.reason = choice.reason;
  if (table != nullptr && table->not_null.contains(step.column)) {
    adopt_existing(operation);
    return add(std::move(operation));
  }
  model::ConstraintDefinition check = not_null_check(step.table, step.column);
  check.place = step.place;
  if (choice.strategy == Strategy::concurrent || constraint_facts(step.table, check.name) != nullptr) {
    add_constraint(number, check, /*staged=*/true, choice.reason);
    operation.sql += ";\n" + drop_constraint_sql(operation.table, check.name);
    operation.reason = "the validated check spares it reading the table";
  }
  add(std::move(operation));
}

void Maker::up(int number, const model::AddUniqueStep& step) {
  const model::IndexDefinition& index = step.definition;
  Operation operation = start_on(number, Intent::add_constraint, index.table, index.name, index.place);
  operation.sql = add_unique_sql(operation.table, index.name, step.deferrable, step.initially_deferred);
  operation.hash = base::sha256_hex(operation.sql);
  operation.lock = exclusive(operation.table);
  operation.reason = "takes the unique index, reads nothing";
  const bool live = constraint_facts(index.table, index.name) != nullptr;
  if (live && meets_sql({operation.table.schema, index.name}, live, index.place)) return;
  if (const model::ConstraintFacts* existing = constraint_facts(index.table, index.name)) {
    if (const std::string different = difference(step, *existing, input_); !different.empty())
      return conflict(different, "drop or rename the existing constraint, or change the definition", index.place);
    adopt_existing(operation);
    return add(std::move(operation));
  }
  if (const model::TableFacts* table = table_facts(index.table); table != nullptr && table->kind == 'p') {
    return conflict("constraint " + index.name + ": " + table->name.text() +
                        " is a partitioned table, which takes no unique index that exists as a constraint",
                    "write ALTER TABLE … ADD CONSTRAINT … UNIQUE in an sql step; it blocks writers", index.place);
  }
  const model::QualifiedName name = full_index_name(index);
  create(number, index);
  if (plan_.operations.empty() || plan_.operations.back().object != name) return;  // a conflict
  if (plan_.operations.back().preexisting) {
    return conflict("index " + name.text() + " exists already, older than the revision, and a constraint would take it",
                    "drop or rename it, or give the constraint another name", index.place);
  }
  add(std::move(operation));
}

// The way back of a constraint; false when it is not there.
bool Maker::drop_constraint(int number, const model::QualifiedName& table, const std::string& name,
                            const std::string& different, const base::Place& place) {
  const model::ConstraintFacts* existing = constraint_facts(table, name);
  if (existing == nullptr) return false;
  Operation operation = start_on(number, Intent::drop_constraint, table, name, place);
  const model::StepRecord* made = last_up_record(number, Intent::add_constraint, operation.object.text());
  if (half_applied() && (made == nullptr || !made->open)) return true;  // the upgrade did not come as far
  operation.hash = base::sha256_hex(existing->definition);
  if (made != nullptr && made->outcome == "preexisting") {
    operation.decision = Decision::adopt;
    operation.reason = "existed before the revision: kept";
  } else if (!different.empty()) {
    conflict(different, "restore the definition, or drop the constraint yourself if nobody needs it", place);
    return true;
  } else {
    operation.sql = drop_constraint_sql(operation.table, name);
    operation.lock = exclusive(operation.table);
    operation.reason = "the revision added it";
  }
  add(std::move(operation));
  return true;
}

void Maker::down(int number, const model::AddConstraintStep& step) {
  const model::ConstraintDefinition& definition = step.definition;
  const model::ConstraintFacts* existing = constraint_facts(definition.table, definition.name);
  const std::string different = existing != nullptr ? difference(definition, *existing, input_) : "";
  drop_constraint(number, definition.table, definition.name, different, definition.place);
}

void Maker::down(int number, const model::AddUniqueStep& step) {
  const model::IndexDefinition& index = step.definition;
  const model::ConstraintFacts* existing = constraint_facts(index.table, index.name);
  const std::string different = existing != nullptr ? difference(step, *existing, input_) : "";
  if (!drop_constraint(number, index.table, index.name, different, index.place)) drop_created(number, index);
}

void Maker::down(int number, const model::SetNotNullStep& step) {
  drop_constraint(number, step.table, model::not_null_check_name(step.table, step.column), "", step.place);
  const model::TableFacts* table = table_facts(step.table);
  if (table == nullptr || !table->not_null.contains(step.column)) return;
  Operation operation = start_on(number, Intent::drop_not_null, step.table, step.column, step.place);
  const model::StepRecord* made = last_up_record(number, Intent::set_not_null, operation.object.text());
  if (half_applied() && (made == nullptr || !made->open)) return;
  operation.sql = drop_not_null_sql(operation.table, step.column);
  operation.hash = base::sha256_hex(operation.sql);
  if (made != nullptr && made->outcome == "preexisting") {
    operation.decision = Decision::adopt;
    operation.reason = "was NOT NULL before the revision: kept";
    operation.sql.clear();
  } else {
    operation.lock = exclusive(operation.table);
    operation.reason = "the revision set it";
  }
  add(std::move(operation));
}

}  // namespace barqdb::plan
