// Reading CREATE INDEX from libpg-query's tree; the texts of expressions are cut from the statement itself.
#include "plan/index_statement.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plan/ddl.hpp"
#include "plan/statement_tree.hpp"
#include "plan/tree_names.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

std::string listed_text(const Json& items) {
  return items.empty() ? "" : items.back().value("/String/sval"_json_pointer, "");
}

std::string constant_text(const Json& node) {
  if (node.contains("sval")) return node["sval"].value("sval", "");
  if (node.contains("fval")) return node["fval"].value("fval", "");
  if (node.contains("ival")) return std::to_string(node["ival"].value("ival", 0));
  if (node.contains("boolval")) return node["boolval"].value("boolval", false) ? "t" : "f";
  return "";
}

std::string parameter_text(const Json& node) {
  if (node.contains("Integer")) return std::to_string(node["Integer"].value("ival", 0));
  if (node.contains("Float")) return node["Float"].value("fval", "");
  if (node.contains("String")) return node["String"].value("sval", "");
  if (node.contains("TypeName")) return listed_text(node["TypeName"].value("names", Json::array()));
  if (node.contains("Boolean")) return node["Boolean"].value("boolval", false) ? "true" : "false";
  return "";
}

model::Parameters parameters_of(const Json& options) {
  model::Parameters out;
  for (const Json& option : options) {
    const Json& element = option.at("DefElem");
    out.emplace_back(element.value("defname", ""), parameter_text(element.value("arg", Json::object())));
  }
  return out;
}

// The text between the parentheses that open at or behind `from`, cut at its top-level commas.
std::vector<std::string> elements_behind(std::string_view sql, std::size_t from) {
  std::vector<std::string> parts;
  const std::size_t open = sql.find('(', from);
  if (open == std::string_view::npos) return parts;
  int depth = 0;
  char quote = '\0';
  std::size_t begin = open + 1;
  for (std::size_t at = open; at < sql.size(); ++at) {
    const char c = sql[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      if (--depth > 0) continue;
      parts.emplace_back(base::trim(sql.substr(begin, at - begin)));
      return parts;
    } else if (c == ',' && depth == 1) {
      parts.emplace_back(base::trim(sql.substr(begin, at - begin)));
      begin = at + 1;
    }
  }
  return {};
}

// Behind the parenthesis that closes the first one; the end of the text when none does.
std::size_t end_of_group(std::string_view text) {
  int depth = 0;
  char quote = '\0';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return text.size();
}

bool is_wrapped(std::string_view text) { return text.starts_with('(') && end_of_group(text) == text.size(); }

std::string unwrapped(std::string_view text) {
  return std::string(is_wrapped(text) ? base::trim(text.substr(1, text.size() - 2)) : text);
}

// A key; `written` is its text in the statement, "" when that could not be told.
model::IndexColumn column_of(const Json& element, const std::string& written, bool& expressible) {
  model::IndexColumn column;
  column.name = element.value("name", "");
  column.collation = listed_name(element.value("collation", Json::array()));
  column.opclass = listed_name(element.value("opclass", Json::array()));
  column.opclass_parameters = parameters_of(element.value("opclassopts", Json::array()));
  const std::string order = element.value("ordering", ""), nulls = element.value("nulls_ordering", "");
  if (order == "SORTBY_ASC") column.order = model::Order::asc;
  if (order == "SORTBY_DESC") column.order = model::Order::desc;
  if (nulls == "SORTBY_NULLS_FIRST") column.nulls = model::Nulls::first;
  if (nulls == "SORTBY_NULLS_LAST") column.nulls = model::Nulls::last;
  if (!column.name.empty()) return column;
  const bool bare = column.collation.name.empty() && column.opclass.name.empty() &&
                    column.order == model::Order::unspecified && column.nulls == model::Nulls::unspecified;
  // A call or something in parentheses: both end with their first group.
  column.expression = unwrapped(std::string_view(written).substr(0, end_of_group(written)));
  if (!bare || written.empty()) expressible = false;
  return column;
}

// Where the list of keys may begin: behind ON table [USING method], outside quotes.
std::size_t keys_begin(std::string_view sql, const Json& node) {
  return static_cast<std::size_t>(node["relation"].value("location", 0)) <= sql.size()
             ? static_cast<std::size_t>(node["relation"].value("location", 0))
             : 0;
}

std::string column_ref(const Json& node) {
  return node.contains("ColumnRef") ? listed_text(node["ColumnRef"].value("fields", Json::array())) : "";
}

// A constant, also with a cast around it.
const Json* constant(const Json& node) {
  if (node.contains("A_Const")) return &node["A_Const"];
  if (node.contains("TypeCast")) return constant(node["TypeCast"].at("arg"));
  return nullptr;
}

