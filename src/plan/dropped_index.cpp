// Recording a dropped index, and the SQL that brings it back.
#include "plan/dropped_index.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/printed_sql.hpp"
#include "base/quote.hpp"
#include "plan/ddl.hpp"

namespace barqdb::plan {

namespace {

nlohmann::json record_of(const model::AttachedIndex& part) {
  return {{"schema", part.name.schema},        {"name", part.name.name},
          {"table_schema", part.table.schema}, {"table", part.table.name},
          {"above_schema", part.above.schema}, {"above", part.above.name},
          {"definition", part.definition},     {"comment", part.comment},
          {"tablespace", part.tablespace},     {"statistics", part.statistics},
          {"clustered", part.clustered},       {"replica_identity", part.replica_identity}};
}

DroppedPart part_of(const nlohmann::json& record) {
  DroppedPart part;
  part.name = {record.value("schema", ""), record.value("name", "")};
  part.table = {record.value("table_schema", ""), record.value("table", "")};
  part.above = {record.value("above_schema", ""), record.value("above", "")};
  part.definition = record.value("definition", "");
  part.comment = record.value("comment", "");
  part.tablespace = record.value("tablespace", "");
  part.statistics = record.value("statistics", model::StatisticsTargets{});
  part.clustered = record.value("clustered", false);
  part.replica_identity = record.value("replica_identity", false);
  return part;
}

nlohmann::json record_of_parts(const model::IndexFacts& index) {
  std::vector<const model::AttachedIndex*> parts;
  for (const auto& [partition, part] : index.attached) {
    if (!part.definition.empty()) parts.push_back(&part);
  }
  std::stable_sort(parts.begin(), parts.end(), [](const auto* a, const auto* b) { return a->level < b->level; });
  nlohmann::json out = nlohmann::json::array();
  for (const model::AttachedIndex* part : parts) out.push_back(record_of(*part));
  return out;
}

}  // namespace

std::string record_dropped(const model::IndexFacts& index) {
  nlohmann::json record = {{"schema", index.name.schema},
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
  if (!index.depends_on_extensions.empty()) record["depends_on_extensions"] = index.depends_on_extensions;
  if (index.kind == 'I' && !index.valid) record["incomplete"] = true;
  if (!index.attached.empty()) record["parts"] = record_of_parts(index);
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
    index.depends_on_extensions = record.value("depends_on_extensions", std::vector<std::string>{});
    index.incomplete = record.value("incomplete", false);
    const std::string kind = record.value("constraint_kind", " ");
    index.constraint_kind = kind.empty() ? ' ' : kind.front();
    for (const nlohmann::json& part : record.value("parts", nlohmann::json::array()))
      index.parts.push_back(part_of(part));
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

// pg_get_indexdef leaves the tablespace out; it stands between WITH (…) and WHERE.
std::string in_tablespace(std::string sql, const std::string& tablespace) {
  if (tablespace.empty()) return sql;
  const std::string clause = " TABLESPACE " + base::quote_identifier(tablespace);
  const std::size_t where = find_clause(sql, " WHERE ");
  return where == std::string::npos ? sql + clause : sql.insert(where, clause);
}

void add_marks(const model::QualifiedName& table, const std::string& index, bool clustered, bool identity,
               std::vector<std::string>& statements) {
  if (clustered) statements.push_back(cluster_on_sql(table, index));
  if (identity) statements.push_back(replica_identity_sql(table, index));
}

void add_details(const model::QualifiedName& index, const std::string& comment,
                 const model::StatisticsTargets& statistics, std::vector<std::string>& statements) {
  if (!comment.empty()) statements.push_back(comment_index_sql(index, comment));
  for (const auto& [column, target] : statistics) statements.push_back(statistics_sql(index, column, target));
}

}  // namespace

std::string restore_sql(const DroppedIndex& index, bool concurrent, const std::string& name) {
  std::string sql = name.empty() ? index.definition : renamed(index.definition, name);
  sql = base::reprintable(sql);  // else the server would print a condition in other words than before
  if (concurrent) sql = concurrently(sql);
  // The definition of an index on a partitioned table is printed for the table alone; it had parts on every partition.
  constexpr std::string_view only = " ON ONLY ";
  const bool alone = !index.parts.empty() || index.incomplete;
  if (const std::size_t at = find_clause(sql, only); at != std::string::npos && !alone)
    sql.replace(at, only.size(), " ON ");
  return in_tablespace(std::move(sql), index.tablespace);
}

std::vector<std::string> restore_after_sql(const DroppedIndex& index) {
  std::vector<std::string> statements;
  for (const DroppedPart& part : index.parts) {
    statements.push_back(in_tablespace(base::reprintable(part.definition), part.tablespace));
    statements.push_back("ALTER INDEX " + part.above.quoted() + " ATTACH PARTITION " + part.name.quoted());
    add_details(part.name, part.comment, part.statistics, statements);
    add_marks(part.table, part.name.name, part.clustered, part.replica_identity, statements);
  }
  add_details(index.name, index.comment, index.statistics, statements);
  for (const std::string& extension : index.depends_on_extensions)
    statements.push_back(depend_on_extension_sql(index.name, extension, true));
  add_marks(index.table, index.name.name, index.clustered, index.replica_identity, statements);
  return statements;
}

}  // namespace barqdb::plan
