// Asks pg_class.
#include "catalog/named_indexes.hpp"

#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

NamedIndex index_at(const db::Result& rows, std::size_t i) {
  return {{std::string(rows.text(i, 0)), std::string(rows.text(i, 1))},
          std::string(rows.text(i, 2)),
          rows.boolean(i, 3),
          rows.boolean(i, 4)};
}

}  // namespace

std::vector<NamedIndex> read_indexes_named(db::Connection& connection, const model::QualifiedName& name) {
  const db::Result rows = connection.query(sql::indexes_named, {name.name, name.schema});
  std::vector<NamedIndex> out;
  for (std::size_t i = 0; i < rows.rows(); ++i) out.push_back(index_at(rows, i));
  return out;
}

std::optional<NamedIndex> read_index_by_text(db::Connection& connection, const std::string& text) {
  const db::Result rows = connection.query(sql::index_by_text, {text});
  if (rows.rows() != 1) return std::nullopt;
  return index_at(rows, 0);
}

}  // namespace barqdb::catalog
