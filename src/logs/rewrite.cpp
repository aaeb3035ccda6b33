// Texts of the set-based forms, made from the shape's own text.
#include "logs/rewrite.hpp"

#include "base/quote.hpp"
#include "base/text.hpp"
#include "logs/rewrite_write.hpp"
#include "logs/value_text.hpp"

namespace barqdb::logs {
namespace {

// The text up to its last LIMIT or OFFSET; rows found by an id need none.
std::string without_limit(const std::string& query) {
  const std::string lower = base::lower(query);
  const std::size_t at = std::min(lower.rfind(" limit $"), lower.rfind(" offset $"));
  const bool inside = at != std::string::npos && query.find(')', at) != std::string::npos;
  return at == std::string::npos || inside ? query : query.substr(0, at);
}

// "SELECT count(*) FROM t WHERE k = $1" → "SELECT k, count(*) FROM t WHERE k = ANY($1) GROUP BY k".
std::string batched_aggregate(const Loop& loop, std::size_t slot) {
  const std::string column = compared_text(loop.shape->query, slot);
  const std::string text = with_any(loop.shape->query, slot);
  const bool plain =
      base::lower(text).starts_with("select ") && !loop.shape->facts.limited && !loop.shape->facts.ordered;
  if (column.empty() || text.empty() || !plain) return "";
  return "SELECT " + column + ", " + text.substr(7) + " GROUP BY " + column;
}

// The first rows of each value: the statement itself, for one value after the other in the server.
std::string batched_lateral(const Loop& loop, std::size_t slot) {
  const std::string& query = loop.shape->query;
  const TextPlace place = value_at(query, slot);
  if (place.length == 0) return "";
  return "SELECT k.value, r.* FROM unnest(" + query.substr(place.at, place.length) +
         ") AS k(value) CROSS JOIN LATERAL (" + query.substr(0, place.at) + "k.value" +
         query.substr(place.at + place.length) + ") AS r";
}

// The columns that the SELECT gives have to name the row that each belongs to.
std::string batched_read(const Loop& loop, std::size_t slot) {
  const plan::StatementFacts& facts = loop.shape->facts;
  if (facts.aggregates) return batched_aggregate(loop, slot);
  const std::vector<std::size_t> keys = varying_keys(loop);
  if (facts.limited) {
    const bool by_id = keys.size() == 1 && base::lower(loop.shape->columns[slot]) == "id";
    if (by_id) return with_any(without_limit(loop.shape->query), slot);
    return keys.size() == 1 ? batched_lateral(loop, slot) : "";
  }
  return keys.size() == 1 ? with_any(loop.shape->query, slot) : with_rows(loop.shape->query, keys);
}

std::string joined(const Loop& loop, const Link& link) {
  return "SELECT ... FROM " + link.source.quoted() + " AS s " +
         (loop.shape->facts.aggregates || loop.shape->facts.limited ? "LEFT JOIN " : "JOIN ") + link.table.quoted() +
         " AS t ON t." + base::quote_identifier(link.column) + " = s." + base::quote_identifier(link.source_column) +
         (loop.shape->facts.aggregates ? " GROUP BY s." + base::quote_identifier(link.source_column) : "");
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
  out.batch = batched_write(loop);
  out.advice = loop.shape->facts.kind == "InsertStmt"
                   ? "Insert several rows with one statement (VALUES with many rows, or unnest of arrays), or COPY"
                   : "Change all rows with one statement";
  return out;
}

}  // namespace barqdb::logs
