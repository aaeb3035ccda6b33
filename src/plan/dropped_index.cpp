// Recording a dropped index, and the SQL that brings it back.
#include "plan/dropped_index.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/printed_sql.hpp"
#include "base/quote.hpp"
#include "plan/ddl.hpp"

namespace barqdb::plan {

std::string record_dropped(const model::IndexFacts& index) {
  const nlohmann::json record = {{"schema", index.name.schema},
                                 {"name", index.name.name},
                                 {"table_schema", index.table.schema},
                                 {"table", index.table.name},
                                 {"definition", index.definition},
                                 {"comment", index.comment},
                                 {"tablespace", index.tablespace},
                                 {"clustered", index.clustered},
                                 {"replica_identity", index.replica_identity},
                                 {"statistics", index.statistics},
                                 {"constraint_kind", std::string(1, index.constraint_kind)}};
  return record.dump();
}

DroppedIndex read_dropped(const std::string& json) {
  try {
    const nlohmann::json record = nlohmann::json::parse(json);
    DroppedIndex index;
    index.name = {record.value("schema", ""), record.value("name", "")};
    index.table = {record.value("table_schema", ""), record.value("table", "")};
    index.definition = record.value("definition", "");
    index.comment = record.value("comment", "");
    index.tablespace = record.value("tablespace", "");
    index.clustered = record.value("clustered", false);
    index.replica_identity = record.value("replica_identity", false);
    index.statistics = record.value("statistics", model::StatisticsTargets{});
    const std::string kind = record.value("constraint_kind", " ");
    index.constraint_kind = kind.empty() ? ' ' : kind.front();
    return index;
  } catch (const nlohmann::json::exception&) {
    throw base::Error(base::ErrorKind::refused, "the ledger's record of a dropped index cannot be read");
  }
}

namespace {

std::string renamed(const std::string& definition, const std::string& name) {
  constexpr std::string_view word = " INDEX ";
  const std::size_t begin = find_clause(definition, word);
  const std::size_t end = find_clause(definition, " ON ");
  if (begin == std::string::npos || end == std::string::npos) return definition;
  return definition.substr(0, begin + word.size()) + base::quote_identifier(name) + definition.substr(end);
}

}  // namespace

std::string restore_sql(const DroppedIndex& index, bool concurrent, const std::string& name) {
  std::string sql = name.empty() ? index.definition : renamed(index.definition, name);
  sql = base::reprintable(sql);  // else the server would print a condition in other words than before
  if (concurrent) sql = concurrently(sql);
  // The definition of an index on a partitioned table is printed for the table alone; it had parts on every partition.
  constexpr std::string_view only = " ON ONLY ";
  if (const std::size_t at = find_clause(sql, only); at != std::string::npos) sql.replace(at, only.size(), " ON ");
  if (index.tablespace.empty()) return sql;
  // pg_get_indexdef leaves the tablespace out; it stands between WITH (…) and WHERE.
  const std::string clause = " TABLESPACE " + base::quote_identifier(index.tablespace);
  const std::size_t where = find_clause(sql, " WHERE ");
  return where == std::string::npos ? sql + clause : sql.insert(where, clause);
}

std::vector<std::string> restore_after_sql(const DroppedIndex& index) {
  std::vector<std::string> statements;
  if (!index.comment.empty())
    statements.push_back("COMMENT ON INDEX " + index.name.quoted() + " IS " + base::quote_literal(index.comment));
  for (const auto& [column, target] : index.statistics) {
    statements.push_back("ALTER INDEX " + index.name.quoted() + " ALTER COLUMN " + std::to_string(column) +
                         " SET STATISTICS " + std::to_string(target));
  }
  if (index.clustered) statements.push_back(cluster_on_sql(index.table, index.name.name));
  if (index.replica_identity) statements.push_back(replica_identity_sql(index.table, index.name.name));
  return statements;
}

}  // namespace barqdb::plan
