// The decision table backward: how each step is undone.
#include <algorithm>
#include <map>
#include <string_view>
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

void Maker::down(int number, const model::SqlStep& step) {
  if (!step.down || !reached(number, Intent::sql)) return;
  add_sql(number, *step.down, step.transaction, step.down_place);
}

void Maker::down(int number, const model::CreateIndexStep& step) {
  for (auto definition = step.definitions.rbegin(); definition != step.definitions.rend(); ++definition)
    drop_created(number, *definition);
}

namespace {

// Whether the revision makes the whole that the index of this name is a part of (or is): then its way back drops both.
bool makes_whole(const model::RevisionBody& body, std::string_view name) {
  std::map<std::string_view, std::string_view> wholes;
  for (const model::Step& step : body.steps)
    if (const auto* create = std::get_if<model::CreateIndexStep>(&step))
      for (const model::IndexDefinition& one : create->definitions) wholes[one.name] = one.part_of.name;
  for (std::size_t steps = 0; steps <= wholes.size(); ++steps) {  // not more than there are: it may be a circle
    const auto found = wholes.find(name);
    if (found == wholes.end()) return false;
    if (found->second.empty()) return true;
    name = found->second;
  }
  return false;
}

}  // namespace

// The way back of create_index.
void Maker::drop_created(int number, const model::IndexDefinition& definition) {
  Operation operation = start(number, Intent::drop_index, definition.place);
  operation.object = full_index_name(definition);
  const model::IndexFacts* existing = index_facts(operation.object.text());
  const model::StepRecord* made = last_up_record(number, Intent::create_index, operation.object.text());
  if (is_elsewhere(number, Intent::create_index, operation.object, definition.place)) return;
  if (const model::TableFacts* table = table_facts(definition.table)) drop_parts(number, definition, *table, existing);
  const IndexTouch* touch = touched_by_sql(operation.object);
  const bool comes = touch != nullptr && touch->made;
  if (existing == nullptr ? !comes : touch != nullptr && !comes) return;  // nothing is left to drop by then
  if (half_applied() && (made == nullptr || !made->open)) return;         // the upgrade did not come as far
  if (made != nullptr && made->outcome == "preexisting") {
    operation.decision = Decision::adopt;
    operation.reason = "existed before the revision: kept";
    return add(std::move(operation));
  }
  if (existing == nullptr) {  // SQL that stands before it gives the index its name back
    operation.table = {operation.object.schema, definition.table.name};
    operation.sql = drop_index_sql(operation.object, /*concurrently=*/false);
    operation.hash = base::sha256_hex(operation.sql);
    operation.lock = drop_lock(Strategy::transaction, operation.table.text());
    operation.reason = "the SQL before it makes it";
    return add(std::move(operation));
  }
  if (existing->is_partition && !definition.part_of.name.empty()) {
    operation.decision = Decision::adopt;
    operation.reason = makes_whole(*input_.body, definition.name)
                           ? "goes with the index that it is a part of"
                           : "kept: a part of index " + definition.part_of.text() +
                                 ", which stays, and PostgreSQL drops parts only with the whole";
    return add(std::move(operation));
  }
  const bool ours_invalid = !existing->valid && made != nullptr;
  const auto comparison = input_.comparisons.find(operation.object.text());
  const bool same = comparison != input_.comparisons.end() && comparison->second.same;
  if (!ours_invalid && !same) {
    std::string message = "index " + operation.object.text() + " is not the one that the revision made";
    if (comparison != input_.comparisons.end() && !comparison->second.wanted.empty()) {
      message += "\n  exists: " + comparison->second.existing + "\n  made:   " + comparison->second.wanted;
    }
    return conflict(message, "restore the definition, or drop the index yourself if nobody needs it", definition.place);
  }
  if (definition.replica_identity && existing->replica_identity)
    give_back_identity(number, *existing, definition.place);
  add_drop(std::move(operation), *existing);
}

