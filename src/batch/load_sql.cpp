// COPY, stage and merge.
#include "batch/load_sql.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "batch/chunk_sql.hpp"
#include "batch/load_input.hpp"

namespace barqdb::batch {
namespace {

std::string list(const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::string& name : names) parts.push_back(base::quote_identifier(name));
  return base::join(parts, ", ");
}

constexpr const char* stage = "pg_temp.barqdb_stage";

// Rows without NULL in their keys; a NULL is no conflict, so rows with one are all kept.
std::string last_ones(const Conflict& conflict, const Target& target, const std::string& columns) {
  const std::string keys = list(conflict.columns);
  const bool nullable = std::any_of(conflict.columns.begin(), conflict.columns.end(),
                                    [&](const std::string& name) { return !target.find(name)->not_null; });
  if (!nullable)
    return "SELECT DISTINCT ON (" + keys + ") " + columns + " FROM " + stage + " ORDER BY " + keys + ", ctid DESC";
  std::vector<std::string> nulls;
  for (const std::string& name : conflict.columns) nulls.push_back(base::quote_identifier(name) + " IS NULL");
  return "SELECT " + columns + " FROM (SELECT *, row_number() OVER (PARTITION BY " + keys +
         " ORDER BY ctid DESC) AS barqdb_nth FROM " + stage + ") AS s WHERE barqdb_nth = 1 OR " +
         base::join(nulls, " OR ") + " ORDER BY " + keys;
}

}  // namespace

bool needs_stage(const Work& work) {
  return work.target.row_security || work.spec.kind == Kind::upsert || !work.spec.conflict.columns.empty() ||
         work.spec.conflict.do_nothing;
}

std::string copy_sql(const Work& work, const std::vector<std::string>& columns) {
  const std::string table = needs_stage(work) ? stage : work.target.table.quoted();
  return "COPY " + table + " (" + list(columns) + ") FROM STDIN" + copy_options(work.spec.input);
}

std::string stage_sql(const Work& work, const std::vector<std::string>& columns) {
  return std::string("BEGIN; SET LOCAL synchronous_commit = off; DROP TABLE IF EXISTS ") + stage +
         "; CREATE TEMPORARY TABLE barqdb_stage ON COMMIT DELETE ROWS AS SELECT " + list(columns) + " FROM " +
         work.target.table.quoted() + " WITH NO DATA; COMMIT";
}

std::string clear_stage_sql() { return std::string("DELETE FROM ") + stage; }

std::string merge_sql(const Work& work, const std::vector<std::string>& columns) {
  const Conflict& conflict = work.spec.conflict;
  std::string rows = "SELECT " + list(columns) + " FROM " + stage;
  if (!conflict.columns.empty())
    rows = conflict.do_nothing ? rows + " ORDER BY " + list(conflict.columns) + ", ctid"
                               : last_ones(conflict, work.target, list(columns));
  return insert_head(work.target, columns) + "\n" + rows + conflict_clause(work.target, conflict, columns);
}

}  // namespace barqdb::batch
