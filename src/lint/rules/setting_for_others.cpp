// setting-for-others: A setting is changed for a role, a database or the server.
#include <map>

#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  static const std::map<std::string, std::string> kinds = {{"AlterRoleSetStmt", "every new session of role "},
                                                           {"AlterDatabaseSetStmt", "every new session in database "},
                                                           {"AlterSystemStmt", "every session of the server"}};
  const auto kind = kinds.find(subject.kind);
  if (kind == kinds.end()) return;
  const plan::SyntaxNode& node = subject.node;
  const std::string whom = node["role"]["rolename"].text + node["dbname"].text;
  const std::string& name = node["setstmt"]["name"].text;
  found.add(name.empty() ? whom : name, model::QualifiedName{},
            "changes " + (name.empty() ? std::string("all settings") : name) + " for " + kind->second + whom);
}

}  // namespace

Rule setting_for_others() {
  Rule rule;
  rule.id = "setting-for-others";
  rule.severity = "info";
  rule.summary = "A setting is changed for a role, a database or the server.";
  rule.why =
      "ALTER ROLE … SET and ALTER DATABASE … SET hold for every session that begins later, ALTER SYSTEM "
      "after the next reload: code that runs now and reconnects finds another search_path, time zone or timeout "
      "than it was tested with.";
  rule.bad = R"sql(ALTER DATABASE shop SET search_path TO sales, public;)sql";
  rule.safe = R"sql(SET LOCAL search_path TO sales, public;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
