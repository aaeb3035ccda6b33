// row-level-security: Row level security of an existing table is switched on or off, or a policy changes.
#include <set>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Tables that the unit creates, or has a policy for, or switches on: what stands in one file was thought of together.
struct Known {
  std::set<std::string> created;
  std::set<std::string> with_policy;
  std::set<std::string> switched_on;
};

Known known_of(const UnitSubject& subject) {
  Known out;
  for (const auto& part : subject.statements) {
    for (const plan::ParsedStatement& statement : part) {
      const plan::SyntaxNode& node = statement.tree.inner();
      if (statement.tree.tag() == "CreateStmt") out.created.insert(relation_of(node["relation"]).name);
      if (statement.tree.tag() == "CreatePolicyStmt") out.with_policy.insert(relation_of(node["table"]).name);
      for (const plan::SyntaxNode& item : node["cmds"].items) {
        if (item.inner()["subtype"].text == "AT_EnableRowSecurity")
          out.switched_on.insert(relation_of(node["relation"]).name);
      }
    }
  }
  return out;
}

void check_command(const model::QualifiedName& table, const std::string& kind, const Known& known, Found& found) {
  if (kind == "AT_DisableRowSecurity") found.add(table, "shows every row to whoever may read the table");
  if (known.created.contains(table.name)) return;
  if (kind == "AT_EnableRowSecurity" && !known.with_policy.contains(table.name))
    found.add(table, "hides every row from all but the owner, unless a policy stands there already", "info");
  if (kind == "AT_ForceRowSecurity")
    found.add(table, "the policies hold for the owner, too: code that runs as it sees and writes fewer rows", "info");
  if (kind == "AT_NoForceRowSecurity") found.add(table, "the owner sees and writes every row from now on", "info");
}

// CREATE, ALTER and DROP POLICY on a table that is in use with row level security already.
void check_policy(const plan::ParsedStatement& statement, const Known& known, Found& found) {
  const plan::SyntaxNode& node = statement.tree.inner();
  const std::string& kind = statement.tree.tag();
  const bool drops = kind == "DropStmt" && node["removeType"].text == "OBJECT_POLICY";
  if (kind != "CreatePolicyStmt" && kind != "AlterPolicyStmt" && !drops) return;
  const std::vector<std::string> names =
      drops ? strings_of(node["objects"].items[0].inner()["items"]) : std::vector<std::string>{};
  const model::QualifiedName table =
      drops ? model::QualifiedName{names.size() > 2 ? names[0] : "", names[names.size() - 2]}
            : relation_of(node["table"]);
  const bool new_here = known.created.contains(table.name) || known.switched_on.contains(table.name);
  if (new_here || (drops && known.with_policy.contains(table.name))) return;
  const std::string policy = drops ? names.back() : node["policy_name"].text;
  found.add(policy, table,
            drops ? "policy " + policy + " goes: without another one nobody but the owner sees a row of " + table.text()
                  : "policy " + policy + " changes which rows of " + table.text() + " running code sees and writes",
            "info");
}

void check(const UnitSubject& subject, Found& found) {
  const Known known = known_of(subject);
  for (std::size_t part = 0; part < subject.statements.size(); ++part) {
    if (subject.unit.parts[part].down) continue;
    for (const plan::ParsedStatement& statement : subject.statements[part]) {
      const std::size_t before = found.items.size();
      const plan::SyntaxNode& node = statement.tree.inner();
      const model::QualifiedName table = relation_of(node["relation"]);
      for (const plan::SyntaxNode& item : node["cmds"].items)
        check_command(table, item.inner()["subtype"].text, known, found);
      check_policy(statement, known, found);
      for (std::size_t i = before; i < found.items.size(); ++i) found.at(i, part, statement);
    }
  }
}

}  // namespace

Rule row_level_security() {
  Rule rule;
  rule.id = "row-level-security";
  rule.severity = "warning";
  rule.summary = "Row level security of an existing table is switched on or off, or a policy changes.";
  rule.why =
      "Switched off, every role that may read the table sees all rows, whatever the policies say. Switched on without "
      "a policy, everybody but the owner sees none. Create the policies in the same file, before. "
      "A policy that is added, changed or dropped while it is in force changes what running code sees, an info.";
  rule.bad = R"sql(ALTER TABLE accounts DISABLE ROW LEVEL SECURITY;)sql";
  rule.safe = R"sql(CREATE POLICY tenant ON accounts USING (tenant_id = current_setting('app.tenant')::bigint);
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;)sql";
  rule.unit = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
