// PostgreSQL's own parser.
#include "plan/build_shape.hpp"

#include <nlohmann/json.hpp>

#include "plan/statement_tree.hpp"

namespace barqdb::plan {

using Json = nlohmann::json;

std::optional<BuildShape> build_shape(std::string_view sql) {
  const Json tree = statement_tree(sql);
  const Json node = tree.is_object() ? tree.value("/stmts/0/stmt/IndexStmt"_json_pointer, Json()) : Json();
  if (!node.is_object()) return std::nullopt;
  BuildShape shape;
  shape.method = node.value("accessMethod", "btree");
  shape.tablespace = node.value("tableSpace", "");
  shape.partial = node.contains("whereClause");
  for (const char* list : {"indexParams", "indexIncludingParams"}) {
    for (const Json& element : node.value(list, Json::array()))
      shape.columns.push_back(element.value("/IndexElem/name"_json_pointer, ""));
  }
  return shape;
}

}  // namespace barqdb::plan
