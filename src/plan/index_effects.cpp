// What SQL does to indexes, from PostgreSQL's parse tree (libpg-query's JSON form).
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plan/sql_text.hpp"
#include "plan/statement_tree.hpp"
#include "plan/tree_names.hpp"
#include "plan/wanted_index_node.hpp"
#include "plan/wanted_indexes.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

struct Source {
  std::string_view text;  // of the statement
  base::Place place;
};
using Effect = void (*)(const Json& node, const Source& source, WantedIndexes& wanted);

void create_index(const Json& node, const Source& source, WantedIndexes& wanted) {
  WantedIndex index = wanted_index(node, source.text);
  index.table = wanted.full(index.table);
  index.revision = wanted.revision();
  index.place = source.place;
  if (index.definition) {
    index.definition->table = index.table;
    index.definition->place = index.place;
  }
  const auto same_name = [&](const WantedIndex& one) {
    return one.name == index.name && one.table.schema == index.table.schema;
  };
  const bool there = !index.name.empty() && std::any_of(wanted.all().begin(), wanted.all().end(), same_name);
  if (!there || !node.value("if_not_exists", false)) wanted.add(std::move(index));
}

void alter_command(const model::QualifiedName& name, const Json& command, WantedIndexes& wanted) {
  const std::string kind = command.value("subtype", "");
  if (kind == "AT_DropColumn") wanted.remove_column(name, command.value("name", ""));
  if (kind == "AT_DropConstraint") wanted.remove({wanted.full(name).schema, command.value("name", "")});
  if (kind == "AT_SetRelOptions" || kind == "AT_ResetRelOptions") wanted.alter(name);
  if (kind == "AT_AddConstraint") {
    const std::string index = command.value("/def/Constraint/indexname"_json_pointer, "");
    if (!index.empty())
      wanted.put_under_constraint(name, index, command.value("/def/Constraint/conname"_json_pointer, ""));
  }
  if (kind == "AT_DetachPartition" || kind == "AT_AttachPartition") {
    const Json part = command.value("/def/PartitionCmd/name"_json_pointer, Json::object());
    if (kind == "AT_AttachPartition")
      wanted.add_partition(relation_name(part), name);
    else
      wanted.open_table(relation_name(part));  // its parts of the table's indexes are its own now
  }
}

void alter_table(const Json& node, const Source&, WantedIndexes& wanted) {
  const model::QualifiedName name = relation_name(node.at("relation"));
  for (const Json& entry : node.value("cmds", Json::array()))
    alter_command(name, entry.value("AlterTableCmd", Json::object()), wanted);
}

void rename(const Json& node, const Source&, WantedIndexes& wanted) {
  const std::string kind = node.value("renameType", "");
  const std::string now = node.value("newname", "");
  if (kind == "OBJECT_SCHEMA") return wanted.rename_schema(node.value("subname", ""), now);
  if (!node.contains("relation")) return;
  const model::QualifiedName name = relation_name(node["relation"]);
  if (kind == "OBJECT_COLUMN") wanted.rename_column(name, node.value("subname", ""), now);
  if (kind == "OBJECT_TABCONSTRAINT") wanted.rename({wanted.full(name).schema, node.value("subname", "")}, now);
  // ALTER TABLE renames indexes, too, and ALTER INDEX nothing else.
  if (kind == "OBJECT_INDEX" || kind == "OBJECT_TABLE") wanted.rename(name, now);
  if (kind == "OBJECT_TABLE" || kind == "OBJECT_MATVIEW") wanted.rename_table(name, {wanted.full(name).schema, now});
}

void set_schema(const Json& node, const Source&, WantedIndexes& wanted) {
  if (!node.contains("relation")) return;
  const model::QualifiedName name = relation_name(node["relation"]);
  wanted.rename_table(name, {node.value("newschema", ""), name.name});
}

void drop(const Json& node, const Source&, WantedIndexes& wanted) {
  const std::string kind = node.value("removeType", "");
  for (const Json& object : node.value("objects", Json::array())) {
    if (kind == "OBJECT_SCHEMA") wanted.remove_schema(object.value("/String/sval"_json_pointer, ""));
    const model::QualifiedName name = listed_name(object.value("/List/items"_json_pointer, Json::array()));
    if (kind == "OBJECT_INDEX") wanted.remove(name);
    if (kind == "OBJECT_TABLE" || kind == "OBJECT_MATVIEW") wanted.remove_table(name);
  }
}

