// Reads pg_stats for the columns of a plan, in one visit.
#include "catalog/plan_statistics.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

model::KeyStatistics column_of(const db::Result& result, std::size_t row) {
  model::KeyStatistics column;
  column.alignment = static_cast<int>(result.integer(row, 4));
  column.deduplicates = result.boolean(row, 5);
  column.analyzed = !result.null(row, 6);
  column.width = column.analyzed ? result.number(row, 6) : 0;
  column.distinct = result.number(row, 7);
  column.null_fraction = result.number(row, 8);
  const std::string_view values = result.text(row, 9), frequencies = result.text(row, 10);
  if (values.empty()) return column;
  const auto texts = base::split(values, '\x1f'), shares = base::split(frequencies, '\x1f');
  for (std::size_t i = 0; i < texts.size() && i < shares.size(); ++i)
    column.common.emplace_back(texts[i], std::strtod(std::string(shares[i]).c_str(), nullptr));
  return column;
}

}  // namespace

std::map<std::string, model::TableStatistics> read_plan_statistics(
    db::Connection& connection, const std::set<std::pair<model::QualifiedName, std::string>>& columns) {
  std::map<std::string, model::TableStatistics> tables;
  if (columns.empty()) return tables;
  std::map<std::string, std::string> keys;  // the quoted table → its text
  std::vector<std::string> names, wanted;
  for (const auto& [table, column] : columns) {
    keys[table.quoted()] = table.text();
    names.push_back(table.quoted());
    wanted.push_back(column);
  }
  const db::Result result =
      connection.query(sql::plan_statistics, {db::array_literal(names), db::array_literal(wanted)});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    model::TableStatistics& table = tables[keys[std::string(result.text(row, 0))]];
    table.rows = result.number(row, 2);
    table.bytes = result.integer(row, 3);
    table.columns[std::string(result.text(row, 1))] = column_of(result, row);
  }
  return tables;
}

}  // namespace barqdb::catalog
