// Reading REFERENCES and FOREIGN KEY from PostgreSQL's parse tree (libpg-query's JSON form).
#include "plan/foreign_keys.hpp"

#include <nlohmann/json.hpp>

#include "plan/sql_text.hpp"
#include "plan/statement_tree.hpp"
#include "plan/tree_names.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

std::vector<std::string> names(const Json& list) {
  std::vector<std::string> out;
  for (const Json& item : list) out.push_back(item.value("/String/sval"_json_pointer, ""));
  return out;
}

void take_constraint(const Json& constraint, const model::QualifiedName& table, std::vector<std::string> columns,
                     std::vector<model::KeyLink>& links) {
  if (constraint.value("contype", "") != "CONSTR_FOREIGN") return;
  if (columns.empty()) columns = names(constraint.value("fk_attrs", Json::array()));
  std::vector<std::string> referenced = names(constraint.value("pk_attrs", Json::array()));
  if (referenced.empty()) referenced.emplace_back("id");
  if (columns.empty()) return;
  links.push_back(
      {table, std::move(columns), relation_name(constraint.value("pktable", Json::object())), std::move(referenced)});
}

// A column with its constraints, or a constraint of the table.
void take_element(const Json& element, const model::QualifiedName& table, std::vector<model::KeyLink>& links) {
  if (element.contains("Constraint")) return take_constraint(element["Constraint"], table, {}, links);
  if (!element.contains("ColumnDef")) return;
  const Json& column = element["ColumnDef"];
  for (const Json& constraint : column.value("constraints", Json::array())) {
    take_constraint(constraint.value("Constraint", Json::object()), table, {column.value("colname", "")}, links);
  }
}

void take_statement(const Json& statement, std::vector<model::KeyLink>& links) {
  if (statement.contains("CreateStmt")) {
    const Json& create = statement["CreateStmt"];
    for (const Json& element : create.value("tableElts", Json::array()))
      take_element(element, relation_name(create["relation"]), links);
  } else if (statement.contains("AlterTableStmt")) {
    const Json& alter = statement["AlterTableStmt"];
    for (const Json& command : alter.value("cmds", Json::array())) {
      take_element(command.value("/AlterTableCmd/def"_json_pointer, Json::object()), relation_name(alter["relation"]),
                   links);
    }
  }
}

}  // namespace

void add_foreign_keys(std::string_view sql, std::vector<model::KeyLink>& links) {
  for (const Statement& statement : split_statements(sql)) {
    const Json tree = statement_tree(statement.text);
    try {  // the tree's form is the parser's: another one declares nothing here
      for (const Json& one : tree.at("stmts")) take_statement(one.at("stmt"), links);
    } catch (const Json::exception&) {
      continue;
    }
  }
}

}  // namespace barqdb::plan
