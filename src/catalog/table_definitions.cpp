// One visit for all tables.
#include "catalog/table_definitions.hpp"

#include "catalog/sql.hpp"

namespace barqdb::catalog {

std::map<std::string, std::string> read_table_definitions(db::Connection& connection,
                                                          const std::set<model::QualifiedName>& tables) {
  std::map<std::string, std::string> definitions;
  if (tables.empty()) return definitions;
  std::vector<std::string> names;
  for (const model::QualifiedName& table : tables) names.push_back(table.quoted());
  const db::Result result = connection.query(sql::table_definitions, {db::array_literal(names)});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const model::QualifiedName name{std::string(result.text(row, 0)), std::string(result.text(row, 1))};
    definitions[name.text()] = result.text(row, 2);
  }
  return definitions;
}

}  // namespace barqdb::catalog
