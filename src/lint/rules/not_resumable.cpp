// not-resumable: A statement outside a transaction cannot be run a second time.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool repeatable(const Subject& subject) {
  static const std::set<std::string> creations = {"CreateStmt", "CreateSchemaStmt", "CreateSeqStmt",
                                                  "CreateExtensionStmt", "IndexStmt"};
  static const std::set<std::string> never = {
      "InsertStmt", "RenameStmt", "CreateEnumStmt", "CreateDomainStmt", "AlterObjectSchemaStmt", "CreatedbStmt"};
  if (never.contains(subject.kind)) return false;
  if (creations.contains(subject.kind)) return subject.node["if_not_exists"].flag;
  if (subject.kind == "DropStmt") return subject.node["missing_ok"].flag;
  if (subject.kind == "AlterEnumStmt") return subject.node["skipIfNewValExists"].flag;
  for (const AlterCommand& command : alter_commands(subject)) {
    const bool adds = command.kind == "AT_AddColumn" || command.kind == "AT_AddConstraint";
    const bool drops = command.kind == "AT_DropColumn" || command.kind == "AT_DropConstraint";
    if ((adds || drops) && !command.node["missing_ok"].flag) return false;
  }
  return true;
}

void check(const Subject& subject, Found& found) {
  if (!subject.unit.chain || subject.transaction.open || subject.statements < 2 || subject.last) return;
  if (repeatable(subject)) return;
  found.add(model::QualifiedName{},
            "stays done when a later statement of this step fails, and cannot be run again then");
}

}  // namespace

Rule not_resumable() {
  Rule rule;
  rule.id = "not-resumable";
  rule.severity = "warning";
  rule.summary = "A statement outside a transaction cannot be run a second time.";
  rule.why =
      "Without a transaction the statements before a failure stay done. When the file is run again, those that cannot "
      "be repeated fail, and the rest is never reached. Give each statement a step of its own, which barqdb remembers, "
      "or write it so that it can be repeated (IF NOT EXISTS, IF EXISTS).";
  rule.statement = check;
  rule.chain_example = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
