// The decision table: what each step becomes, given what the server and the ledger know.
#include "plan/make.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "plan/ddl.hpp"
#include "plan/dropped_index.hpp"
#include "plan/sql_text.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {
namespace {

using model::Decision;
using model::Direction;
using model::Intent;
using model::Operation;
using model::Strategy;

// Builds one plan; the functions below add operations and collect conflicts.
class Maker {
 public:
  Maker(const PlanInput& input, Direction direction) : input_(input) {
    plan_.direction = direction;
    plan_.revision = input.revision->id;
    plan_.description = input.revision->description;
  }

  void up(int number, const model::SqlStep& step) { sql(number, step.up, step.transaction, step.up_place); }

  void up(int number, const model::CreateIndexStep& step) {
    for (const model::IndexDefinition& definition : step.definitions) create(number, definition);
  }

  void up(int number, const model::DropIndexStep& step) { drop_named(number, step); }

  void up(int number, const model::AnalyzeStep& step) {
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

  void down(int number, const model::SqlStep& step) {
    if (!step.down || !reached(number, Intent::sql)) return;
    sql(number, *step.down, step.transaction, step.down_place);
  }

  void down(int number, const model::CreateIndexStep& step) {
    for (auto definition = step.definitions.rbegin(); definition != step.definitions.rend(); ++definition) drop_created(number, *definition);
  }

  void down(int number, const model::DropIndexStep& step) { restore(number, step); }
  void down(int, const model::AnalyzeStep&) {}  // statistics need no way back

  model::Plan finish() {
    conflicts_.throw_if_any(base::ErrorKind::refused);
    int position = 0;
    for (Operation& operation : plan_.operations) operation.position = ++position;
    return std::move(plan_);
  }

 private:
  Operation start(int number, Intent intent, const base::Place& place) const {
    Operation operation;
    operation.step = number;
    operation.intent = intent;
    operation.place = place;
    return operation;
  }

  void add(Operation operation) { plan_.operations.push_back(std::move(operation)); }

  void conflict(std::string message, std::string hint, const base::Place& place) { conflicts_.add(std::move(message), std::move(hint), place); }

  // The last record of an unfinished attempt at this operation in the plan's direction.
  const model::StepRecord* open_record(const Operation& operation, bool any_object = false) const {
    for (auto record = input_.steps.rbegin(); record != input_.steps.rend(); ++record) {
      if (record->open && record->direction == plan_.direction && record->step == operation.step && record->intent == operation.intent &&
          (any_object || record->object == operation.object.text()) && (operation.intent != Intent::sql || record->hash == operation.hash)) {
        return &*record;
      }
    }
    return nullptr;
  }

  bool finished(const Operation& operation) const {
    const model::StepRecord* record = open_record(operation);
    return record != nullptr && record->outcome == "done";
  }

  static void mark_done(Operation& operation) {
    operation.decision = Decision::done;
    operation.reason = "finished by an earlier attempt";
    operation.sql.clear();
  }

  // Whether an upgrade got as far as this step: only what was done is undone.
  bool reached(int number, Intent intent) const {
    const bool half_applied = std::any_of(input_.steps.begin(), input_.steps.end(), [](const model::StepRecord& record) {
      return record.open && record.direction == Direction::up;
    });
    if (!half_applied) return true;
    return std::any_of(input_.steps.begin(), input_.steps.end(), [&](const model::StepRecord& record) {
      return record.open && record.direction == Direction::up && record.step == number && record.intent == intent && record.outcome == "done";
    });
  }

  void sql(int number, const std::string& text, bool transaction, const base::Place& place) {
    const std::vector<Statement> statements = split_statements(text);
    if (statements.empty()) return;
    if (transaction) {  // one message for the whole text: its statements share the transaction anyway
      const std::size_t begin = statements.front().offset;
      const std::size_t end = statements.back().offset + statements.back().text.size();
      add_sql(number, std::string_view(text).substr(begin, end - begin), begin, true, text, place);
      return;
    }
    for (const Statement& statement : statements) add_sql(number, statement.text, statement.offset, false, text, place);
  }

  void add_sql(int number, std::string_view sql, std::size_t offset, bool transaction, const std::string& text, base::Place place) {
    if (place.line > 0) place.line += line_at(text, offset) - 1;
    Operation operation = start(number, Intent::sql, place);
    operation.strategy = transaction ? Strategy::transaction : Strategy::alone;
    operation.sql = std::string(sql);
    operation.hash = base::sha256_hex(sql);
    operation.lock = "as its statements take";
    operation.reason = transaction ? "SQL of the revision" : "asks to run outside a transaction";
    if (finished(operation)) {
      mark_done(operation);
    } else {
      // A step that was done with another text must not be done again with this one.
      for (const model::StepRecord& record : input_.steps) {
        if (transaction && record.open && record.direction == plan_.direction && record.step == number && record.intent == Intent::sql && record.outcome == "done") {
          conflict("step " + std::to_string(number) + " of revision " + plan_.revision + " was already run by an earlier attempt, with another text",
                   "restore the text that was run, or roll the unfinished revision back with `barqdb downgrade`", operation.place);
          return;
        }
      }
    }
    add(std::move(operation));
  }

  const model::TableFacts* table_facts(const model::QualifiedName& table) const {
    const auto found = input_.catalog->tables.find(table.text());
    return found == input_.catalog->tables.end() ? nullptr : &found->second;
  }

  model::QualifiedName full_index_name(const model::IndexDefinition& definition) const {
    const model::TableFacts* table = table_facts(definition.table);
    if (table != nullptr) return {table->name.schema, definition.name};
    return {definition.table.schema.empty() ? input_.catalog->current_schema : definition.table.schema, definition.name};
  }

  const model::IndexFacts* index_facts(const std::string& key) const {
    const auto found = input_.catalog->indexes.find(key);
    return found == input_.catalog->indexes.end() ? nullptr : &found->second;
  }

  void create(int number, const model::IndexDefinition& definition) {
    const model::TableFacts* table = table_facts(definition.table);
    Operation operation = start(number, Intent::create_index, definition.place);
    operation.object = full_index_name(definition);
    operation.table = table != nullptr ? table->name : model::QualifiedName{operation.object.schema, definition.table.name};
    operation.table_bytes = table != nullptr ? table->bytes : 0;
    const Choice choice = choose_build(table, *input_.catalog, input_.online);
    operation.strategy = choice.strategy;
    operation.reason = choice.reason;
    const bool concurrent = choice.strategy == Strategy::concurrent;
    operation.sql = create_index_sql(definition, {.concurrently = concurrent, .table = operation.table, .name = ""});
    operation.after = complete_index_sql(definition, operation.object);
    operation.hash = base::sha256_hex(create_index_sql(definition));
    operation.lock = build_lock(choice.strategy, operation.table.text());

    const model::IndexFacts* existing = index_facts(operation.object.text());
    if (existing == nullptr) {
      if (!choice.possible) return conflict("index " + definition.name + ": " + choice.reason, choice.hint, definition.place);
      return add(std::move(operation));
    }
    decide_existing(operation, *existing, definition);
  }

  // The name is taken: adopt, rebuild, or refuse.
  void decide_existing(Operation& operation, const model::IndexFacts& existing, const model::IndexDefinition& definition) {
    const std::string name = operation.object.text();
    if (existing.kind != 'i' && existing.kind != 'I') {
      return conflict(name + " already exists and is no index", "rename one of them", definition.place);
    }
    if (existing.table != operation.table) {
      return conflict("index " + name + " already exists on another table, " + existing.table.text() +
                          ": index names are unique in a schema, not in a table",
                      "rename the index in the definition", definition.place);
    }
    const model::StepRecord* record = open_record(operation);
    if (!existing.valid && existing.kind == 'i') {
      if (record == nullptr) {
        return conflict("index " + name + " exists but is invalid, and this chain did not begin it: another program's build may be running, or was cut off",
                        "if nobody is building it, remove it with `DROP INDEX CONCURRENTLY " + operation.object.quoted() + "` and run this again",
                        definition.place);
      }
      operation.decision = Decision::rebuild;
      operation.before = drop_index_sql(operation.object, operation.strategy == Strategy::concurrent);
      operation.reason = "an earlier attempt left it invalid; " + operation.reason;
      return add(std::move(operation));
    }
    const auto comparison = input_.comparisons.find(name);
    if (comparison == input_.comparisons.end() || !comparison->second.same) {
      std::string message = "index " + name + " already exists with another definition";
      if (comparison != input_.comparisons.end()) {
        message += "\n  exists: " + comparison->second.existing;
        message += comparison->second.error.empty() ? "\n  wanted: " + comparison->second.wanted
                                                    : "\n  wanted: the server refuses it: " + comparison->second.error;
      }
      return conflict(message, "drop or rename the existing index, or change the definition", definition.place);
    }
    operation.decision = Decision::adopt;
    operation.preexisting = record == nullptr;
    operation.reason = record != nullptr ? "built by an earlier attempt" : "already exists as defined";
    operation.sql.clear();
    add(std::move(operation));
  }

  void drop_named(int number, const model::DropIndexStep& step) {
    Operation operation = start(number, Intent::drop_index, step.place);
    operation.object = step.index;
    const model::IndexFacts* existing = index_facts(step.index.text());
    const model::StepRecord* record = open_record(operation, /*any_object=*/true);  // recorded under its full name
    if (existing == nullptr) {
      operation.decision = Decision::adopt;
      operation.reason = record != nullptr ? "dropped by an earlier attempt" : "does not exist: nothing to drop";
      if (record != nullptr) operation.prior = record->prior;
      return add(std::move(operation));
    }
    if (existing->kind != 'i' && existing->kind != 'I') return conflict(step.index.text() + " is no index", "", step.place);
    if (!existing->constraint.empty()) {
      return conflict("index " + step.index.text() + " backs the constraint " + existing->constraint,
                      "drop the constraint with an sql step: ALTER TABLE " + existing->table.quoted() + " DROP CONSTRAINT …", step.place);
    }
    if (existing->is_partition) {
      return conflict("index " + step.index.text() + " belongs to an index of the partitioned table above", "drop that one", step.place);
    }
    // Half dropped by us: its definition was recorded when it was whole.
    operation.prior = record != nullptr && !record->prior.empty() ? record->prior : record_dropped(*existing);
    fill_drop(operation, *existing);
    if (!existing->valid && record != nullptr) operation.reason = "an earlier attempt left it half dropped; " + operation.reason;
    add(std::move(operation));
  }

  void fill_drop(Operation& operation, const model::IndexFacts& existing) const {
    const Choice choice = choose_drop(existing, input_.online);
    operation.object = existing.name;
    operation.table = existing.table;
    operation.table_bytes = existing.table_bytes;
    operation.strategy = choice.strategy;
    operation.reason = choice.reason;
    operation.sql = drop_index_sql(existing.name, choice.strategy == Strategy::concurrent);
    operation.hash = base::sha256_hex(existing.definition);
    operation.lock = drop_lock(choice.strategy, existing.table.text());
  }

  // The way back of create_index.
  void drop_created(int number, const model::IndexDefinition& definition) {
    Operation operation = start(number, Intent::drop_index, definition.place);
    operation.object = full_index_name(definition);
    const model::IndexFacts* existing = index_facts(operation.object.text());
    const model::StepRecord* made = last_up_record(number, Intent::create_index, operation.object.text());
    if (existing == nullptr) return;
    if (made != nullptr && made->outcome == "preexisting") {
      operation.decision = Decision::adopt;
      operation.reason = "existed before the revision: kept";
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
    fill_drop(operation, *existing);
    add(std::move(operation));
  }

  // The way back of drop_index.
  void restore(int number, const model::DropIndexStep& step) {
    const model::StepRecord* dropped = last_up_record(number, Intent::drop_index, "");
    if (dropped == nullptr || dropped->prior.empty()) return;  // nothing was dropped
    const DroppedIndex index = read_dropped(dropped->prior);
    Operation operation = start(number, Intent::create_index, step.place);
    operation.object = index.name;
    operation.table = index.table;
    const model::TableFacts* table = table_facts(index.table);
    operation.table_bytes = table != nullptr ? table->bytes : 0;
    const Choice choice = choose_build(table, *input_.catalog, input_.online);
    operation.strategy = choice.strategy;
    operation.reason = choice.reason;
    operation.sql = restore_sql(index, choice.strategy == Strategy::concurrent);
    operation.after = restore_after_sql(index);
    operation.hash = base::sha256_hex(index.definition);
    operation.lock = build_lock(choice.strategy, index.table.text());
    const model::IndexFacts* existing = index_facts(index.name.text());
    if (existing == nullptr) {
      if (!choice.possible) return conflict("index " + index.name.text() + ": " + choice.reason, choice.hint, step.place);
    } else if (existing->valid && existing->definition == index.definition) {
      operation.decision = Decision::adopt;
      operation.reason = "already exists as it was";
      operation.sql.clear();
    } else if (!existing->valid && open_record(operation) != nullptr) {
      operation.decision = Decision::rebuild;
      operation.before = drop_index_sql(index.name, operation.strategy == Strategy::concurrent);
    } else {
      return conflict("index " + index.name.text() + " exists with another definition than the one that was dropped\n  exists: " +
                          existing->definition + "\n  dropped: " + index.definition,
                      "drop or rename it and run this again", step.place);
    }
    add(std::move(operation));
  }

  // Of the revision's last application. "" for the object matches any.
  const model::StepRecord* last_up_record(int number, Intent intent, const std::string& object) const {
    for (auto record = input_.steps.rbegin(); record != input_.steps.rend(); ++record) {
      if (record->direction == Direction::up && record->step == number && record->intent == intent && (object.empty() || record->object == object)) {
        return &*record;
      }
    }
    return nullptr;
  }

  const PlanInput& input_;
  model::Plan plan_;
  base::Diagnostics conflicts_;
};

}  // namespace

model::Plan make_upgrade(const PlanInput& input) {
  Maker maker(input, Direction::up);
  int number = 0;
  for (const model::Step& step : input.body->steps) {
    ++number;
    std::visit([&](const auto& one) { maker.up(number, one); }, step);
  }
  return maker.finish();
}

model::Plan make_downgrade(const PlanInput& input) {
  Maker maker(input, Direction::down);
  for (std::size_t i = input.body->steps.size(); i > 0; --i) {
    std::visit([&](const auto& one) { maker.down(static_cast<int>(i), one); }, input.body->steps[i - 1]);
  }
  return maker.finish();
}

void check_reversible(const model::Revision& revision, const model::RevisionBody& body, base::Diagnostics& diagnostics) {
  for (const model::Step& step : body.steps) {
    const auto* sql = std::get_if<model::SqlStep>(&step);
    if (sql == nullptr || sql->down) continue;
    diagnostics.add("revision " + revision.id + (sql->irreversible ? " is irreversible: this step says so" : " has a step without `down`"),
                    sql->irreversible ? "restore from a backup, or write a new revision that repairs forward"
                                      : "write how it is undone as `down`, or say `irreversible: true`",
                    sql->place);
  }
}

std::vector<Group> groups_of(const model::Plan& plan) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < plan.operations.size(); ++i) {
    const bool transaction = plan.operations[i].strategy == Strategy::transaction;
    if (transaction && !groups.empty() && groups.back().transaction) {
      groups.back().end = i + 1;
    } else {
      groups.push_back({transaction, i, i + 1});
    }
  }
  return groups;
}

}  // namespace barqdb::plan
