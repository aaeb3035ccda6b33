// row-level-security: Row level security of an existing table is switched on or off.
#include <set>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Tables that the unit creates, or has a policy for.
std::set<std::string> cared_for(const UnitSubject& subject) {
  std::set<std::string> out;
  for (const auto& part : subject.statements) {
    for (const plan::ParsedStatement& statement : part) {
      const plan::SyntaxNode& node = statement.tree.inner();
      if (statement.tree.tag() == "CreateStmt") out.insert(relation_of(node["relation"]).name);
      if (statement.tree.tag() == "CreatePolicyStmt") out.insert(relation_of(node["table"]).name);
    }
  }
  return out;
}

void check(const UnitSubject& subject, Found& found) {
  const std::set<std::string> known = cared_for(subject);
  for (std::size_t part = 0; part < subject.statements.size(); ++part) {
    if (subject.unit.parts[part].down) continue;
    for (const plan::ParsedStatement& statement : subject.statements[part]) {
      if (statement.tree.tag() != "AlterTableStmt") continue;
      const model::QualifiedName table = relation_of(statement.tree.inner()["relation"]);
      for (const plan::SyntaxNode& item : statement.tree.inner()["cmds"].items) {
        const std::string& kind = item.inner()["subtype"].text;
        if (kind == "AT_DisableRowSecurity") {
          found.add(table, "shows every row to whoever may read the table");
        } else if (kind == "AT_EnableRowSecurity" && !known.contains(table.name)) {
          found.add(table, "hides every row from all but the owner, unless a policy stands there already", "info");
        } else {
          continue;
        }
        found.at(part, statement);
      }
    }
  }
}

}  // namespace

Rule row_level_security() {
  Rule rule;
  rule.id = "row-level-security";
  rule.severity = "warning";
  rule.summary = "Row level security of an existing table is switched on or off.";
  rule.why =
      "Switched off, every role that may read the table sees all rows, whatever the policies say. Switched on without "
      "a policy, everybody but the owner sees none. Create the policies in the same file, before.";
  rule.bad = R"sql(ALTER TABLE accounts DISABLE ROW LEVEL SECURITY;)sql";
  rule.safe = R"sql(CREATE POLICY tenant ON accounts USING (tenant_id = current_setting('app.tenant')::bigint);
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;)sql";
  rule.unit = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
