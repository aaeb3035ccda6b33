// The rules, each on the executions of one shape in one unit.
#include "logs/loop_rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace barqdb::logs {
namespace {

using plan::ValueUse;

constexpr double polling_pause = 5;  // milliseconds between two looks: a program that only asks again never waits

ValueUse use_of(const Shape& shape, std::size_t slot) {
  return slot < shape.uses.size() ? shape.uses[slot] : ValueUse::equal;
}

bool varies(const Use& use, std::size_t slot) { return slot < 64 && (use.varying >> slot & 1U) != 0; }

bool any_slot(const Use& use, bool varying_only, ValueUse wanted) {
  for (std::size_t i = 0; i < use.first_slots.size(); ++i) {
    if ((!varying_only || varies(use, i)) && use_of(*use.shape, i) == wanted) return true;
  }
  return false;
}

bool written_in(const Unit& unit, const Shape& shape) {
  return std::any_of(unit.uses().begin(), unit.uses().end(), [&](const Use& use) {
    if (use.shape->role != Role::write) return false;
    const auto& tables = shape.facts.tables;
    return std::find_if(tables.begin(), tables.end(),
                        [&](const auto& table) { return table.name == use.shape->facts.target.name; }) != tables.end();
  });
}

std::size_t slots_of(const Use& use) { return std::min(use.first_slots.size(), use.shape->columns.size()); }

// Does the statement write another value into the column that the slot is compared with?
bool rewrites(const Use& use, std::size_t slot) {
  for (std::size_t i = 0; i < slots_of(use); ++i) {
    if (use_of(*use.shape, i) != ValueUse::assigned || use.shape->columns[i] != use.shape->columns[slot]) continue;
    if (!varies(use, i) || use.first_slots[i] != use.first_slots[slot]) return true;
  }
  return false;
}

// A row named by its key, which never varies, while something else of the condition does: the version of an optimistic
// lock, or the state that it has to be in. Where the key is not plain from its name, what varies has to be no key, and
// has to be written anew.
bool is_one_row(const Use& use) {
  bool by_id = false;
  bool by_other = false;
  bool versions = true;
  for (std::size_t i = 0; i < slots_of(use); ++i) {
    const ValueUse kind = use_of(*use.shape, i);
    if (kind != ValueUse::equal && kind != ValueUse::list) continue;
    const std::string& column = use.shape->columns[i];
    if (varies(use, i)) {
      versions = versions && !is_key_name(column) && rewrites(use, i);
    } else if (kind == ValueUse::equal) {
      by_id = by_id || base::lower(column) == "id";
      by_other = true;
    }
  }
  return by_id || (by_other && versions);
}

// INSERT … ON CONFLICT (name) of one name: one row that is written again.
bool inserts_one_row(const Use& use) {
  const auto& conflict = use.shape->facts.conflict_columns;
  std::size_t fixed = 0;
  for (std::size_t i = 0; i < slots_of(use); ++i) {
    if (use_of(*use.shape, i) != ValueUse::inserted) continue;
    if (std::find(conflict.begin(), conflict.end(), use.shape->columns[i]) == conflict.end()) continue;
    if (varies(use, i)) return false;
    ++fixed;
  }
  return fixed > 0 && fixed == conflict.size();
}

// created_at > $1 OR (created_at = $2 AND id > $3): the place where the next page begins.
bool begins_page(const Use& use, std::size_t slot) {
  for (std::size_t i = 0; i < slots_of(use); ++i) {
    if (varies(use, i) && use_of(*use.shape, i) == ValueUse::range && use.shape->columns[i] == use.shape->columns[slot])
      return true;
  }
  return false;
}

double mean_pause(const Use& use) {
  if (use.start == Record::no_time || use.end == Record::no_time || use.count < 2) return 0;
  const double elapsed = static_cast<double>(use.end - use.start) / 1000 - use.milliseconds;
  return elapsed / (use.count - 1);
}

bool is_polling(const Use& use, const Unit& unit) {
  const auto uses = unit.uses();
  const bool alone = std::all_of(uses.begin(), uses.end(),
                                 [&](const Use& other) { return other.shape == use.shape || other.shape->system; });
  if (use.shape->facts.locks_rows) return true;
  // The next ones in an order, or any row at all, as a health check asks.
  const bool looks = use.shape->facts.limited && (use.shape->facts.ordered || !any_slot(use, false, ValueUse::equal));
  return alone && (looks || mean_pause(use) > polling_pause);
}

}  // namespace

