// Walks the parse tree for the first UpdateStmt.
#include "plan/update_target.hpp"

#include <nlohmann/json.hpp>

#include "plan/statement_tree.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

const Json* find_update(const Json& node) {
  if (node.is_array() || node.is_object()) {
    for (const auto& [key, value] : node.items()) {
      if (key == "UpdateStmt" && value.is_object()) return &value;
      if (const Json* found = find_update(value)) return found;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<UpdateTarget> update_target(std::string_view statement) {
  const Json tree = statement_tree(statement);
  const Json* update = find_update(tree);
  if (update == nullptr) return std::nullopt;
  UpdateTarget target;
  const Json relation = update->value("relation", Json::object());
  target.table = {relation.value("schemaname", ""), relation.value("relname", "")};
  for (const Json& item : update->value("targetList", Json::array())) {
    const std::string name = item.value("/ResTarget/name"_json_pointer, "");
    if (!name.empty()) target.columns.push_back(name);
  }
  return target;
}

}  // namespace barqdb::plan
