// Plans from their public side, and the parts that both directions share.
#include "plan/make.hpp"

#include <algorithm>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "plan/attempts.hpp"
#include "plan/ddl.hpp"
#include "plan/maker.hpp"
#include "plan/sql_text.hpp"
#include "plan/statement_locks.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {

using model::Decision;
using model::Direction;
using model::Intent;
using model::Operation;
using model::Strategy;

Maker::Maker(const PlanInput& input, Direction direction) : input_(input) {
  plan_.direction = direction;
  plan_.revision = input.revision->id;
  plan_.description = input.revision->description;
}

// A file that was edited in the middle of its upgrade: nobody would finish or drop what it does not name any more.
void Maker::name_abandoned() {
  for (const std::string& index : abandoned_indexes(input_.steps, *input_.body)) {
    const model::IndexFacts* existing = index_facts(index);
    if (existing == nullptr) continue;
    conflict("an earlier attempt at revision " + plan_.revision + (existing->valid ? " made" : " began to make") +
                 " index " + index + ", which no step of its file names any more",
             existing->valid ? "put its definition back, or drop it: " + drop_index_sql(existing->name, true)
                             : "put its definition back, or remove it: `barqdb repair drop-invalid " + index + "`",
             {input_.revision->file, 0, 0});
  }
}

model::Plan Maker::finish() {
  name_abandoned();
  conflicts_.throw_if_any(base::ErrorKind::refused);
  int position = 0;
  for (Operation& operation : plan_.operations) operation.position = ++position;
  return std::move(plan_);
}

Operation Maker::start(int number, Intent intent, const base::Place& place) const {
  Operation operation;
  operation.step = number;
  operation.intent = intent;
  operation.place = place;
  return operation;
}

void Maker::add(Operation operation) { plan_.operations.push_back(std::move(operation)); }

void Maker::conflict(std::string message, std::string hint, const base::Place& place) {
  conflicts_.add(std::move(message), std::move(hint), place);
}

const model::StepRecord* Maker::open_record(const Operation& operation, bool any_object) const {
  for (auto record = input_.steps.rbegin(); record != input_.steps.rend(); ++record) {
    if (record->open && record->direction == plan_.direction && record->step == operation.step &&
        record->intent == operation.intent && (any_object || record->object == operation.object.text()) &&
        (operation.intent != Intent::sql || record->hash == operation.hash)) {
      return &*record;
    }
  }
  return nullptr;
}

const model::StepRecord* Maker::last_up_record(int number, Intent intent, const std::string& object) const {
  for (auto record = input_.steps.rbegin(); record != input_.steps.rend(); ++record) {
    if (record->direction == Direction::up && record->step == number && record->intent == intent &&
        (object.empty() || record->object == object)) {
      return &*record;
    }
  }
  return nullptr;
}

bool Maker::finished(const Operation& operation) const {
  const auto alike = [&](int step, Intent intent, const std::string& object, const std::string& hash) {
    return step == operation.step && intent == operation.intent && object == operation.object.text() &&
           (intent != Intent::sql || hash == operation.hash);
  };
  const auto done = std::count_if(input_.steps.begin(), input_.steps.end(), [&](const model::StepRecord& record) {
    return record.open && record.direction == plan_.direction && record.outcome == "done" &&
           alike(record.step, record.intent, record.object, record.hash);
  });
  const auto planned = std::count_if(plan_.operations.begin(), plan_.operations.end(), [&](const Operation& one) {
    return alike(one.step, one.intent, one.object.text(), one.hash);
  });
  return planned < done;
}

namespace {

// What SQL sets for the rest of its session; the session that did it is gone when a revision is resumed.
std::vector<std::string> session_settings(std::string_view sql) {
  std::vector<std::string> settings;
  for (const Statement& statement : split_statements(sql)) {
    if (statement_kind(statement.text) != "VariableSetStmt") continue;
    const std::string start = base::lower(base::one_line(statement.text.substr(0, 40), 40));
    if (!start.starts_with("set local ") && !start.starts_with("set transaction "))
      settings.emplace_back(statement.text);
  }
  return settings;
}

}  // namespace

void Maker::mark_done(Operation& operation) {
  operation.decision = Decision::done;
  operation.reason = "finished by an earlier attempt";
  if (operation.intent == Intent::sql) operation.after = session_settings(operation.sql);
  if (!operation.after.empty()) operation.reason += "; what it sets for the session is set again";
  operation.sql.clear();
}

bool Maker::half_applied() const {
  return std::any_of(input_.steps.begin(), input_.steps.end(),
                     [](const model::StepRecord& record) { return record.open && record.direction == Direction::up; });
}

