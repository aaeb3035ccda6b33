// Reading the effects of DDL from PostgreSQL's parse tree (libpg-query's JSON form).
#include "plan/schema_effects.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "plan/sql_text.hpp"
#include "plan/statement_tree.hpp"
#include "plan/tree_names.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

void create_table(const Json& node, ForeseenSchema& schema) {
  ForeseenTable table;
  table.open = node.contains("inhRelations") || node.contains("ofTypename");
  for (const Json& element : node.value("tableElts", Json::array())) {
    if (element.contains("ColumnDef")) table.columns.insert(element["ColumnDef"].value("colname", ""));
    if (element.contains("TableLikeClause")) table.open = true;
  }
  const model::QualifiedName name = relation_name(node["relation"]);
  if (node.value("if_not_exists", false) && schema.find(name) != nullptr) return;
  schema.add_table(name, std::move(table));
}

void alter_table(const Json& node, ForeseenSchema& schema) {
  const model::QualifiedName name = relation_name(node["relation"]);
  for (const Json& entry : node.value("cmds", Json::array())) {
    const Json& command = entry.value("AlterTableCmd", Json::object());
    const std::string kind = command.value("subtype", "");
    if (kind == "AT_AddColumn") schema.add_column(name, command.value("/def/ColumnDef/colname"_json_pointer, ""));
    if (kind == "AT_DropColumn") schema.remove_column(name, command.value("name", ""));
  }
}

void rename(const Json& node, ForeseenSchema& schema) {
  if (!node.contains("relation")) return;
  const model::QualifiedName name = relation_name(node["relation"]);
  const std::string kind = node.value("renameType", "");
  if (kind == "OBJECT_COLUMN") {
    schema.remove_column(name, node.value("subname", ""));
    schema.add_column(name, node.value("newname", ""));
  } else if (kind == "OBJECT_TABLE" || kind == "OBJECT_MATVIEW") {
    schema.rename_table(name, {schema.full(name).schema, node.value("newname", "")});
  }
}

void drop(const Json& node, ForeseenSchema& schema) {
  const std::string kind = node.value("removeType", "");
  if (kind == "OBJECT_SCHEMA") schema.set_open();
  if (kind != "OBJECT_TABLE" && kind != "OBJECT_MATVIEW") return;
  for (const Json& object : node.value("objects", Json::array())) {
    schema.remove_table(listed_name(object.value("/List/items"_json_pointer, Json::array())));
  }
}

using Effect = void (*)(const Json& node, ForeseenSchema& schema);

Effect effect_of(const std::string& kind) {
  static const std::map<std::string, Effect> effects = {
      {"CreateStmt", create_table},
      {"AlterTableStmt", alter_table},
      {"RenameStmt", rename},
      {"DropStmt", drop},
      {"CreateTableAsStmt",
       [](const Json& node, ForeseenSchema& schema) {
         schema.add_table(relation_name(node.at("into").at("rel")), {.columns = {}, .open = true});
       }},
      {"SelectStmt",
       [](const Json& node, ForeseenSchema& schema) {
         if (!node.contains("intoClause")) return;
         schema.add_table(relation_name(node.at("intoClause").at("rel")), {.columns = {}, .open = true});
       }},
      {"AlterObjectSchemaStmt",
       [](const Json& node, ForeseenSchema& schema) {
         if (!node.contains("relation")) return;
         const model::QualifiedName name = relation_name(node["relation"]);
         schema.rename_table(name, {node.value("newschema", ""), name.name});
       }},
      {"CreateExtensionStmt",
       [](const Json& node, ForeseenSchema& schema) { schema.add_extension(node.value("extname", "")); }},
  };
  const auto found = effects.find(kind);
  return found == effects.end() ? nullptr : found->second;
}

