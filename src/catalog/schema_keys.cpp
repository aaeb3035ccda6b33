// The rows of sql/foreign_key_links.sql and sql/index_leads.sql as facts.
#include "catalog/schema_keys.hpp"

#include "base/text.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

std::vector<std::string> names(std::string_view joined) {
  std::vector<std::string> out;
  for (const std::string_view part : base::split(joined, '\x1f')) out.emplace_back(part);
  return out;
}

}  // namespace

model::SchemaKeys read_schema_keys(db::Connection& connection) {
  model::SchemaKeys keys;
  keys.origin = "database";
  keys.indexes_known = true;
  const auto text = [](const db::Result& rows, std::size_t row, std::size_t column) {
    return std::string(rows.text(row, column));
  };
  const db::Result links = connection.query(sql::foreign_key_links);
  for (std::size_t i = 0; i < links.rows(); ++i) {
    keys.links.push_back({{text(links, i, 0), text(links, i, 1)},
                          names(links.text(i, 2)),
                          {text(links, i, 3), text(links, i, 4)},
                          names(links.text(i, 5))});
  }
  const db::Result leads = connection.query(sql::index_leads);
  for (std::size_t i = 0; i < leads.rows(); ++i) {
    keys.indexes.push_back({{text(leads, i, 0), text(leads, i, 1)}, text(leads, i, 2), text(leads, i, 3)});
  }
  const db::Result columns = connection.query(sql::reference_columns);
  for (std::size_t i = 0; i < columns.rows(); ++i)
    keys.columns[{text(columns, i, 0), text(columns, i, 1)}].insert(text(columns, i, 2));
  return keys;
}

}  // namespace barqdb::catalog
