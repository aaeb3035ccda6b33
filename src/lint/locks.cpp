// Which statements lock what.
#include "lint/locks.hpp"

#include <algorithm>

#include "lint/read.hpp"
#include "plan/transaction_use.hpp"

namespace barqdb::lint {
namespace {

using plan::SyntaxNode;

// Commands that keep others out for as long as a transaction lasts.
bool takes_access_exclusive(const AlterCommand& command) {
  static const std::set<std::string> weaker = {
      "AT_ValidateConstraint", "AT_SetStatistics",    "AT_SetOptions",    "AT_ResetOptions",   "AT_AttachPartition",
      "AT_EnableTrig",         "AT_DisableTrig",      "AT_EnableTrigAll", "AT_DisableTrigAll", "AT_EnableTrigUser",
      "AT_DisableTrigUser",    "AT_ClusterOn",        "AT_DropCluster",   "AT_SetRelOptions",  "AT_ResetRelOptions",
      "AT_EnableAlwaysTrig",   "AT_EnableReplicaTrig"};
  if (command.kind == "AT_AddConstraint") return command.node["def"]["Constraint"]["contype"].text != "CONSTR_FOREIGN";
  if (command.kind == "AT_DetachPartition") return !command.node["def"]["PartitionCmd"]["concurrent"].flag;
  return !weaker.contains(command.kind);
}

void add_relations(const Subject& subject, const SyntaxNode& list, std::vector<model::QualifiedName>& out) {
  for (const SyntaxNode& item : list.items) {
    const model::QualifiedName table = relation_of(item.inner());
    if (subject.existing(table)) out.push_back(table);
  }
}

}  // namespace

std::vector<model::QualifiedName> exclusive_locks(const Subject& subject) {
  std::vector<model::QualifiedName> out;
  const SyntaxNode& node = subject.node;
  const auto add = [&](const model::QualifiedName& table) {
    if (!table.name.empty() && subject.existing(table)) out.push_back(table);
  };
  const std::vector<AlterCommand> commands = alter_commands(subject);
  if (std::any_of(commands.begin(), commands.end(), takes_access_exclusive)) add(commands.front().table);
  for (const char* type : {"OBJECT_TABLE", "OBJECT_MATVIEW"}) {
    for (const model::QualifiedName& name : dropped(subject, type)) {
      add(name);
      const KnownTable* known = subject.schema.find(name);
      if (known != nullptr) add(known->partition_of);
    }
  }
  for (const char* type : {"OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY"}) {
    for (const model::QualifiedName& table : tables_of_dropped(subject, type)) add(table);
  }
  if (subject.kind == "RuleStmt") add(relation_of(node["relation"]));
  if (subject.kind == "CreateStmt" && node["partbound"]) add(relation_of(node["inhRelations"].items[0].inner()));
  if (subject.kind == "VacuumStmt" && plan::option_on(node["options"], "full")) {
    for (const SyntaxNode& item : node["rels"].items) add(relation_of(item.inner()["relation"]));
  }
  const std::string& renamed = node["renameType"].text;
  if (subject.kind == "RenameStmt" && (renamed == "OBJECT_TABLE" || renamed == "OBJECT_COLUMN"))
    add(relation_of(node["relation"]));
  if (subject.kind == "AlterObjectSchemaStmt" || subject.kind == "ClusterStmt") add(relation_of(node["relation"]));
  if (subject.kind == "CreatePolicyStmt" || subject.kind == "AlterPolicyStmt") add(relation_of(node["table"]));
  if (subject.kind == "RefreshMatViewStmt" && !node["concurrent"].flag) add(relation_of(node["relation"]));
  if (subject.kind == "TruncateStmt") add_relations(subject, node["relations"], out);
  if (subject.kind == "LockStmt" && node["mode"].number == 8) add_relations(subject, node["relations"], out);
  return out;
}

std::vector<model::QualifiedName> strong_locks(const Subject& subject) {
  std::vector<model::QualifiedName> out = exclusive_locks(subject);
  const SyntaxNode& node = subject.node;
  const auto add = [&](const model::QualifiedName& table) {
    if (!table.name.empty() && subject.existing(table)) out.push_back(table);
  };
  if (concurrent(subject)) return out;
  if (subject.kind == "IndexStmt" || subject.kind == "CreateTrigStmt" || subject.kind == "ReindexStmt")
    add(relation_of(node["relation"]));
  if (subject.kind == "LockStmt" && node["mode"].number >= 5 && node["mode"].number < 8)
    add_relations(subject, node["relations"], out);
  for (const model::QualifiedName& index : dropped(subject, "OBJECT_INDEX")) {
    const auto known = subject.schema.indexes.find({index.schema.empty() ? "public" : index.schema, index.name});
    if (known == subject.schema.indexes.end() || subject.existing(known->second.table)) out.push_back(index);
  }
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind == "AT_AttachPartition") add(relation_of(command.node["def"]["PartitionCmd"]["name"]));
    const bool triggers = command.kind.find("Trig") != std::string::npos;
    if (triggers || command.kind == "AT_AddConstraint") add(command.table);
  }
  // A foreign key puts triggers on the table that it refers to as well.
  if (subject.kind == "CreateStmt" || subject.kind == "AlterTableStmt") {
    plan::walk(node, [&](const std::string& name, const SyntaxNode& value) {
      if (name == "pktable") add(relation_of(value));
    });
  }
  return out;
}

}  // namespace barqdb::lint
