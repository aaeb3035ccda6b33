// A rule a kind of statement, over libpg-query's tree. tests/integration/statement_locks_test.cpp holds them against
// pg_locks.
#include "plan/lock_rules.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "plan/tree_names.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;
using Level = LockLevel;

const Json& list(const Json& node, const char* key) {
  static const Json none = Json::array();
  const auto found = node.find(key);
  return found == node.end() ? none : *found;
}

std::string text_of(const Json& node) { return node.value("/String/sval"_json_pointer, ""); }

void take_referenced(const Json& constraints, TableLocks& locks) {
  for (const Json& entry : constraints) {
    const Json& constraint = entry.value("Constraint", Json::object());
    if (constraint.value("contype", "") == "CONSTR_FOREIGN")
      locks.take(constraint["pktable"], Level::share_row_exclusive);
  }
}

void create_table(const Json& node, TableLocks& locks) {
  locks.create(node.at("relation"));
  for (const Json& parent : list(node, "inhRelations")) {
    locks.take(parent.at("RangeVar"),
               node.contains("partbound") ? Level::access_exclusive : Level::share_update_exclusive);
  }
  for (const Json& element : list(node, "tableElts")) {
    if (element.contains("ColumnDef")) take_referenced(list(element["ColumnDef"], "constraints"), locks);
    if (element.contains("Constraint")) take_referenced(Json::array({element}), locks);
  }
}

Level level_of_change(const Json& command) {
  const std::string kind = command.value("subtype", "");
  static const std::set<std::string> gentle = {"AT_ValidateConstraint", "AT_SetStatistics", "AT_SetOptions",
                                               "AT_ResetOptions",       "AT_SetRelOptions", "AT_ResetRelOptions",
                                               "AT_ClusterOn",          "AT_DropCluster",   "AT_AttachPartition"};
  if (gentle.contains(kind)) return Level::share_update_exclusive;
  if (kind.starts_with("AT_EnableTrig") || kind.starts_with("AT_DisableTrig")) return Level::share_row_exclusive;
  if (kind == "AT_DetachPartition" && command.value("/def/PartitionCmd/concurrent"_json_pointer, false))
    return Level::share_update_exclusive;
  const bool foreign_key = command.value("/def/Constraint/contype"_json_pointer, "") == "CONSTR_FOREIGN";
  return kind == "AT_AddConstraint" && foreign_key ? Level::share_row_exclusive : Level::access_exclusive;
}

void alter_table(const Json& node, TableLocks& locks) {
  const std::string kind = node.value("objtype", "");
  if (kind == "OBJECT_INDEX" || kind == "OBJECT_TYPE") return;  // no table waits for it
  Level strongest = Level::share_update_exclusive;
  for (const Json& entry : list(node, "cmds")) {
    const Json& command = entry.at("AlterTableCmd");
    strongest = std::max(strongest, level_of_change(command));
    const Json definition = command.value("def", Json::object());
    if (definition.contains("Constraint")) take_referenced(Json::array({definition}), locks);
    if (definition.contains("ColumnDef")) take_referenced(list(definition["ColumnDef"], "constraints"), locks);
    if (definition.contains("PartitionCmd")) locks.take(definition["PartitionCmd"].at("name"), Level::access_exclusive);
  }
  locks.take(node.at("relation"), strongest);
}

void drop(const Json& node, TableLocks& locks) {
  static const std::set<std::string> whole = {"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE",
                                              "OBJECT_SEQUENCE"};
  const std::string kind = node.value("removeType", "");
  const bool inside = kind == "OBJECT_TRIGGER" || kind == "OBJECT_POLICY" || kind == "OBJECT_RULE";
  if (kind == "OBJECT_INDEX" || kind == "OBJECT_SCHEMA" || kind == "OBJECT_EXTENSION") locks.unknown = true;  // whose?
  if (!inside && !whole.contains(kind)) return;
  for (const Json& object : list(node, "objects")) {
    if (object.contains("List")) locks.take_listed(object["List"].at("items"), inside ? 1 : 0, Level::access_exclusive);
  }
}

void take_all(const Json& relations, Level level, TableLocks& locks) {
  for (const Json& relation : relations) locks.take(relation.at("RangeVar"), level);
}

bool has_option(const Json& options, const char* name) {
  return std::any_of(options.begin(), options.end(),
                     [&](const Json& option) { return option.value("/DefElem/defname"_json_pointer, "") == name; });
}

void vacuum(const Json& node, TableLocks& locks) {
  const bool full = has_option(list(node, "options"), "full");
  if (list(node, "rels").empty()) locks.unknown = true;  // every table
  for (const Json& relation : list(node, "rels"))
    locks.take(relation.at("VacuumRelation").at("relation"),
               full ? Level::access_exclusive : Level::share_update_exclusive);
}

void rename(const Json& node, TableLocks& locks) {
  if (!node.contains("relation") || node.value("renameType", "") == "OBJECT_INDEX") return;
  locks.take(node["relation"], Level::access_exclusive);
}

void comment(const Json& node, TableLocks& locks) {
  const std::string kind = node.value("objtype", "");
  const Json items = node.value("/object/List/items"_json_pointer, Json::array());
  const bool inside = kind == "OBJECT_COLUMN" || kind == "OBJECT_TABCONSTRAINT" || kind == "OBJECT_TRIGGER";
  if (inside || kind == "OBJECT_TABLE") locks.take_listed(items, inside ? 1 : 0, Level::share_update_exclusive);
}