bool Maker::reached(int number, Intent intent) const {
  if (!half_applied()) return true;
  return std::any_of(input_.steps.begin(), input_.steps.end(), [&](const model::StepRecord& record) {
    return record.open && record.direction == Direction::up && record.step == number && record.intent == intent &&
           record.outcome == "done";
  });
}

const model::TableFacts* Maker::table_facts(const model::QualifiedName& table) const {
  const auto found = input_.catalog->tables.find(table.text());
  return found == input_.catalog->tables.end() ? nullptr : &found->second;
}

const model::IndexFacts* Maker::index_facts(const std::string& key) const {
  const auto found = input_.catalog->indexes.find(key);
  if (found == input_.catalog->indexes.end() || dropped_.contains(found->second.name)) return nullptr;
  return &found->second;
}

model::QualifiedName Maker::full_index_name(const model::IndexDefinition& definition) const {
  const model::TableFacts* table = table_facts(definition.table);
  if (table != nullptr) return {table->name.schema, definition.name};
  return {definition.table.schema.empty() ? input_.catalog->current_schema : definition.table.schema, definition.name};
}

void Maker::add_sql(int number, const std::string& text, bool transaction, const base::Place& place) {
  const std::vector<Statement> statements = split_statements(text);
  if (statements.empty()) return;
  const std::size_t before = plan_.operations.size();
  const auto at = [&](std::size_t offset) {
    base::Place moved = place;
    if (moved.line > 0) moved.line += line_at(text, offset) - 1;
    return moved;
  };
  if (!transaction) {
    for (const Statement& statement : statements)
      add_sql_operation(number, statement.text, at(statement.offset), false);
    return remember_sql(number, before);
  }
  // One message for the whole text: its statements share the transaction anyway.
  add_sql_operation(number, whole_of(text), at(statements.front().offset), true);
  remember_sql(number, before);
}

void Maker::remember_sql(int number, std::size_t first) {
  IndexTouches touches(sql_.empty() ? input_.catalog->search_path : sql_.back().second.search_path());
  for (std::size_t i = first; i < plan_.operations.size(); ++i) {
    const Operation& operation = plan_.operations[i];
    if (operation.sends()) touches.follow(operation.sql);
    for (const std::string& setting : operation.after) touches.follow(setting);
  }
  sql_.emplace_back(number, std::move(touches));
}

void Maker::add_sql_operation(int number, std::string_view sql, const base::Place& place, bool transaction) {
  Operation operation = start(number, Intent::sql, place);
  operation.strategy = transaction ? Strategy::transaction : Strategy::alone;
  operation.sql = std::string(sql);
  operation.hash = base::sha256_hex(sql);
  operation.lock = statements_lock(sql);
  operation.reason = transaction ? "SQL of the revision" : "asks to run outside a transaction";
  if (finished(operation)) {
    mark_done(operation);
  } else {
    // A step that was done with another text must not be done again with this one.
    for (const model::StepRecord& record : input_.steps) {
      if (transaction && record.open && record.direction == plan_.direction && record.step == number &&
          record.intent == Intent::sql && record.outcome == "done") {
        conflict("step " + std::to_string(number) + " of revision " + plan_.revision +
                     " was already run by an earlier attempt, with another text",
                 "restore the text that was run, or roll the unfinished revision back with `barqdb downgrade`",
                 operation.place);
        return;
      }
    }
  }
  add(std::move(operation));
}

void Maker::add_drop(Operation operation, const model::IndexFacts& existing) {
  const Choice choice = choose_drop(existing, input_.online);
  operation.object = existing.name;
  operation.table = existing.table;
  operation.table_bytes = existing.table_bytes;
  operation.strategy = choice.strategy;
  operation.reason = choice.reason;
  operation.sql = drop_index_sql(existing.name, choice.strategy == Strategy::concurrent);
  operation.hash = base::sha256_hex(existing.definition);
  operation.lock = drop_lock(choice.strategy, existing.table.text());
  dropped_.insert(existing.name);
  for (const auto& [partition, part] : existing.attached) dropped_.insert(part.name);  // they go with it
  add(std::move(operation));
}

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

std::vector<Group> groups_of(const model::Plan& plan) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < plan.operations.size(); ++i) {
    const Strategy strategy = plan.operations[i].strategy;
    if (!groups.empty() && groups.back().strategy == strategy) {
      groups.back().end = i + 1;
    } else {
      groups.push_back({strategy, i, i + 1});
    }
  }
  return groups;
}

}  // namespace barqdb::plan
