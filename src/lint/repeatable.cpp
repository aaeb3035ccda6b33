// Statements that succeed a second time.
#include "lint/repeatable.hpp"

#include <set>

#include "lint/read.hpp"

namespace barqdb::lint {

bool repeatable(const Subject& subject) {
  static const std::set<std::string> creations = {"CreateStmt", "CreateSchemaStmt", "CreateSeqStmt",
                                                  "CreateExtensionStmt", "IndexStmt"};
  static const std::set<std::string> never = {
      "InsertStmt", "RenameStmt", "CreateEnumStmt", "CreateDomainStmt", "AlterObjectSchemaStmt", "CreatedbStmt"};
  if (never.contains(subject.kind)) return false;
  if (subject.kind == "IndexStmt" && !subject.unit.chain && subject.node["concurrent"].flag) {
    return true;  // IF NOT EXISTS would take what a broken build has left for the index: not what to recommend
  }
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

}  // namespace barqdb::lint
