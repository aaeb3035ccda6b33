// Texts of the set-based forms, made from the shape's own text.
#include "logs/rewrite.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"

namespace barqdb::logs {
namespace {

std::string quoted(const model::QualifiedName& name) {
  const std::string table = base::quote_identifier(name.name);
  return name.schema.empty() ? table : base::quote_identifier(name.schema) + "." + table;
}

// Where the nth $… of the text begins, and how long it is.
std::pair<std::size_t, std::size_t> value_at(const std::string& query, std::size_t slot) {
  std::size_t seen = 0;
  for (std::size_t at = query.find('$'); at != std::string::npos; at = query.find('$', at + 1)) {
    std::size_t end = at + 1;
    while (end < query.size() && query[end] >= '0' && query[end] <= '9') ++end;
    if (end == at + 1) continue;
    if (seen++ == slot) return {at, end - at};
  }
  return {std::string::npos, 0};
}

// "id = $1" → "id = ANY($1)"; "" where the text is another.
std::string with_any(const Loop& loop, std::size_t slot) {
  std::string query = loop.shape->query;
  const auto [at, length] = value_at(query, slot);
  if (at == std::string::npos) return "";
  std::size_t before = at;
  while (before > 0 && query[before - 1] == ' ') --before;
  const bool in_list = query.substr(0, before).ends_with("(");
  if (in_list) {
    const std::size_t in = base::lower(query.substr(0, before)).rfind(" in");
    const std::size_t close = query.find(')', at);
    if (in == std::string::npos || close == std::string::npos || before - in > 5) return "";
    return query.substr(0, in) + " = ANY(" + query.substr(at, length) + ")" + query.substr(close + 1);
  }
  if (before == 0 || query[before - 1] != '=') return "";
  return query.substr(0, at) + "ANY(" + query.substr(at, length) + ")" + query.substr(at + length);
}

// The columns that the SELECT gives have to name the row that each belongs to.
std::string batched_read(const Loop& loop, std::size_t slot) {
  const plan::StatementFacts& facts = loop.shape->facts;
  const std::string column = base::quote_identifier(loop.shape->columns[slot]);
  if (facts.aggregates) {
    return "SELECT " + column + ", ... FROM " + quoted(facts.tables.front()) + " WHERE " + column +
           " = ANY($1) GROUP BY " + column;
  }
  if (facts.limited) {
    return "SELECT k.value, r.* FROM unnest($1) AS k(value) CROSS JOIN LATERAL (" + loop.shape->query + ") AS r  -- " +
           column + " = k.value inside";
  }
  return with_any(loop, slot);
}

std::string joined(const Loop& loop, const Link& link) {
  return "SELECT ... FROM " + quoted(link.source) + " AS s " +
         (loop.shape->facts.aggregates || loop.shape->facts.limited ? "LEFT JOIN " : "JOIN ") + quoted(link.table) +
         " AS t ON t." + base::quote_identifier(link.column) + " = s." + base::quote_identifier(link.source_column) +
         (loop.shape->facts.aggregates ? " GROUP BY s." + base::quote_identifier(link.source_column) : "");
}

std::string batched_update(const Loop& loop, std::size_t slot) {
  std::string set;
  std::string names;
  std::string arrays;
  int number = 1;
  const std::string key = base::quote_identifier(loop.shape->columns[slot]);
  for (std::size_t i = 0; i < loop.shape->uses.size(); ++i) {
    if (loop.shape->uses[i] != plan::ValueUse::assigned || loop.shape->columns[i].empty()) continue;
    const std::string column = base::quote_identifier(loop.shape->columns[i]);
    set += (set.empty() ? "" : ", ") + column + " = v." + column;
    names += ", " + column;
    arrays += ", $" + std::to_string(++number);
  }
  const std::string table = quoted(loop.shape->facts.target);
  if (set.empty()) return with_any(loop, slot);
  return "UPDATE " + table + " AS t SET " + set + " FROM unnest($1" + arrays + ") AS v(" + key + names + ") WHERE t." +
         key + " = v." + key;
}

std::string batched_insert(const Loop& loop) {
  const std::string query = loop.shape->query;
  const std::size_t values = base::lower(query).find("values");
  if (values == std::string::npos) return "";
  const std::size_t open = query.find('(', values);
  const std::size_t close = query.find(')', values);
  if (open == std::string::npos || close == std::string::npos) return "";
  return query.substr(0, close + 1) + ", (...), (...)" + query.substr(close + 1);
}

}  // namespace

Rewrite make_rewrite(const Loop& loop, const std::optional<Link>& link) {
  Rewrite out;
  const std::optional<std::size_t> slot = key_slot(loop);
  if (loop.kind == LoopKind::repeat) {
    out.advice = "Ask once and keep the answer for as long as the request or transaction lasts";
    return out;
  }
  if (loop.kind == LoopKind::read) {
    if (slot) out.batch = batched_read(loop, *slot);
    if (link) out.join = joined(loop, *link);
    out.advice = link ? "Read both in one statement with a join, or all rows at once with = ANY($1)"
                      : "Read all rows at once with = ANY($1)";
    return out;
  }
  if (loop.shape->facts.kind == "InsertStmt") {
    out.batch = batched_insert(loop);
    out.advice = "Insert several rows with one statement (VALUES with many rows, or unnest of arrays), or COPY";
  } else {
    if (slot) out.batch = loop.shape->facts.kind == "DeleteStmt" ? with_any(loop, *slot) : batched_update(loop, *slot);
    out.advice = "Change all rows with one statement";
  }
  return out;
}

}  // namespace barqdb::logs
