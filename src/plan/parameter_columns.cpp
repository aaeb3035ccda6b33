// A walk over libpg-query's JSON tree.
#include "plan/parameter_columns.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "base/quote.hpp"
#include "plan/json_member.hpp"
#include "plan/statement_tree.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;
using Kind = ColumnUse::Kind;

// The value of a node of this kind, or null.
const Json* as(const Json& node, const char* kind) {
  if (!node.is_object()) return nullptr;
  const auto found = node.find(kind);
  return found == node.end() ? nullptr : &*found;
}

// Casts around a column or parameter do not matter here.
const Json& without_cast(const Json& node) {
  if (const Json* cast = as(node, "TypeCast"); cast != nullptr && cast->contains("arg"))
    return without_cast((*cast)["arg"]);
  return node;
}

int parameter_of(const Json& node) {
  const Json* reference = as(without_cast(node), "ParamRef");
  return reference != nullptr ? reference->value("number", 0) : 0;
}

bool is_value(const Json& node) { return parameter_of(node) > 0 || as(without_cast(node), "A_Const") != nullptr; }

Kind kind_of(const std::string& form, const std::string& name) {
  if (form == "AEXPR_LIKE" || form == "AEXPR_ILIKE") return Kind::pattern;
  if (form == "AEXPR_IN" || form == "AEXPR_OP_ANY") return Kind::list;
  if (form.starts_with("AEXPR_BETWEEN")) return Kind::range;
  if (name == "=") return Kind::equality;
  if (name == "<" || name == ">" || name == "<=" || name == ">=") return Kind::range;
  return Kind::other;
}

class Walk {
 public:
  std::vector<ColumnUse> found;

  void tables(const Json& node) {
    if (const Json* range = as(node, "RangeVar")) note_table(*range);
    for (const char* direct : {"relation"})  // of INSERT, UPDATE and DELETE, without a wrapper
      if (node.is_object() && node.contains(direct) && node[direct].is_object() && node[direct].contains("relname"))
        note_table(node[direct]);
    each(node, [this](const Json& child) { tables(child); });
  }

  void comparisons(const Json& node) {
    if (const Json* expression = as(node, "A_Expr")) note_expression(*expression);
    if (node.is_object()) {
      note_count(node, "limitCount", Kind::limit);
      note_count(node, "limitOffset", Kind::offset);
    }
    each(node, [this](const Json& child) { comparisons(child); });
  }

 private:
  template <typename Visit>
  static void each(const Json& node, const Visit& visit) {
    if (node.is_structured())
      for (const Json& child : node) visit(child);
  }

  void note_table(const Json& range) {
    const std::string schema = text_member(range, "schemaname");
    const std::string name = text_member(range, "relname");
    const std::string written =
        (schema.empty() ? "" : base::quote_identifier(schema) + ".") + base::quote_identifier(name);
    std::string alias = name;
    if (range.contains("alias")) alias = text_member(range["alias"], "aliasname");
    by_alias_[alias] = written;
    all_.push_back(written);
  }

  void note_count(const Json& node, const char* key, Kind kind) {
    const auto place = node.find(key);
    if (place == node.end()) return;
    if (const int number = parameter_of(*place); number > 0) found.push_back({kind, "", "", number});
  }

  void note_expression(const Json& expression) {
    if (!expression.contains("lexpr") || !expression.contains("rexpr")) return;
    const std::string name =
        expression.contains("name") && !expression["name"].empty() && as(expression["name"].back(), "String") != nullptr
            ? operator_name(expression["name"].back()["String"])
            : "";
    const Kind kind = kind_of(text_member(expression, "kind"), name);
    const Json& left = expression["lexpr"];
    const Json& right = expression["rexpr"];
    if (const Json* column = as(without_cast(left), "ColumnRef")) {
      note_values(kind, *column, right);
    } else if (const Json* other = as(without_cast(right), "ColumnRef"); other != nullptr && is_value(left)) {
      note_values(kind, *other, left);
    }
  }

  static std::string operator_name(const Json& string) {
    const std::string plain = text_member(string, "sval");
    return plain.empty() ? text_member(string, "str") : plain;
  }

  void note_values(Kind kind, const Json& column, const Json& value) {
    if (const Json* list = as(value, "List"); list != nullptr && list->contains("items")) {
      for (const Json& item : (*list)["items"])
        if (is_value(item)) note(kind, column, parameter_of(item));
    } else if (is_value(value)) {
      note(kind, column, parameter_of(value));
    }
  }

  void note(Kind kind, const Json& column, int parameter) {
    std::vector<std::string> parts;
    for (const Json& field : column.value("fields", Json::array()))
      if (const Json* string = as(field, "String")) parts.push_back(operator_name(*string));
    if (parts.empty()) return;
    std::string table;
    if (parts.size() == 1 && all_.size() == 1) table = all_.front();
    if (parts.size() > 1)
      if (const auto known = by_alias_.find(parts[parts.size() - 2]); known != by_alias_.end()) table = known->second;
    found.push_back({kind, table, parts.back(), parameter});
  }

  std::map<std::string, std::string> by_alias_;
  std::vector<std::string> all_;
};

}  // namespace

std::vector<ColumnUse> comparisons_of(std::string_view statement) {
  Walk walk;
  const Json tree = statement_tree(statement);
  walk.tables(tree);
  walk.comparisons(tree);
  return std::move(walk.found);
}

}  // namespace barqdb::plan
