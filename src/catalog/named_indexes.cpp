// Asks pg_class.
#include "catalog/named_indexes.hpp"

#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

std::vector<NamedIndex> read(db::Connection& connection, const model::QualifiedName& name, const std::string& text) {
  const db::Result rows = connection.query(sql::indexes_named, {name.name, name.schema, text});
  std::vector<NamedIndex> out;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    out.push_back({{std::string(rows.text(i, 0)), std::string(rows.text(i, 1))},
                   std::string(rows.text(i, 2)),
                   rows.boolean(i, 3),
                   rows.boolean(i, 4),
                   {std::string(rows.text(i, 5)), std::string(rows.text(i, 6))}});
  }
  return out;
}

}  // namespace

std::vector<NamedIndex> read_indexes_named(db::Connection& connection, const model::QualifiedName& name) {
  return read(connection, name, "");
}

std::optional<NamedIndex> read_index_by_text(db::Connection& connection, const std::string& text) {
  const std::vector<NamedIndex> found = read(connection, {}, text);
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

}  // namespace barqdb::catalog
