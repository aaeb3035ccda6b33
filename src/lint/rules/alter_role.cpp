// alter-role: The rights of a role, or its password, are changed.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterRoleStmt") return;
  const std::string& role = subject.node["role"]["rolename"].text;
  if (!made_here(subject, "role", {"", role}))
    found.add(role, model::QualifiedName{}, "what runs as " + role + " has other rights from now on, in all databases");
}

}  // namespace

Rule alter_role() {
  Rule rule;
  rule.id = "alter-role";
  rule.severity = "info";
  rule.summary = "The rights of a role, or its password, are changed.";
  rule.why =
      "It takes effect at once, in all databases of the server: with NOLOGIN, another password or CONNECTION "
      "LIMIT what logs in as the role fails. Roles belong to the server, not to the schema; a migration that "
      "runs in two databases of one server changes them twice.";
  rule.bad = R"sql(ALTER ROLE app NOLOGIN;)sql";
  rule.safe = R"sql(CREATE ROLE app_next LOGIN;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
