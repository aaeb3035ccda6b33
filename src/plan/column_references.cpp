// Walks the parse tree of an expression for ColumnRef nodes.
#include "plan/column_references.hpp"

#include <nlohmann/json.hpp>

#include "plan/statement_tree.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

void collect(const Json& node, std::size_t prefix, std::vector<ColumnReference>& references) {
  if (node.is_array()) {
    for (const Json& item : node) collect(item, prefix, references);
    return;
  }
  if (!node.is_object()) return;
  for (const auto& [key, value] : node.items()) {
    if (key == "ColumnRef" && value.is_object()) {
      const Json fields = value.value("fields", Json::array());
      const std::string name = fields.empty() ? "" : fields.back().value("/String/sval"_json_pointer, "");
      const auto location = value.value("location", std::size_t{0});
      if (!name.empty()) references.push_back({name, location > prefix ? location - prefix : 0});
    } else {
      collect(value, prefix, references);
    }
  }
}

}  // namespace

std::vector<ColumnReference> column_references(std::string_view expression) {
  const std::string head = "SELECT 1 WHERE ";
  std::vector<ColumnReference> references;
  collect(statement_tree(head + std::string(expression)), head.size(), references);
  return references;
}

}  // namespace barqdb::plan