void select(const Json& node, TableLocks& locks) {
  if (node.contains("intoClause")) locks.create(node["intoClause"].at("rel"));
  for (const Json& source : list(node, "fromClause")) {
    if (source.contains("RangeVar")) locks.take(source["RangeVar"], Level::access_share);
  }
  if (node.dump().find("\"FuncCall\"") != std::string::npos) locks.unknown = true;
}

using Rule = void (*)(const Json& node, TableLocks& locks);

template <Level level>
void relation(const Json& node, TableLocks& locks) {
  locks.take(node.at("relation"), level);
}

// Statements of which only the locks on tables are known to be none stand here with `nothing`.
void nothing(const Json&, TableLocks&) {}

const std::map<std::string, Rule>& kinds() {
  static const std::map<std::string, Rule> all = {
      {"CreateStmt", create_table},
      {"AlterTableStmt", alter_table},
      {"DropStmt", drop},
      {"VacuumStmt", vacuum},
      {"RenameStmt", rename},
      {"CommentStmt", comment},
      {"SelectStmt", select},
      {"IndexStmt",
       [](const Json& node, TableLocks& locks) {
         locks.take(node.at("relation"),
                    node.value("concurrent", false) ? Level::share_update_exclusive : Level::share);
       }},
      {"LockStmt",
       [](const Json& node, TableLocks& locks) {
         take_all(list(node, "relations"), static_cast<Level>(node.value("mode", 8)), locks);
       }},
      {"RefreshMatViewStmt",
       [](const Json& node, TableLocks& locks) {
         locks.take(node.at("relation"), node.value("concurrent", false) ? Level::exclusive : Level::access_exclusive);
       }},
      {"TruncateStmt",
       [](const Json& node, TableLocks& locks) { take_all(list(node, "relations"), Level::access_exclusive, locks); }},
      {"CreateTableAsStmt", [](const Json& node, TableLocks& locks) { locks.create(node.at("into").at("rel")); }},
      {"CreatePolicyStmt",
       [](const Json& node, TableLocks& locks) { locks.take(node.at("table"), Level::access_exclusive); }},
      {"AlterPolicyStmt",
       [](const Json& node, TableLocks& locks) { locks.take(node.at("table"), Level::access_exclusive); }},
      {"AlterObjectSchemaStmt",
       [](const Json& node, TableLocks& locks) {
         if (node.contains("relation")) locks.take(node["relation"], Level::access_exclusive);
       }},
      {"InsertStmt", relation<Level::row_exclusive>},
      {"UpdateStmt", relation<Level::row_exclusive>},
      {"DeleteStmt", relation<Level::row_exclusive>},
      {"MergeStmt", relation<Level::row_exclusive>},
      {"CreateTrigStmt", relation<Level::share_row_exclusive>},
      {"RuleStmt", relation<Level::access_exclusive>},
      {"ClusterStmt", relation<Level::access_exclusive>},
      {"CreateStatsStmt",
       [](const Json& node, TableLocks& locks) {
         take_all(list(node, "relations"), Level::share_update_exclusive, locks);
       }},
      {"ViewStmt", nothing},
      {"CreateSchemaStmt", nothing},
      {"CreateSeqStmt", nothing},
      {"CreateEnumStmt", nothing},
      {"AlterEnumStmt", nothing},
      {"CreateDomainStmt", nothing},
      {"CompositeTypeStmt", nothing},
      {"CreateFunctionStmt", nothing},
      {"CreateExtensionStmt", nothing},
      {"GrantStmt", nothing},
      {"GrantRoleStmt", nothing},
      {"CreateRoleStmt", nothing},
      {"AlterRoleStmt", nothing},
      {"VariableSetStmt", nothing},
      {"DefineStmt", nothing},
      {"AlterFunctionStmt", nothing},
      {"AlterOwnerStmt", nothing},
      {"AlterDefaultPrivilegesStmt", nothing},
      {"AlterSystemStmt", nothing},
      {"CreatedbStmt", nothing},
      {"DropRoleStmt", nothing},
      {"CreateCastStmt", nothing},
      {"CreateRangeStmt", nothing},
      {"AlterSeqStmt", nothing}};
  return all;
}

}  // namespace

void TableLocks::add(const Json& statement) {
  const auto rule = kinds().find(statement.begin().key());
  if (rule == kinds().end()) {
    unknown = true;
  } else {
    rule->second(statement.begin().value(), *this);
  }
}

void TableLocks::create(const Json& relation) { own_.insert(relation_name(relation)); }

void TableLocks::take(const Json& relation, Level level) { take_named(relation_name(relation), level); }

void TableLocks::take_listed(const Json& items, std::size_t tail, Level level) {
  if (items.size() <= tail) return;
  const std::size_t at = items.size() - tail - 1;
  take_named({at > 0 ? text_of(items[at - 1]) : "", text_of(items[at])}, level);
}

void TableLocks::take_named(const model::QualifiedName& table, Level level) {
  if (table.name.empty() || own_.contains(table) || own_.contains({"", table.name})) return;
  Level& strongest = taken.emplace(table, level).first->second;
  strongest = std::max(strongest, level);
}

}  // namespace barqdb::plan
