// What a condition selects is the planner's share of the table: its own count of rows grows with dead ones.
#include "batch/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "batch/key_sql.hpp"

namespace barqdb::batch {
namespace {

std::string from_sql(const Work& work) {
  return " FROM " + work.target.table.quoted() + " WHERE " +
         (work.spec.where.empty() ? std::string("true") : "(" + work.spec.where + "\n)");
}

double planned_rows(db::Connection& reader, const std::string& from) {
  const db::Result plan = reader.query("EXPLAIN SELECT 1" + from);
  const std::string line(plan.text(0, 0));  // Seq Scan on t  (cost=0.00..1.00 rows=123 width=4)
  const std::size_t at = line.find(" rows=");
  return at == std::string::npos ? 0 : std::atof(line.c_str() + at + 6);
}

}  // namespace

std::int64_t estimate_rows(db::Connection& reader, const Work& work) {
  if (work.spec.where.empty()) return work.target.rows;
  const double selected = planned_rows(reader, from_sql(work));
  const double all = planned_rows(reader, " FROM " + work.target.table.quoted());
  if (all < 1) return static_cast<std::int64_t>(selected);
  return std::llround(static_cast<double>(work.target.rows) * std::min(selected / all, 1.0));
}

std::int64_t count_rows(db::Connection& reader, const Work& work) {
  return reader.query("SELECT count(*)" + from_sql(work)).integer(0, 0);
}

void check_expected(const Work& work, std::int64_t rows, const std::string& words) {
  if (rows == work.spec.expect.value_or(rows)) return;
  throw base::Error(base::ErrorKind::refused,
                    words + base::counted(rows, "row", "rows") + ", --expect says " + std::to_string(*work.spec.expect),
                    "look at --where, or correct --expect");
}

std::int64_t count_behind(db::Connection& connection, const Work& work, const Key& upper) {
  if (upper.empty()) return 0;
  const std::string alias = base::quote_identifier(work.target.table.name);
  return connection
      .query("SELECT count(*) FROM (SELECT 1 FROM " + work.target.table.quoted() + " WHERE " +
             range_sql(work.target, alias, upper, {}) + " LIMIT 10001) AS behind")
      .integer(0, 0);
}

}  // namespace barqdb::batch
