// Reading names from PostgreSQL's parse tree (libpg-query's JSON form).
#include "plan/index_touches.hpp"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "plan/sql_text.hpp"
#include "plan/statement_tree.hpp"
#include "plan/tree_names.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;
using model::QualifiedName;

// The names that the server chooses: t_pkey, t_a_b_key.
std::string default_name(const std::string& table, const std::string& kind, const std::string& columns) {
  if (kind == "CONSTR_PRIMARY") return table + "_pkey";
  return kind == "CONSTR_UNIQUE" ? table + "_" + columns + "_key" : "";
}

// `column` of a constraint that stands behind a column.
void make_constraint(const QualifiedName& table, const Json& constraint, const std::string& column,
                     IndexTouches& touches) {
  std::string columns = column;
  for (const Json& key : constraint.value("keys", Json::array()))
    columns += (columns.empty() ? "" : "_") + key.value("/String/sval"_json_pointer, "");
  std::string name = constraint.value("conname", "");
  const std::string index = constraint.value("indexname", "");  // USING INDEX: takes the constraint's name
  if (!index.empty() && !name.empty() && index != name) touches.remove({table.schema, index});
  if (name.empty()) name = index.empty() ? default_name(table.name, constraint.value("contype", ""), columns) : index;
  if (!name.empty()) touches.make({table.schema, name}, table);
}

void make_of_column(const QualifiedName& table, const Json& column, IndexTouches& touches) {
  for (const Json& entry : column.value("constraints", Json::array()))
    make_constraint(table, entry.value("Constraint", Json::object()), column.value("colname", ""), touches);
}

void create_table(const Json& node, IndexTouches& touches) {
  const QualifiedName table = relation_name(node.at("relation"));
  for (const Json& element : node.value("tableElts", Json::array())) {
    if (element.contains("ColumnDef")) make_of_column(table, element["ColumnDef"], touches);
    if (element.contains("Constraint")) make_constraint(table, element["Constraint"], "", touches);
  }
}

void create_index(const Json& node, IndexTouches& touches) {
  const QualifiedName table = relation_name(node.at("relation"));
  const std::string name = node.value("idxname", "");
  if (!name.empty()) touches.make({table.schema, name}, table, node.value("if_not_exists", false));
}

void alter_table(const Json& node, IndexTouches& touches) {
  const QualifiedName table = relation_name(node.at("relation"));
  for (const Json& entry : node.value("cmds", Json::array())) {
    const Json command = entry.value("AlterTableCmd", Json::object());
    const std::string kind = command.value("subtype", "");
    if (kind == "AT_DropConstraint") touches.remove({table.schema, command.value("name", "")});
    if (kind == "AT_AddConstraint")
      make_constraint(table, command.value("/def/Constraint"_json_pointer, Json::object()), "", touches);
    if (kind == "AT_AddColumn")
      make_of_column(table, command.value("/def/ColumnDef"_json_pointer, Json::object()), touches);
  }
}

void rename(const Json& node, IndexTouches& touches) {
  const std::string kind = node.value("renameType", "");
  if (!node.contains("relation")) return;
  const QualifiedName relation = relation_name(node["relation"]);
  const std::string now = node.value("newname", "");
  if (kind == "OBJECT_TABCONSTRAINT") {
    touches.remove({relation.schema, node.value("subname", "")});
    touches.make({relation.schema, now}, relation);
  }
  if (kind == "OBJECT_INDEX" || kind == "OBJECT_TABLE") {  // ALTER TABLE renames indexes, too
    touches.remove(relation);
    touches.make({relation.schema, now}, {});
  }
}

void drop(const Json& node, IndexTouches& touches) {
  const std::string kind = node.value("removeType", "");
  for (const Json& object : node.value("objects", Json::array())) {
    const QualifiedName name = listed_name(object.value("/List/items"_json_pointer, Json::array()));
    if (kind == "OBJECT_INDEX") touches.remove(name);
    if (kind == "OBJECT_TABLE" || kind == "OBJECT_MATVIEW") touches.drop_table(name);
  }
}

void follow_node(const std::string& kind, const Json& node, IndexTouches& touches) {
  if (kind == "IndexStmt") create_index(node, touches);
  if (kind == "CreateStmt") create_table(node, touches);
  if (kind == "AlterTableStmt") alter_table(node, touches);
  if (kind == "RenameStmt") rename(node, touches);
  if (kind == "DropStmt") drop(node, touches);
}

// Most SQL says nothing of indexes, and need not be parsed.
bool may_touch(std::string_view sql) {
  const std::string text = base::lower(sql);
  const std::initializer_list<std::string_view> words = {"index", "constraint", "primary", "unique", "rename", "drop"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

}  // namespace

bool IndexTouches::same(const QualifiedName& a, const QualifiedName& b) const {
  if (a.name != b.name) return false;
  if (a.schema.empty() == b.schema.empty()) return a.schema == b.schema;
  const std::string& schema = a.schema.empty() ? b.schema : a.schema;
  return search_path_.empty() || std::find(search_path_.begin(), search_path_.end(), schema) != search_path_.end();
}

void IndexTouches::follow(std::string_view sql) {
  if (base::lower(sql).find("search_path") != std::string::npos) search_path_.clear();
  if (!may_touch(sql)) return;
  for (const Statement& statement : split_statements(sql)) {
    const Json tree = statement_tree(statement.text);
    // The tree's form is the parser's; should it be another than expected, nothing is known of the statement.
    try {
      const std::string kind = statement_kind(statement.text);
      if (!kind.empty()) follow_node(kind, tree.at("stmts").at(0).at("stmt").at(kind), *this);
    } catch (const Json::exception&) {
      continue;
    }
  }
}

const IndexTouch* IndexTouches::find(const QualifiedName& name) const {
  const auto found =
      std::find_if(touches_.begin(), touches_.end(), [&](const IndexTouch& one) { return same(one.name, name); });
  return found == touches_.end() ? nullptr : &*found;
}

bool IndexTouches::drops(const QualifiedName& table) const {
  return std::any_of(dropped_tables_.begin(), dropped_tables_.end(),
                     [&](const QualifiedName& one) { return same(one, table); });
}

void IndexTouches::forget(const QualifiedName& name) {
  std::erase_if(touches_, [&](const IndexTouch& one) { return same(one.name, name); });
}

void IndexTouches::make(QualifiedName name, QualifiedName table, bool only_if_missing) {
  forget(name);
  touches_.push_back({std::move(name), std::move(table), true, only_if_missing});
}

void IndexTouches::remove(QualifiedName name) {
  forget(name);
  touches_.push_back({std::move(name), {}, false, false});
}

void IndexTouches::drop_table(const QualifiedName& table) {
  std::erase_if(touches_, [&](const IndexTouch& one) { return one.made && same(one.table, table); });
  dropped_tables_.push_back(table);
}

}  // namespace barqdb::plan
