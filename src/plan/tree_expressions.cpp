// Questions about a part of the parse tree.
#include "plan/tree_expressions.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

TreeColumn column_of(const Json& reference) {
  std::vector<std::string> parts;
  for (const Json& field : reference.value("fields", Json::array())) {
    parts.push_back(field.value("/String/sval"_json_pointer, ""));
  }
  if (parts.empty()) return {};
  return {parts.size() > 1 ? parts[parts.size() - 2] : "", parts.back()};
}

bool is_aggregate(const std::string& function) {
  static const std::set<std::string> known = {"count",      "sum",
                                              "avg",        "min",
                                              "max",        "array_agg",
                                              "string_agg", "json_agg",
                                              "jsonb_agg",  "bool_or",
                                              "bool_and",   "json_object_agg",
                                              "every",      "jsonb_object_agg"};
  return known.contains(function);
}

const Json* find(const Json& node, const std::string& key) {
  if (!node.is_structured()) return nullptr;
  if (node.is_object() && node.contains(key)) return &node[key];
  for (const Json& inner : node) {
    if (const Json* found = find(inner, key)) return found;
  }
  return nullptr;
}

}  // namespace

TreeColumn first_column(const Json& node) {
  if (node.is_object()) {
    if (const auto found = node.find("ColumnRef"); found != node.end()) return column_of(*found);
    if (node.contains("SelectStmt")) return {};
  }
  if (!node.is_structured()) return {};
  for (const Json& inner : node) {
    TreeColumn column = first_column(inner);
    if (!column.name.empty()) return column;
  }
  return {};
}

std::vector<std::string> names_in(const Json& list, const Json::json_pointer& where) {
  std::vector<std::string> names;
  for (const Json& item : list) names.push_back(item.value(where, ""));
  return names;
}

std::vector<std::string> selected_columns(const Json& targets) {
  std::vector<std::string> names;
  for (const Json& target : targets) {
    const Json fields = target.value("/ResTarget/val/ColumnRef/fields"_json_pointer, Json::array());
    const Json last = fields.empty() ? Json::object() : fields.back();
    names.push_back(last.contains("A_Star") ? "*" : last.value("/String/sval"_json_pointer, ""));
  }
  return names;
}

ValueUse value_use(const Json& expression) {
  const std::string kind = expression.value("kind", "");
  const std::string name = expression.value("/name/0/String/sval"_json_pointer, "");
  if (kind == "AEXPR_OP_ANY" || kind == "AEXPR_OP_ALL") return ValueUse::list;
  if (kind == "AEXPR_IN") {
    return expression.value("/rexpr/List/items"_json_pointer, Json::array()).size() > 1 ? ValueUse::list
                                                                                        : ValueUse::equal;
  }
  if (kind.starts_with("AEXPR_BETWEEN") || kind.starts_with("AEXPR_NOT_BETWEEN")) return ValueUse::range;
  if (kind != "AEXPR_OP") return ValueUse::other;
  if (name == "=") return ValueUse::equal;
  if (name == "<" || name == ">" || name == "<=" || name == ">=") return ValueUse::range;
  return ValueUse::other;
}

bool aggregates(const Json& targets) {
  return !targets.empty() && std::all_of(targets.begin(), targets.end(), [](const Json& target) {
    const Json* call = find(target, "FuncCall");
    if (call == nullptr) return false;
    const Json names = call->value("funcname", Json::array());
    return !names.empty() && is_aggregate(names.back().value("/String/sval"_json_pointer, ""));
  });
}

}  // namespace barqdb::plan
