// The decision table forward: what each step becomes, given what the server and the ledger know.
#include <utility>

#include "base/hash.hpp"
#include "plan/ddl.hpp"
#include "plan/dropped_index.hpp"
#include "plan/maker.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {

using model::Decision;
using model::Direction;
using model::Intent;
using model::Operation;
using model::Strategy;

void Maker::up(int number, const model::SqlStep& step) { add_sql(number, step.up, step.transaction, step.up_place); }

void Maker::up(int number, const model::CreateIndexStep& step) {
  // The parts of a partitioned index get names of the server's choice: those that definitions ask for are taken first.
  for (const bool trees : {false, true}) {
    for (const model::IndexDefinition& definition : step.definitions) {
      const model::TableFacts* table = table_facts(definition.table);
      const bool makes_parts = table != nullptr && table->kind == 'p' && !definition.only;
      if (makes_parts == trees) create(number, definition);
    }
  }
}

void Maker::up(int number, const model::DropIndexStep& step) {
  Operation operation = start(number, Intent::drop_index, step.place);
  operation.object = step.index;
  const model::IndexFacts* existing = index_facts(step.index.text());
  const model::StepRecord* record = open_record(operation, /*any_object=*/true);  // recorded under its full name
  if (meets_sql(existing != nullptr ? existing->name : step.index, existing != nullptr, step.place)) return;
  if (existing == nullptr) {
    operation.decision = Decision::adopt;
    operation.reason = record != nullptr ? "dropped by an earlier attempt" : "does not exist: nothing to drop";
    if (record != nullptr) operation.prior = record->prior;
    return add(std::move(operation));
  }
  if (existing->kind != 'i' && existing->kind != 'I')
    return conflict(step.index.text() + " is no index", "", step.place);
  if (!existing->constraint.empty()) {
    return conflict(
        "index " + step.index.text() + " backs the constraint " + existing->constraint,
        "drop the constraint with an sql step: ALTER TABLE " + existing->table.quoted() + " DROP CONSTRAINT …",
        step.place);
  }
  // SQL that has not run yet may take the foreign key away first.
  if (!existing->referenced_by.empty() && sql_.empty()) {
    return conflict("index " + step.index.text() + " is needed by foreign keys: " + existing->referenced_by,
                    "drop them first with an sql step, or let them refer to another unique constraint", step.place);
  }
  if (existing->is_partition) {
    return conflict("index " + step.index.text() + " belongs to an index of the partitioned table above",
                    "drop that one", step.place);
  }
  if (record != nullptr && record->outcome == "done" && record->hash != base::sha256_hex(existing->definition)) {
    mark_done(operation);  // what has its name now was built since, by a later step
    return add(std::move(operation));
  }
  // Half dropped by us: its definition was recorded when it was whole.
  operation.prior = record != nullptr && !record->prior.empty() ? record->prior : record_dropped(*existing);
  add_drop(std::move(operation), *existing);
  if (!existing->valid && record != nullptr) {
    model::Operation& added = plan_.operations.back();
    added.reason = "an earlier attempt left it half dropped; " + added.reason;
  }
}

void Maker::up(int number, const model::AnalyzeStep& step) {
  for (const model::QualifiedName& table : step.tables) {
    Operation operation = start(number, Intent::analyze, step.place);
    operation.table = table;
    operation.object = table;
    operation.strategy = Strategy::alone;
    operation.sql = analyze_sql(table);
    operation.hash = base::sha256_hex(operation.sql);
    operation.lock = "SHARE UPDATE EXCLUSIVE on " + table.text() + ": blocks no reads and no writes";
    operation.reason = "statistics for the planner";
    if (finished(operation)) mark_done(operation);
    add(std::move(operation));
  }
}