bool mentions(std::string_view statement, std::initializer_list<std::string_view> words) {
  const std::string text = base::lower(statement);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

// Statements behind which any table may appear, or after which unqualified names mean something else.
bool hides_effects(const std::string& kind, std::string_view statement) {
  if (kind.empty() || kind == "CallStmt" || kind == "ExecuteStmt" || kind == "ImportForeignSchemaStmt") return true;
  if (kind == "DoStmt") return mentions(statement, {"execute", "perform", "call", "create table", "create schema"});
  if (kind == "SelectStmt") return mentions(statement, {"("}) && !mentions(statement, {"setval(", "set_config("});
  if (kind == "VariableSetStmt") return mentions(statement, {"search_path"});
  if (kind == "CreateSchemaStmt") return mentions(statement, {"create table"});
  return false;
}

}  // namespace

model::QualifiedName ForeseenSchema::full(const model::QualifiedName& name) const {
  if (!name.schema.empty()) return name;
  const model::QualifiedName here{current_schema_, name.name};
  if (tables_.contains(here)) return here;
  // An unqualified name may stand for a table further down the search_path.
  for (const auto& [known, table] : tables_) {
    if (known.name == name.name) return known;
  }
  return here;
}

void ForeseenSchema::add_table(const model::QualifiedName& name, ForeseenTable table) {
  tables_[{name.schema.empty() ? current_schema_ : name.schema, name.name}] = std::move(table);
}

void ForeseenSchema::remove_table(const model::QualifiedName& name) { tables_.erase(full(name)); }

void ForeseenSchema::add_column(const model::QualifiedName& table, const std::string& column) {
  if (const auto found = tables_.find(full(table)); found != tables_.end()) found->second.columns.insert(column);
}

void ForeseenSchema::remove_column(const model::QualifiedName& table, const std::string& column) {
  if (const auto found = tables_.find(full(table)); found != tables_.end()) found->second.columns.erase(column);
}

void ForeseenSchema::rename_table(const model::QualifiedName& from, const model::QualifiedName& to) {
  renames_.emplace_back(from, to);
  const auto found = tables_.find(full(from));
  if (found == tables_.end()) return;
  ForeseenTable table = std::move(found->second);
  tables_.erase(found);
  tables_[full(to)] = std::move(table);
}

const ForeseenTable* ForeseenSchema::find(const model::QualifiedName& name) const {
  const auto found = tables_.find(full(name));
  return found == tables_.end() ? nullptr : &found->second;
}

model::QualifiedName ForeseenSchema::origin(const model::QualifiedName& name) const {
  model::QualifiedName known = name;
  for (auto rename = renames_.rbegin(); rename != renames_.rend(); ++rename) {
    const auto& [from, to] = *rename;
    if (to.name != known.name) continue;
    if (!to.schema.empty() && !known.schema.empty() && to.schema != known.schema) continue;
    known = {from.schema.empty() && from.name != to.name ? known.schema : from.schema, from.name};
  }
  return known;
}

std::vector<std::string> ForeseenSchema::table_names() const {
  std::vector<std::string> names;
  for (const auto& [name, table] : tables_) names.push_back(name.schema == current_schema_ ? name.name : name.text());
  return names;
}

void follow_renames(std::string_view sql, ForeseenSchema& schema) {
  if (mentions(sql, {"rename", "set schema"})) apply_effects(sql, schema);
}

void apply_effects(std::string_view sql, ForeseenSchema& schema) {
  for (const Statement& statement : split_statements(sql)) {
    const std::string kind = statement_kind(statement.text);
    if (hides_effects(kind, statement.text)) schema.set_open();
    const Effect effect = effect_of(kind);
    if (effect == nullptr) continue;
    const Json tree = statement_tree(statement.text);
    // The tree's form is the parser's; should it be another than expected, foresee nothing rather than fail.
    try {
      effect(tree.at("stmts").at(0).at("stmt").at(kind), schema);
    } catch (const Json::exception&) {
      schema.set_open();
    }
  }
}

}  // namespace barqdb::plan