void create_table(const Json& node, const Source&, WantedIndexes& wanted) {
  constexpr int including_indexes = 1 << 6;  // CREATE_TABLE_LIKE_INDEXES
  const model::QualifiedName name = relation_name(node.at("relation"));
  for (const Json& element : node.value("tableElts", Json::array())) {
    if (element.contains("TableLikeClause") &&
        (element["TableLikeClause"].value("options", 0) & including_indexes) != 0)
      wanted.open_table(name);
  }
  if (!node.contains("partbound")) return;
  for (const Json& parent : node.value("inhRelations", Json::array()))
    wanted.add_partition(name, relation_name(parent.at("RangeVar")));
}

void set_variable(const Json& node, const Source&, WantedIndexes& wanted) {
  if (node.value("name", "") != "search_path") return;
  std::vector<std::string> schemas;
  for (const Json& schema : node.value("args", Json::array()))
    schemas.push_back(schema.value("/A_Const/sval/sval"_json_pointer, ""));
  wanted.set_search_path(std::move(schemas));
}

void create_function(const Json& node, const Source& source, WantedIndexes& wanted) {
  if (base::lower(source.text).find("index") == std::string::npos) return;
  wanted.add_function(base::lower(listed_name(node.at("funcname")).name));
}

Effect effect_of(const std::string& kind) {
  static const std::map<std::string, Effect> effects = {
      {"IndexStmt", create_index},
      {"AlterTableStmt", alter_table},
      {"RenameStmt", rename},
      {"AlterObjectSchemaStmt", set_schema},
      {"DropStmt", drop},
      {"CreateStmt", create_table},
      {"VariableSetStmt", set_variable},
      {"CreateFunctionStmt", create_function},
  };
  const auto found = effects.find(kind);
  return found == effects.end() ? nullptr : found->second;
}

// Whether a query calls nothing but functions that are known to leave the schema alone.
bool calls_only_harmless(std::string_view statement) {
  static const std::set<std::string> harmless = {"setval",    "set_config",      "count", "max",     "min",
                                                 "sum",       "coalesce",        "now",   "nextval", "lower",
                                                 "pg_notify", "current_setting", "upper"};
  const std::string text = base::lower(statement);
  for (std::size_t at = text.find('('); at != std::string::npos; at = text.find('(', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 || text[begin - 1] == '_'))
      --begin;
    if (begin < at && !harmless.contains(text.substr(begin, at - begin))) return false;
  }
  return true;
}

// Whether the statement may make or drop indexes in a way that its text does not show. Dynamic SQL has the word INDEX
// in it somewhere; a function has it in its body.
bool hides_indexes(const std::string& kind, std::string_view statement, const WantedIndexes& wanted) {
  const std::string text = base::lower(statement);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (kind == "CallStmt" || kind == "ExecuteStmt") return true;
  if (kind == "SelectStmt") return !calls_only_harmless(statement);
  if (kind == "DoStmt") {
    const bool calls = std::any_of(wanted.functions().begin(), wanted.functions().end(), has);
    return calls || has("index") || has("including") || has("drop table") || has("drop schema");
  }
  return kind.empty() && has("index");
}

}  // namespace

void apply_index_effects(std::string_view sql, const base::Place& place, WantedIndexes& wanted) {
  for (const Statement& statement : split_statements(sql)) {
    base::Place at = place;
    if (at.line > 0) at.line += line_at(sql, statement.offset) - 1;
    const std::string kind = statement_kind(statement.text);
    if (hides_indexes(kind, statement.text, wanted))
      wanted.add_opaque({std::string(statement.text), wanted.revision(), at});
    const Effect effect = effect_of(kind);
    if (effect == nullptr) continue;
    const Json tree = statement_tree(statement.text);
    // The tree's form is the parser's; should it be another than expected, nothing is known of the statement's effect.
    try {
      effect(tree.at("stmts").at(0).at("stmt").at(kind), {statement.text, at}, wanted);
    } catch (const Json::exception&) {
      wanted.add_opaque({std::string(statement.text), wanted.revision(), at});
    }
  }
}

}  // namespace barqdb::plan