void Maker::create(int number, const model::IndexDefinition& definition) {
  const model::TableFacts* table = table_facts(definition.table);
  Operation operation = start(number, Intent::create_index, definition.place);
  operation.object = full_index_name(definition);
  operation.table =
      table != nullptr ? table->name : model::QualifiedName{operation.object.schema, definition.table.name};
  operation.table_bytes = table != nullptr ? table->bytes : 0;
  const Choice choice = definition.only ? Choice{Strategy::transaction, "the partitioned table itself holds no rows"}
                                        : choose_build(table, *input_.catalog, input_.online);
  operation.strategy = choice.strategy;
  operation.reason = choice.reason;
  const bool concurrent = choice.strategy == Strategy::concurrent;
  operation.sql = create_index_sql(
      definition, {.concurrently = concurrent, .only = definition.only, .table = operation.table, .name = ""});
  operation.after = complete_index_sql(definition, operation.object);
  operation.hash = base::sha256_hex(create_index_sql(definition));
  operation.lock = build_lock(choice.strategy, operation.table.text());
  operation.leaves_valid_index = !definition.only;  // that of a partitioned table is not while parts are missing
  operation.plain_columns = has_plain_columns(definition);
  if (definition.unique && concurrent) operation.duplicates = duplicates_sql(definition, operation.table);

  const model::IndexFacts* existing = index_facts(operation.object.text());
  if (meets_sql(operation.object, existing != nullptr, definition.place)) return;
  if (table != nullptr && table->kind == 'p' && choice.strategy == Strategy::concurrent) {
    if (existing != nullptr && !belongs(operation, *existing, definition)) return;
    return create_partitioned(number, definition, *table, existing, std::move(operation));
  }
  if (existing == nullptr) return add(std::move(operation));
  decide_existing(operation, *existing, definition);
}

bool Maker::is_of_table(const Operation& operation, const model::IndexFacts& existing, const base::Place& place) {
  const std::string name = operation.object.text();
  if (existing.kind != 'i' && existing.kind != 'I') {
    conflict(name + " already exists and is no index", "rename one of them", place);
    return false;
  }
  if (existing.table != operation.table) {
    conflict("index " + name + " already exists on another table, " + existing.table.text() +
                 ": index names are unique in a schema, not in a table",
             "rename the index in the definition", place);
    return false;
  }
  return true;
}

// The name is taken: by this very index, or by something else, which is a conflict.
bool Maker::belongs(const Operation& operation, const model::IndexFacts& existing,
                    const model::IndexDefinition& definition) {
  if (!is_of_table(operation, existing, definition.place)) return false;
  const std::string name = operation.object.text();
  if (!existing.valid && existing.kind == 'i') return true;  // its definition may be the one of a cut-off attempt
  const auto comparison = input_.comparisons.find(name);
  if (comparison != input_.comparisons.end() && comparison->second.same) return true;
  std::string message = "index " + name + " already exists with another definition";
  if (comparison != input_.comparisons.end()) {
    message += "\n  exists: " + comparison->second.existing;
    message += comparison->second.error.empty() ? "\n  wanted: " + comparison->second.wanted
                                                : "\n  wanted: the server refuses it: " + comparison->second.error;
  }
  conflict(message, "drop or rename the existing index, or change the definition", definition.place);
  return false;
}

// This very index exists: adopt, rebuild, or refuse.
void Maker::decide_existing(Operation& operation, const model::IndexFacts& existing,
                            const model::IndexDefinition& definition) {
  if (!belongs(operation, existing, definition)) return;
  const std::string name = operation.object.text();
  const model::StepRecord* record = open_record(operation);
  if (!existing.valid && existing.kind == 'i') {
    if (record == nullptr) {
      return conflict(
          "index " + name +
              " exists but is invalid, and this chain did not begin it: another program's build may be "
              "running, or was cut off",
          "`barqdb repair` tells whether somebody is building it; if nobody is, `barqdb repair drop-invalid " +
              operation.object.quoted() + "` removes it: then run this again",
          definition.place);
    }
    operation.decision = Decision::rebuild;
    operation.before = drop_index_sql(operation.object, operation.strategy == Strategy::concurrent);
    operation.reason = "an earlier attempt left it invalid; " + operation.reason;
    return add(std::move(operation));
  }
  operation.decision = Decision::adopt;
  operation.preexisting = record == nullptr || record->outcome == "preexisting";
  operation.reason = operation.preexisting ? "already exists as defined" : "built by an earlier attempt";
  operation.sql.clear();
  add(std::move(operation));
}

}  // namespace barqdb::plan