// A replica identity whose index is dropped is none: updates of a published table fail from then on.
void Maker::give_back_identity(int number, const model::IndexFacts& index, const base::Place& place) {
  Operation operation = start(number, Intent::sql, place);
  operation.strategy = Strategy::transaction;
  operation.table = index.table;
  operation.sql = "ALTER TABLE " + index.table.quoted() + " REPLICA IDENTITY DEFAULT";
  operation.hash = base::sha256_hex(operation.sql);
  operation.lock = "ACCESS EXCLUSIVE on " + index.table.text() + ": blocks reads and writes, for a moment";
  operation.reason = "index " + index.name.text() + " is the table's replica identity; the primary key is again";
  if (finished(operation)) mark_done(operation);
  add(std::move(operation));
}

namespace {

// Whether the recorded parts are one of each partition that the table has now, or of some where some had none: then
// they can be made as they were.
bool same_partitions(const DroppedIndex& index, const model::TableFacts* table) {
  if (table == nullptr) return false;
  if (!index.incomplete && index.parts.size() != table->partitions.size()) return false;
  return std::all_of(index.parts.begin(), index.parts.end(), [&](const DroppedPart& part) {
    return std::any_of(table->partitions.begin(), table->partitions.end(),
                       [&](const model::Partition& partition) { return partition.name == part.table; });
  });
}

}  // namespace

// The way back of drop_index.
void Maker::down(int number, const model::DropIndexStep& step) {
  const model::StepRecord* dropped = last_up_record(number, Intent::drop_index, "");
  if (dropped == nullptr || dropped->prior.empty()) return;  // nothing was dropped
  if (half_applied() && !dropped->open) return;
  DroppedIndex index = read_dropped(dropped->prior);
  if (!same_partitions(index, table_facts(index.table))) index.parts.clear();
  restore(number, index, dropped->open, step.place);
}

// Builds a recorded index again, as it was.
void Maker::restore(int number, const DroppedIndex& index, bool open, const base::Place& place) {
  Operation operation = start(number, Intent::create_index, place);
  operation.object = index.name;
  operation.table = index.table;
  const model::TableFacts* table = table_facts(index.table);
  operation.table_bytes = table != nullptr ? table->bytes : 0;
  Choice choice = choose_build(table, *input_.catalog, input_.online);
  if (table != nullptr && table->kind == 'p')
    choice = {Strategy::transaction, "an index on a partitioned table, as it was"};
  operation.strategy = choice.strategy;
  operation.reason = choice.reason;
  operation.sql = restore_sql(index, choice.strategy == Strategy::concurrent);
  operation.after = restore_after_sql(index);
  operation.hash = base::sha256_hex(index.definition);
  operation.lock = build_lock(choice.strategy, index.table.text());
  operation.leaves_valid_index = !index.incomplete;
  operation.plain_columns = false;  // its definition is only text here: the careful choice
  const model::IndexFacts* existing = index_facts(index.name.text());
  if (existing == nullptr) {
    // Built below.
  } else if (existing->valid && existing->definition == index.definition) {
    operation.decision = Decision::adopt;
    operation.reason = "already exists as it was";
    operation.sql.clear();
    if (table != nullptr && table->kind == 'p') operation.after.clear();         // they make its parts
  } else if (!existing->valid && (open_record(operation) != nullptr || open)) {  // left by a drop or a rebuild
    operation.decision = Decision::rebuild;
    operation.reason = "an earlier attempt left it invalid; " + operation.reason;
    operation.before = drop_index_sql(index.name, operation.strategy == Strategy::concurrent);
  } else {
    return conflict("index " + index.name.text() +
                        (existing->valid ? " exists with another definition than the one that was dropped"
                                         : " exists but is invalid, and this chain did not begin it") +
                        "\n  exists: " + existing->definition + "\n  dropped: " + index.definition,
                    "drop or rename it and run this again", place);
  }
  add(std::move(operation));
}

void Maker::down(int, const model::AnalyzeStep&) {}  // statistics need no way back

}  // namespace barqdb::plan
