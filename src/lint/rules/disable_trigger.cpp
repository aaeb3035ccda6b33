// disable-trigger: Triggers or rules are switched off.
#include <map>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  static const std::map<std::string, std::string> kinds = {
      {"AT_DisableTrig", "trigger"}, {"AT_DisableTrigAll", "triggers"},   {"AT_DisableTrigUser", "triggers"},
      {"AT_DisableRule", "rule"},    {"AT_EnableReplicaTrig", "trigger"}, {"AT_EnableReplicaRule", "rule"}};
  for (const AlterCommand& command : alter_commands(subject)) {
    const auto kind = kinds.find(command.kind);
    if (kind == kinds.end()) continue;
    const std::string what = kind->second + (command.name.empty() ? "" : " " + command.name);
    const bool replica = command.kind.find("Replica") != std::string::npos;
    found.add(command.table, "what the " + what + " of " + command.table.text() +
                                 (replica ? " does happens in sessions of replication alone from now on"
                                          : " does happens for nobody until it is on again"));
  }
  if (subject.kind != "VariableSetStmt" || subject.node["name"].text != "session_replication_role") return;
  const auto& arguments = subject.node["args"].items;
  if (arguments.empty() || arguments.front()["A_Const"]["sval"]["sval"].text != "replica") return;
  found.add(model::QualifiedName{}, "no trigger fires and no foreign key is checked in this session");
}

}  // namespace

Rule disable_trigger() {
  Rule rule;
  rule.id = "disable-trigger";
  rule.severity = "warning";
  rule.summary = "Triggers or rules are switched off.";
  rule.why =
      "Until they are switched on again nothing that they do happens, for nobody: with DISABLE TRIGGER ALL, and with "
      "session_replication_role = replica, not even foreign keys are checked. Rows that come in meanwhile are never "
      "checked afterwards. ENABLE REPLICA switches a trigger or rule off for all but the sessions that apply what "
      "replication brings.";
  rule.bad = R"sql(ALTER TABLE orders DISABLE TRIGGER ALL;)sql";
  rule.safe = R"sql(UPDATE orders SET amount = 0 WHERE id BETWEEN 1 AND 1000 AND amount IS NULL;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
