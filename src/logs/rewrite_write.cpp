// INSERT with many rows of VALUES; UPDATE and DELETE of the rows that arrays name.
#include "logs/rewrite_write.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "logs/value_text.hpp"

namespace barqdb::logs {
namespace {

using plan::ValueUse;

// Behind the bracket that closes the one at `open`; npos when none does.
std::size_t bracket_end(const std::string& text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at + 1;
  }
  return std::string::npos;
}

std::string batched_insert(const std::string& query) {
  const std::size_t values = base::lower(query).find("values");
  if (values == std::string::npos) return "";
  const std::size_t open = query.find('(', values);
  const std::size_t end = open == std::string::npos ? open : bracket_end(query, open);
  if (end == std::string::npos) return "";
  return query.substr(0, end) + ", (...), (...)" + query.substr(end);
}

// UPDATE t SET … WHERE …: the parts behind SET and behind WHERE.
struct UpdateText {
  std::size_t set = std::string::npos;
  std::size_t where = std::string::npos;
  std::size_t end = std::string::npos;  // of the condition: RETURNING may follow
};

UpdateText parts_of(const std::string& query) {
  const std::string lower = base::lower(query);
  UpdateText out;
  out.set = lower.find(" set ");
  out.where = lower.find(" where ");
  out.end = std::min(lower.find(" returning ", std::min(out.where, lower.size())), query.size());
  return out;
}

// What the rows are given by arrays: the keys first, then what is assigned.
struct Arrays {
  std::string names;
  std::string numbers;
  int count = 0;
  int keys = 0;  // of them

  void add(const std::string& name) {
    names += (count == 0 ? "" : ", ") + name;
    numbers += (count == 0 ? "$" : ", $") + std::to_string(count + 1);
    ++count;
  }
};

// Assigned as it is, "name = $1"; not as a part of an expression, "stock = stock - $1".
bool is_plain(const std::string& query, const TextPlace& place) {
  const std::size_t before = query.find_last_not_of(' ', place.at - 1);
  const std::size_t after = std::min(query.find_first_not_of(' ', place.at + place.length), query.size());
  const bool ends =
      after == query.size() || query[after] == ',' || base::lower(query.substr(after, 6)).starts_with("where ");
  return before != std::string::npos && query[before] == '=' && ends;
}

// Slots of the condition; nothing when something else than their comparisons stands there.
std::vector<std::size_t> condition_slots(const Loop& loop, const UpdateText& text) {
  std::vector<std::size_t> slots;
  for (std::size_t i = 0; i < loop.shape->uses.size(); ++i) {
    if (value_at(loop.shape->query, i).at > text.where) slots.push_back(i);
  }
  const SideBySide all = comparisons_of(loop.shape->query, slots);
  const bool whole = !all.columns.empty() && all.begin == text.where + 7 && all.end == text.end;
  return whole ? slots : std::vector<std::size_t>{};
}

bool all_plain(const Loop& loop, const UpdateText& text) {
  for (std::size_t i = 0; i < loop.shape->uses.size(); ++i) {
    const TextPlace place = value_at(loop.shape->query, i);
    if (place.length > 0 && place.at < text.where && !is_plain(loop.shape->query, place)) return false;
  }
  return true;
}

// "a = $1, b = b - $2" → "a = v.new_a, b = b - v.new_b", with the names among the arrays; "" where it is no such list.
std::string assignments(const Loop& loop, const UpdateText& text, Arrays& arrays) {
  const std::string& query = loop.shape->query;
  // Beside an expression the new values have names of their own: those of the columns mean the old ones there.
  const bool plain = all_plain(loop, text);
  std::string out;
  std::size_t at = text.set + 5;
  for (std::size_t i = 0; i < loop.shape->uses.size(); ++i) {
    const TextPlace place = value_at(query, i);
    if (place.length == 0 || place.at > text.where) continue;
    const std::string& column = loop.shape->columns[i];
    if (loop.shape->uses[i] != ValueUse::assigned || column.empty()) return "";
    const std::string name = base::quote_identifier(plain ? column : "new_" + column);
    out += query.substr(at, place.at - at) + "v." + name;
    at = place.at + place.length;
    arrays.add(name);
  }
  out += query.substr(at, text.where - at);
  // Names of tables in it would be those of the old statement.
  return base::split(out, '.').size() == static_cast<std::size_t>(arrays.count - arrays.keys) + 1 ? out : "";
}

std::string batched_update(const Loop& loop) {
  const std::string& query = loop.shape->query;
  const UpdateText text = parts_of(query);
  const std::vector<std::size_t> keys = varying_keys(loop);
  if (text.set == std::string::npos || text.where == std::string::npos) return "";
  Arrays arrays;
  std::string where;
  const std::vector<std::size_t> condition = condition_slots(loop, text);
  for (const std::size_t slot : condition) {
    const std::string column = base::quote_identifier(loop.shape->columns[slot]);
    if (std::find(keys.begin(), keys.end(), slot) == keys.end()) continue;
    where += (where.empty() ? "t." : " AND t.") + column + " = v." + column;
    arrays.add(column);
  }
  arrays.keys = arrays.count;
  const std::string set = assignments(loop, text, arrays);
  if (where.empty() || set.empty()) return "";
  int number = arrays.count;
  for (const std::size_t slot : condition) {
    if (std::find(keys.begin(), keys.end(), slot) != keys.end()) continue;
    where += " AND t." + base::quote_identifier(loop.shape->columns[slot]) + " = $" + std::to_string(++number);
  }
  return "UPDATE " + loop.shape->facts.target.quoted() + " AS t SET " + set + " FROM unnest(" + arrays.numbers +
         ") AS v(" + arrays.names + ") WHERE " + where + (text.end < query.size() ? " RETURNING t.*" : "");
}

}  // namespace

std::string batched_write(const Loop& loop) {
  const std::string& kind = loop.shape->facts.kind;
  if (kind == "InsertStmt") return batched_insert(loop.shape->query);
  if (kind == "UpdateStmt") return batched_update(loop);
  const std::vector<std::size_t> keys = varying_keys(loop);
  if (kind != "DeleteStmt" || keys.empty()) return "";
  return keys.size() == 1 ? with_any(loop.shape->query, keys.front()) : with_rows(loop.shape->query, keys);
}

}  // namespace barqdb::logs
