// disable-trigger: Triggers are switched off.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  static const std::set<std::string> kinds = {"AT_DisableTrig", "AT_DisableTrigAll", "AT_DisableTrigUser"};
  for (const AlterCommand& command : alter_commands(subject)) {
    if (kinds.contains(command.kind))
      found.add(command.table,
                "what the triggers of " + command.table.text() + " do happens for nobody until they are on again");
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
  rule.summary = "Triggers are switched off.";
  rule.why =
      "Until they are switched on again nothing that they do happens, for nobody: with DISABLE TRIGGER ALL, and with "
      "session_replication_role = replica, not even foreign keys are checked. Rows that come in meanwhile are never "
      "checked afterwards.";
  rule.bad = R"sql(ALTER TABLE orders DISABLE TRIGGER ALL;)sql";
  rule.safe = R"sql(UPDATE orders SET amount = 0 WHERE id BETWEEN 1 AND 1000 AND amount IS NULL;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