bool goes_over_rows(const Use& use) {
  if (use.lists * 2 > use.count || use.shape->many_rows) return false;
  if (use.varying == 0) return !use.first_slots.empty() && use.first_slots.size() > 64;
  bool by_value = false;
  for (std::size_t i = 0; i < use.first_slots.size(); ++i) {
    if (!varies(use, i)) continue;
    const ValueUse kind = use_of(*use.shape, i);
    // Lists of one, statement after statement, are no lists; lists of which some are longer are.
    if (kind == ValueUse::list && use.lists > 0) return false;
    if (kind == ValueUse::equal && i < slots_of(use) && begins_page(use, i)) continue;
    by_value = by_value || kind == ValueUse::equal || kind == ValueUse::other || kind == ValueUse::list;
  }
  return by_value;
}

bool varies_by_key(const Use& use) {
  for (std::size_t i = 0; i < use.kinds.size(); ++i) {
    if (varies(use, i) && use_of(*use.shape, i) == ValueUse::equal && use.kinds[i] == ValueKind::key) return true;
  }
  return false;
}

bool is_cycle(const Use& use, const Use& source) {
  if (source.count < 2 || use.values.size() != use.count || use.count % source.count != 0) return false;
  const std::size_t length = use.count / source.count;
  for (std::size_t i = length; i < use.values.size(); ++i) {
    if (use.values[i] != use.values[i - length]) return false;
  }
  return source.distinct() > 1;
}

bool is_slow(const Use& use, std::int64_t burst_gap) {
  constexpr std::int64_t second = 1'000'000;
  if (use.start == Record::no_time || use.end == Record::no_time || use.count < 2) return false;
  return use.end - use.start - second > burst_gap * (use.count - 1);
}

bool is_cycle_of_requests(const Use& use, const Unit& unit) {
  const auto uses = unit.uses();
  const auto alike =
      std::count_if(uses.begin(), uses.end(), [&](const Use& other) { return other.count == use.count; });
  const bool source = std::any_of(uses.begin(), uses.end(),
                                  [&](const Use& other) { return other.first < use.first && other.count < use.count; });
  return alike > 2 && !source;
}

bool is_of_many_requests(const Use& use, const Use& source, const Unit& unit) {
  const auto uses = unit.uses();
  return std::any_of(uses.begin(), uses.end(), [&](const Use& other) {
    return other.shape != use.shape && other.shape->role == Role::read && other.varying != 0 &&
           other.count >= use.count && other.first < source.first && other.last + 2 >= use.last;
  });
}

bool is_repeat(const Use& use, const Unit& unit) {
  const Shape& shape = *use.shape;
  // The same text of another tenant, by search_path, role or a setting, is another question.
  return !use.contexts && !shape.volatile_read && !shape.facts.locks_rows && !written_in(unit, shape) &&
         !is_polling(use, unit);
}

bool is_write_loop(const Use& use, bool distinct) {
  const Shape& shape = *use.shape;
  const plan::StatementFacts& facts = shape.facts;
  // The tables of another tenant, by search_path or role, are others.
  if (use.contexts) return false;
  if (facts.kind == "InsertStmt" || facts.kind == "MergeStmt")
    return !shape.many_rows && !facts.inserts_select && !facts.writes_inside && !inserts_one_row(use);
  if (facts.kind != "UpdateStmt" && facts.kind != "DeleteStmt") return false;
  if (!distinct || use.lists > 0 || shape.many_rows) return false;
  return (any_slot(use, true, ValueUse::equal) || any_slot(use, true, ValueUse::list)) && !is_one_row(use);
}

bool is_key_name(std::string_view column) {
  const std::string name = base::lower(column);
  for (const char* end : {"_id", "_uuid", "_pk", "_fk", "_key"}) {
    if (name.ends_with(end)) return true;
  }
  const bool camel = column.size() > 2 && column.ends_with("Id");
  return camel || name == "id" || name == "uuid" || name == "guid" || name == "pk";
}

bool is_tool(const std::string& application) {
  return application == "pg_dump" || application == "pg_restore" || application == "pg_dumpall" ||
         application == "barqdb";
}

}  // namespace barqdb::logs
