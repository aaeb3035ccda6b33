// drop-role: A role is dropped.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "DropRoleStmt") return;
  for (const plan::SyntaxNode& item : subject.node["roles"].items) {
    const std::string& role = item.inner()["rolename"].text;
    if (!made_here(subject, "role", {"", role}))
      found.add(role, model::QualifiedName{}, "what logs in as " + role + " fails");
  }
}

}  // namespace

Rule drop_role() {
  Rule rule;
  rule.id = "drop-role";
  rule.severity = "warning";
  rule.summary = "A role is dropped.";
  rule.why =
      "Sessions of the role go on with no rights, and nobody can log in as it any more. The server refuses "
      "while the role owns anything or has privileges in any database.";
  rule.bad = R"sql(DROP ROLE app;)sql";
  rule.safe = R"sql(CREATE ROLE app_next LOGIN;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
