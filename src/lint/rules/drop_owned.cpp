// drop-owned: Everything that a role owns is dropped.
#include <algorithm>

#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Whether all that the role owned has another owner already.
bool reassigned(const Subject& subject, const std::string& role) {
  return std::any_of(subject.before.begin(), subject.before.end(), [&](const plan::ParsedStatement& statement) {
    const auto& roles = statement.tree["ReassignOwnedStmt"]["roles"].items;
    return std::any_of(roles.begin(), roles.end(),
                       [&](const plan::SyntaxNode& one) { return one.inner()["rolename"].text == role; });
  });
}

void check(const Subject& subject, Found& found) {
  if (subject.kind != "DropOwnedStmt") return;
  for (const plan::SyntaxNode& item : subject.node["roles"].items) {
    const std::string& role = item.inner()["rolename"].text;
    if (made_here(subject, "role", {"", role})) continue;
    const bool kept = reassigned(subject, role);
    found.add(role, model::QualifiedName{},
              kept ? "takes every privilege from " + role + "; what runs as it now fails"
                   : "drops every table, view and function of " + role + " with its data, without naming one",
              kept ? "info" : "");
  }
}

}  // namespace

Rule drop_owned() {
  Rule rule;
  rule.id = "drop-owned";
  rule.severity = "warning";
  rule.summary = "Everything that a role owns is dropped.";
  rule.why =
      "DROP OWNED drops the tables, views, functions and schemas of the role in this database without naming "
      "one, and takes every privilege from it that others have given. REASSIGN OWNED gives them to another role "
      "first; then only privileges are left to take.";
  rule.bad = R"sql(DROP OWNED BY app;)sql";
  rule.safe = R"sql(REASSIGN OWNED BY app TO keeper;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
