// The rows of sql/index_shapes.sql, and of sql/column_statistics.sql.
#include <unordered_map>

#include "base/text.hpp"
#include "catalog/catalog_text.hpp"
#include "catalog/check_facts.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

constexpr const char* large_index_pages = "32";  // below it nobody estimates how much of an index is empty

// Keys from the catalog's vectors; false when an expression could not be printed.
bool read_keys(const db::Result& result, std::size_t row, model::IndexShape& shape) {
  const std::vector<std::int64_t> columns = read_numbers(result.text(row, 2));
  const std::vector<std::int64_t> classes = read_numbers(result.text(row, 3));
  const std::vector<std::int64_t> collations = read_numbers(result.text(row, 4));
  const std::vector<std::int64_t> options = read_numbers(result.text(row, 5));
  const std::map<int, std::string> parameters = read_numbered(result.text(row, 13));
  const std::vector<std::string_view> expressions = split_expressions(result.text(row, 6));
  const auto count = static_cast<std::size_t>(result.integer(row, 1));
  std::size_t printed = 0;
  for (std::size_t i = 0; i < count; ++i) {
    model::IndexKey key;
    key.column = static_cast<int>(columns.at(i));
    key.opclass = classes.at(i);
    key.collation = collations.at(i);
    key.options = static_cast<int>(options.at(i));
    if (const auto found = parameters.find(static_cast<int>(i) + 1); found != parameters.end())
      key.parameters = found->second;
    if (key.column == 0) {
      if (printed == expressions.size()) return false;
      key.expression = expressions[printed++];
    }
    shape.keys.push_back(std::move(key));
  }
  for (std::size_t i = count; i < columns.size(); ++i) shape.include.push_back(static_cast<int>(columns[i]));
  return true;
}

model::IndexShape read_shape(const db::Result& result, std::size_t row, bool partial) {
  model::IndexShape shape;
  shape.known = read_keys(result, row, shape) && partial == !result.null(row, 7);
  shape.predicate = result.text(row, 7);
  shape.immediate = result.boolean(row, 8);
  shape.live = result.boolean(row, 9);
  shape.rows = result.integer(row, 10);
  shape.pages = result.integer(row, 11);
  shape.options = read_options(result.text(row, 12));
  shape.constraint = result.text(row, 14);
  if (!result.null(row, 15)) shape.constraint_kind = result.text(row, 15).front();
  shape.references = static_cast<int>(result.integer(row, 16));
  shape.age = result.integer(row, 18);
  return shape;
}

model::ColumnStatistics read_statistics(const db::Result& result, std::size_t row) {
  model::ColumnStatistics statistics;
  statistics.null_fraction = result.number(row, 8);
  statistics.average_width = static_cast<int>(result.integer(row, 9));
  statistics.distinct = result.number(row, 10);
  statistics.correlation = optional_number(result, row, 11);
  statistics.most_common_share = optional_number(result, row, 12).value_or(0);
  statistics.most_common_value = result.text(row, 13);
  statistics.common_values = static_cast<int>(result.integer(row, 14));
  statistics.common_share = optional_number(result, row, 15);
  statistics.aligned_width = optional_number(result, row, 16);
  return statistics;
}

}  // namespace

void read_index_shapes(db::Connection& connection, model::IndexUsageFacts& usage, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::index_shapes);
  std::unordered_map<std::int64_t, std::size_t> row_of(result.rows());
  for (std::size_t row = 0; row < result.rows(); ++row) row_of[result.integer(row, 0)] = row;
  facts.shapes.reserve(usage.indexes.size());
  for (model::IndexUsage& index : usage.indexes) {
    const auto found = row_of.find(index.oid);
    if (found == row_of.end()) continue;  // dropped in between
    facts.shapes.emplace(index.oid, read_shape(result, found->second, index.partial));
    if (!result.null(found->second, 17)) index.existed_at = result.integer(found->second, 17);
  }
  if (connection.server_version() < 150'000) return;
  const db::Result strict = connection.query(sql::nulls_not_distinct_15);
  for (std::size_t row = 0; row < strict.rows(); ++row) {
    const auto found = facts.shapes.find(strict.integer(row, 0));
    if (found != facts.shapes.end()) found->second.nulls_not_distinct = true;
  }
}

void read_columns(db::Connection& connection, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::column_statistics, {large_index_pages});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    model::ColumnFacts column;
    column.name = result.text(row, 2);
    column.type = result.text(row, 3);
    column.not_null = result.boolean(row, 4);
    column.length = static_cast<int>(result.integer(row, 5));
    column.align = result.text(row, 6).front();
    column.collation = result.integer(row, 7);
    if (!result.null(row, 8)) column.statistics = read_statistics(result, row);
    column.hidden = result.boolean(row, 17);
    facts.columns.emplace(std::pair(result.integer(row, 0), static_cast<int>(result.integer(row, 1))),
                          std::move(column));
  }
}

}  // namespace barqdb::catalog
