// The rows of sql/index_usage.sql and sql/statistics_age.sql as facts.
#include "catalog/index_usage.hpp"

#include <algorithm>
#include <unordered_map>

#include "catalog/catalog_text.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

// Columns of the query, in its order.
enum Column : std::size_t {
  oid,
  parent,
  partitioned,
  schema,
  table,
  index,
  method,
  scans,
  tuples_read,
  tuples_fetched,
  last_scan,
  table_oid,
  table_seq_scans,
  table_writes,
  table_rows,
  valid,
  ready,
  unique,
  primary,
  backs_constraint,
  exclusion,
  replica_identity,
  clustered,
  has_expression,
  partial,
};

model::IndexUsage read_row(const db::Result& result, std::size_t row) {
  model::IndexUsage usage;
  const std::string schema_name(result.text(row, schema));
  usage.oid = result.integer(row, oid);
  usage.parent = optional_integer(result, row, parent);
  usage.partitioned = result.boolean(row, partitioned);
  usage.table = {schema_name, std::string(result.text(row, table))};
  usage.index = {schema_name, std::string(result.text(row, index))};
  usage.method = result.text(row, method);
  usage.scans = result.integer(row, scans);
  usage.tuples_read = result.integer(row, tuples_read);
  usage.tuples_fetched = result.integer(row, tuples_fetched);
  usage.last_scan = optional_integer(result, row, last_scan);
  usage.table_oid = result.integer(row, table_oid);
  usage.table_seq_scans = result.integer(row, table_seq_scans);
  usage.table_writes = result.integer(row, table_writes);
  usage.table_rows = result.integer(row, table_rows);
  usage.valid = result.boolean(row, valid);
  usage.ready = result.boolean(row, ready);
  usage.unique = result.boolean(row, unique);
  usage.primary = result.boolean(row, primary);
  usage.backs_constraint = result.boolean(row, backs_constraint);
  usage.exclusion = result.boolean(row, exclusion);
  usage.replica_identity = result.boolean(row, replica_identity);
  usage.clustered = result.boolean(row, clustered);
  usage.has_expression = result.boolean(row, has_expression);
  usage.partial = result.boolean(row, partial);
  return usage;
}

void read_sizes(db::Connection& connection, bool by_file, model::IndexUsageFacts& facts) {
  const db::Result sizes = connection.query(by_file ? sql::index_sizes_by_file : sql::index_sizes);
  std::unordered_map<std::int64_t, std::size_t> row_of(sizes.rows());
  for (std::size_t row = 0; row < sizes.rows(); ++row) row_of[sizes.integer(row, 0)] = row;
  for (model::IndexUsage& usage : facts.indexes) {
    const auto found = row_of.find(usage.oid);
    if (found != row_of.end()) usage.bytes = optional_integer(sizes, found->second, 1);
  }
}

}  // namespace

model::IndexUsageFacts read_index_usage(db::Connection& connection) {
  const bool keeps_last_scan = connection.server_version() >= 160'000;
  const db::Result indexes = connection.query(keeps_last_scan ? sql::index_usage_16 : sql::index_usage);
  // The counters first, then their age: a reset in between makes them look younger than they are, never older.
  const db::Result statistics = connection.query(sql::statistics_age);
  model::IndexUsageFacts facts;
  facts.server_version = connection.server_version();
  facts.database = statistics.text(0, 0);
  facts.read_at = statistics.text(0, 1);
  facts.now = statistics.integer(0, 2);
  facts.stats_reset = optional_integer(statistics, 0, 3);
  facts.server_counts_since = optional_integer(statistics, 0, 4);
  facts.server_start = statistics.integer(0, 5);
  facts.counting = statistics.boolean(0, 6);
  facts.standby = statistics.boolean(0, 7);
  facts.indexes.reserve(indexes.rows());
  for (std::size_t row = 0; row < indexes.rows(); ++row) facts.indexes.push_back(read_row(indexes, row));
  if (!facts.indexes.empty()) read_sizes(connection, statistics.boolean(0, 8), facts);
  return facts;
}

TableNames read_table_names(db::Connection& connection) {
  const db::Result result = connection.query(sql::table_names);
  TableNames names;
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const std::string schema_name(result.text(row, 0));
    names.schemas.push_back(schema_name);
    if (!result.null(row, 1)) names.tables.push_back({schema_name, std::string(result.text(row, 1))});
  }
  std::sort(names.schemas.begin(), names.schemas.end());
  names.schemas.erase(std::unique(names.schemas.begin(), names.schemas.end()), names.schemas.end());
  return names;
}

}  // namespace barqdb::catalog