using Kind = PredicateTerm::Kind;

std::optional<PredicateTerm> comparison_of(const Json& node) {
  const std::string kind = node.value("kind", "");
  if (listed_text(node.value("name", Json::array())) != "=") return std::nullopt;
  PredicateTerm term{Kind::equals_any, column_ref(node.at("lexpr")), {}};
  const auto add = [&](const Json& value) {
    const Json* found = constant(value);
    if (found == nullptr) return false;
    term.values.push_back(constant_text(*found));
    return true;
  };
  bool known = !term.column.empty();
  if (kind == "AEXPR_OP") {
    known = known && add(node.at("rexpr"));
  } else if (kind == "AEXPR_IN") {
    for (const Json& item : node["rexpr"].value("/List/items"_json_pointer, Json::array())) known = known && add(item);
  } else if (kind == "AEXPR_OP_ANY") {
    const Json& array = node["rexpr"];
    if (!array.contains("A_ArrayExpr")) return std::nullopt;
    for (const Json& item : array["A_ArrayExpr"].value("elements", Json::array())) known = known && add(item);
  } else {
    known = false;
  }
  return known ? std::optional(term) : std::nullopt;
}

void judge(const Json& node, IndexStatement& out) {
  if (const std::string column = column_ref(node); !column.empty()) {
    out.predicate.push_back({Kind::is_true, column, {}});
  } else if (node.contains("NullTest") && !column_ref(node["NullTest"].at("arg")).empty()) {
    const bool null = node["NullTest"].value("nulltesttype", "") == "IS_NULL";
    out.predicate.push_back({null ? Kind::is_null : Kind::is_not_null, column_ref(node["NullTest"].at("arg")), {}});
  } else if (node.contains("BoolExpr") && node["BoolExpr"].value("boolop", "") == "AND_EXPR") {
    for (const Json& part : node["BoolExpr"].at("args")) judge(part, out);
  } else if (node.contains("BoolExpr") && node["BoolExpr"].value("boolop", "") == "NOT_EXPR" &&
             !column_ref(node["BoolExpr"].at("args").at(0)).empty()) {
    out.predicate.push_back({Kind::is_false, column_ref(node["BoolExpr"].at("args").at(0)), {}});
  } else if (const auto term = node.contains("A_Expr") ? comparison_of(node["A_Expr"]) : std::nullopt) {
    out.predicate.push_back(*term);
  } else {
    out.predicate_judged = false;
  }
}

IndexStatement read_statement(const Json& node, std::string_view sql) {
  IndexStatement out;
  model::IndexDefinition& definition = out.definition;
  definition.table = relation_name(node["relation"]);
  definition.name = node.value("idxname", "");
  definition.method = node.value("accessMethod", "btree");
  definition.unique = node.value("unique", false);
  definition.nulls_not_distinct = node.value("nulls_not_distinct", false);
  definition.tablespace = node.value("tableSpace", "");
  definition.with = parameters_of(node.value("options", Json::array()));
  out.concurrently = node.value("concurrent", false);
  out.if_not_exists = node.value("if_not_exists", false);
  out.only = !node["relation"].value("inh", false);
  if (definition.name.empty() || node["relation"].contains("catalogname") || out.only) out.expressible = false;
  const Json keys = node.value("indexParams", Json::array());
  const std::vector<std::string> written = elements_behind(sql, keys_begin(sql, node));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    definition.columns.push_back(
        column_of(keys[i].at("IndexElem"), written.size() == keys.size() ? written[i] : "", out.expressible));
  }
  for (const Json& entry : node.value("indexIncludingParams", Json::array()))
    definition.include.push_back(entry.at("IndexElem").value("name", ""));
  if (!node.contains("whereClause")) return out;
  judge(node["whereClause"], out);
  std::string upper(sql);  // find_clause looks for one spelling
  for (char& c : upper)
    c = c == '\n' || c == '\t' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::size_t where = find_clause(upper, " WHERE ");
  const std::size_t bare = where == std::string::npos ? find_clause(upper, " WHERE(") : where;
  if (bare == std::string::npos) {
    out.expressible = false;
  } else {
    definition.where = unwrapped(base::trim(sql.substr(bare + std::string_view(" WHERE").size())));
  }
  return out;
}

}  // namespace

std::optional<IndexStatement> parse_index_statement(std::string_view statement) {
  const Json tree = statement_tree(statement);
  const Json::json_pointer path("/stmts/0/stmt/IndexStmt");
  try {
    if (!tree.contains(path)) return std::nullopt;
    return read_statement(tree.at(path), statement);
  } catch (const Json::exception&) {  // another form than expected
    return std::nullopt;
  }
}

}  // namespace barqdb::plan
