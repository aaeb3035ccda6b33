// Qualified names from RangeVar and from lists of String.
#include "plan/tree_names.hpp"

#include <nlohmann/json.hpp>

namespace barqdb::plan {

model::QualifiedName relation_name(const nlohmann::json& range_variable) {
  return {range_variable.value("schemaname", ""), range_variable.value("relname", "")};
}

model::QualifiedName listed_name(const nlohmann::json& strings) {
  const auto text = [&](std::size_t i) { return strings[i].value("/String/sval"_json_pointer, ""); };
  const std::size_t count = strings.size();
  if (count == 0) return {};
  return {count > 1 ? text(count - 2) : "", text(count - 1)};
}

}  // namespace barqdb::plan
