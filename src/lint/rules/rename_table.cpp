// rename-table: A table, view or sequence is renamed under running code.
#include <algorithm>
#include <set>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool renames_a_relation(const plan::SyntaxNode& node) {
  static const std::set<std::string> types = {"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE",
                                              "OBJECT_SEQUENCE"};
  return types.contains(node["renameType"].text);
}

// The name under which a statement makes a relation, or to which it renames one.
std::string name_given_by(const plan::ParsedStatement& statement) {
  const plan::SyntaxNode& node = statement.tree.inner();
  const std::string& kind = statement.tree.tag();
  if (kind == "ViewStmt") return relation_of(node["view"]).name;
  if (kind == "CreateStmt") return relation_of(node["relation"]).name;
  if (kind == "CreateTableAsStmt") return relation_of(node["into"]["rel"]).name;
  return kind == "RenameStmt" && renames_a_relation(node) ? node["newname"].text : "";
}

// Whether code that asks for the old name finds something there when the transaction ends.
bool serves_again(const Subject& subject, const std::string& name) {
  for (const plan::ParsedStatement& statement : subject.after) {
    if (statement.tree.tag() == "TransactionStmt") return false;
    if (name_given_by(statement) == name) return true;
  }
  return false;
}

bool drops(const plan::SyntaxNode& node, const std::string& name) {
  const auto& objects = node["objects"].items;
  return std::any_of(objects.begin(), objects.end(),
                     [&](const plan::SyntaxNode& object) { return name_of(object.inner()["items"]).name == name; });
}

// Whether the new name was taken from another relation just before: the second half of a swap.
bool completes_a_swap(const Subject& subject, const std::string& name) {
  for (auto at = subject.before.rbegin(); at != subject.before.rend(); ++at) {
    if (at->tree.tag() == "TransactionStmt") return false;
    const plan::SyntaxNode& node = at->tree.inner();
    if (at->tree.tag() == "DropStmt" && drops(node, name)) return true;
    if (at->tree.tag() == "RenameStmt" && renames_a_relation(node) && relation_of(node["relation"]).name == name)
      return true;
  }
  return false;
}

void check(const Subject& subject, Found& found) {
  if (subject.kind != "RenameStmt" || !renames_a_relation(subject.node)) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const std::string& to = subject.node["newname"].text;
  if (!subject.existing(table)) return;
  if (subject.transaction.open && (serves_again(subject, table.name) || completes_a_swap(subject, to))) return;
  const bool sequence = subject.node["renameType"].text == "OBJECT_SEQUENCE";
  const std::string remedy = "; put a view of that name over " + to + " in the same transaction";
  found.add(table, "code that runs now asks for " + table.text() + " and fails" + (sequence ? "" : remedy));
}

}  // namespace

Rule rename_table() {
  Rule rule;
  rule.id = "rename-table";
  rule.severity = "warning";
  rule.summary = "A table, view or sequence is renamed under running code.";
  rule.why =
      "Code that runs now asks for the old name and fails from this moment on. Where the old name must go on for a "
      "while, put a view of that name over the table in the same transaction: that is not found, nor is a swap of two "
      "tables in one transaction.";
  rule.bad = R"sql(ALTER TABLE users RENAME TO accounts;)sql";
  rule.safe = R"sql(BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
