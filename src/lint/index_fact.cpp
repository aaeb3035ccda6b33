// Index facts from definitions and from parse trees.
#include "lint/index_fact.hpp"

#include "base/text.hpp"
#include "lint/read.hpp"

namespace barqdb::lint {
namespace {

// A tree in one line, without the places in the text: equal for expressions that are written alike.
void append_shape(const plan::SyntaxNode& node, std::string& out) {
  out += node.text;
  if (node.kind == plan::SyntaxNode::Kind::number) out += std::to_string(node.number);
  for (const auto& [name, value] : node.fields) {
    if (name == "location" || name == "stmt_location") continue;
    out += name + "{";
    append_shape(value, out);
    out += "}";
  }
  for (const plan::SyntaxNode& item : node.items) {
    append_shape(item, out);
    out += ",";
  }
}

std::string shape_of(const plan::SyntaxNode& node) {
  std::string out;
  append_shape(node, out);
  return out;
}

IndexKey key_of(const plan::SyntaxNode& element) {
  IndexKey key;
  key.column = element["name"].text;
  if (element["expr"]) key.expression = shape_of(element["expr"]);
  if (const auto& opclass = element["opclass"].items; !opclass.empty())
    key.opclass = opclass.back().inner()["sval"].text;
  if (const auto& collation = element["collation"].items; !collation.empty()) {
    key.collation = collation.back().inner()["sval"].text;
  }
  key.descending = element["ordering"].text == "SORTBY_DESC";
  const std::string& nulls = element["nulls_ordering"].text;
  key.nulls_first = nulls == "SORTBY_NULLS_FIRST" || (key.descending && nulls != "SORTBY_NULLS_LAST");
  return key;
}

IndexKey key_of(const model::IndexColumn& column) {
  IndexKey key;
  key.column = column.name;
  if (!column.expression.empty()) key.expression = shape_of_expression(column.expression);
  key.opclass = column.opclass.name;
  key.collation = column.collation.name;
  key.descending = column.order == model::Order::desc;
  key.nulls_first = column.nulls == model::Nulls::first || (key.descending && column.nulls != model::Nulls::last);
  return key;
}

void collect_columns_of(const std::string& expression, std::set<std::string>& columns) {
  if (expression.empty()) return;
  for (const plan::ParsedStatement& statement : plan::parse_statements("SELECT 1 WHERE " + expression))
    collect_columns(statement.tree, columns);
}

}  // namespace

std::string shape_of_expression(std::string_view expression) {
  const std::string sql = "SELECT 1 WHERE " + std::string(expression);
  const auto statements = plan::parse_statements(sql);
  if (statements.size() != 1 || !statements[0].tree) return base::one_line(expression, 1000);
  return shape_of(statements[0].tree["SelectStmt"]["whereClause"]);
}

IndexFact index_of(const model::IndexDefinition& definition) {
  IndexFact out;
  out.name = definition.qualified_name();
  out.table = definition.table;
  out.method = definition.method;
  for (const model::IndexColumn& column : definition.columns) out.keys.push_back(key_of(column));
  out.include = definition.include;
  out.unique = definition.unique;
  if (!definition.where.empty()) out.where = shape_of_expression(definition.where);
  for (const model::IndexColumn& column : definition.columns) collect_columns_of(column.expression, out.computed_from);
  collect_columns_of(definition.where, out.computed_from);
  out.why = definition.why;
  return out;
}

IndexFact index_of(const plan::SyntaxNode& statement) {
  IndexFact out;
  out.table = relation_of(statement["relation"]);
  out.name = {out.table.schema, statement["idxname"].text};
  if (!statement["accessMethod"].text.empty()) out.method = statement["accessMethod"].text;
  for (const plan::SyntaxNode& item : statement["indexParams"].items) out.keys.push_back(key_of(item.inner()));
  for (const plan::SyntaxNode& item : statement["indexIncludingParams"].items) {
    out.include.push_back(item.inner()["name"].text);
  }
  for (const plan::SyntaxNode& item : statement["indexParams"].items)
    collect_columns(item.inner()["expr"], out.computed_from);
  collect_columns(statement["whereClause"], out.computed_from);
  out.unique = statement["unique"].flag;
  if (statement["whereClause"]) out.where = shape_of(statement["whereClause"]);
  return out;
}

std::string text_of(const IndexFact& index) {
  std::vector<std::string> keys;
  for (const IndexKey& key : index.keys) {
    keys.push_back((key.column.empty() ? "(expression)" : key.column) + (key.descending ? " DESC" : ""));
  }
  return "(" + base::join(keys, ", ") + ")" + (index.where.empty() ? "" : " with a condition");
}

}  // namespace barqdb::lint
