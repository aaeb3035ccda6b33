// What each step is about, and where its records are.
#include "plan/attempts.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <variant>

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "plan/replacement.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::plan {
namespace {

using model::Direction;
using model::Intent;
using model::StepRecord;

// The objects of a step without their schema: an index, table.constraint, table.column, a table.
struct Subjects {
  std::set<std::string> made;
  std::set<std::string> dropped;
  std::set<std::string> hashes;  // of SQL, up and down
};

void add(const model::IndexDefinition& definition, Subjects& subjects) { subjects.made.insert(definition.name); }

void add_hashes(const std::string& text, Subjects& subjects) {
  if (const std::string_view whole = whole_of(text); !whole.empty()) subjects.hashes.insert(base::sha256_hex(whole));
  for (const Statement& statement : split_statements(text)) subjects.hashes.insert(base::sha256_hex(statement.text));
}

void describe(const model::SqlStep& step, Subjects& subjects) {
  add_hashes(step.up, subjects);
  if (step.down) add_hashes(*step.down, subjects);
}

void describe(const model::CreateIndexStep& step, Subjects& subjects) {
  for (const model::IndexDefinition& definition : step.definitions) add(definition, subjects);
}

void describe(const model::DropIndexStep& step, Subjects& subjects) { subjects.dropped.insert(step.index.name); }

void describe(const model::ReplaceIndexStep& step, Subjects& subjects) {
  const ReplacementNames beside = replacement_names(step.definition);
  for (const std::string& name : {step.definition.name, beside.replacement, beside.replaced}) {
    subjects.made.insert(name);
    subjects.dropped.insert(name);
  }
}

void describe(const model::AddConstraintStep& step, Subjects& subjects) {
  subjects.made.insert(step.definition.table.name + "." + step.definition.name);
}

void describe(const model::AddUniqueStep& step, Subjects& subjects) {
  add(step.definition, subjects);
  subjects.made.insert(step.definition.table.name + "." + step.definition.name);
}

void describe(const model::SetNotNullStep& step, Subjects& subjects) {
  subjects.made.insert(step.table.name + "." + step.column);
  subjects.made.insert(step.table.name + "." + model::not_null_check_name(step.table, step.column));
}

void describe(const model::AnalyzeStep&, Subjects&) {}

void describe(const model::BackfillStep& step, Subjects& subjects) {
  subjects.made.insert(step.table.name);
  if (step.down) add_hashes(*step.down, subjects);
}

std::vector<Subjects> subjects_of(const model::RevisionBody& body) {
  std::vector<Subjects> all;
  for (const model::Step& step : body.steps)
    std::visit([&](const auto& one) { describe(one, all.emplace_back()); }, step);
  return all;
}

bool ends_in(std::string_view object, std::string_view name) {
  return object == name || (object.ends_with(name) && object.substr(0, object.size() - name.size()).ends_with('.'));
}

// Whether a step that makes these (or drops them, on the way back) left the record.
bool is_about(const StepRecord& record, const Subjects& subjects) {
  if (record.intent == Intent::sql) return subjects.hashes.contains(record.hash);
  const bool removes = record.intent == Intent::drop_index || record.intent == Intent::drop_constraint ||
                       record.intent == Intent::drop_not_null;
  const auto& names = removes == (record.direction == Direction::up) ? subjects.dropped : subjects.made;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return ends_in(record.object, name); });
}

// Parts of an index have names of their own: partition, index and a hash (model::partition_index_name).
bool may_be_part(std::string_view object, const std::string& index) {
  constexpr std::size_t hash = 9;
  const std::string middle = "_" + std::string(base::first_bytes(index, model::longest_part_of_name));
  return object.size() > hash && object.substr(0, object.size() - hash).ends_with(middle);
}

}  // namespace

std::vector<StepRecord> renumbered(std::vector<StepRecord> records, const model::RevisionBody& body) {
  const std::vector<Subjects> steps = subjects_of(body);
  for (StepRecord& record : records) {
    const auto own = static_cast<std::size_t>(record.step);
    if (own >= 1 && own <= steps.size() && is_about(record, steps[own - 1])) continue;
    const auto found =
        std::find_if(steps.begin(), steps.end(), [&](const Subjects& subjects) { return is_about(record, subjects); });
    if (found != steps.end()) record.step = static_cast<int>(found - steps.begin()) + 1;
  }
  return records;
}

std::vector<std::string> abandoned_indexes(const std::vector<StepRecord>& records, const model::RevisionBody& body) {
  const std::vector<Subjects> steps = subjects_of(body);
  std::vector<std::string> abandoned;
  for (const StepRecord& record : records) {
    if (!record.open || record.direction != Direction::up || record.intent != Intent::create_index ||
        record.outcome == "preexisting")
      continue;
    const bool named = std::any_of(steps.begin(), steps.end(), [&](const Subjects& subjects) {
      return is_about(record, subjects) ||
             std::any_of(subjects.made.begin(), subjects.made.end(),
                         [&](const std::string& index) { return may_be_part(record.object, index); });
    });
    if (!named && std::find(abandoned.begin(), abandoned.end(), record.object) == abandoned.end())
      abandoned.push_back(record.object);
  }
  return abandoned;
}

}  // namespace barqdb::plan
