// replace-in-place: A view or function that running code uses is replaced.
#include <algorithm>

#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool changes_view_options(const Subject& subject) {
  if (subject.kind != "AlterTableStmt" || subject.node["objtype"].text != "OBJECT_VIEW") return false;
  const auto& commands = subject.node["cmds"].items;
  return std::any_of(commands.begin(), commands.end(),
                     [](const plan::SyntaxNode& item) { return item.inner()["subtype"].text.ends_with("RelOptions"); });
}

std::string replaced(const Subject& subject) {
  const plan::SyntaxNode& node = subject.node;
  if (subject.kind == "AlterFunctionStmt") return name_of(node["func"]["objname"]).text();
  if (changes_view_options(subject)) return relation_of(node["relation"]).text();
  if (!node["replace"].flag) return "";
  if (subject.kind == "CreateTrigStmt") return node["trigname"].text;
  if (subject.kind == "RuleStmt") return node["rulename"].text;
  const auto made = made_by(subject.kind, node);
  return made && !made_here(subject, made->kind, made->name) ? made->name.text() : "";
}

void check(const Subject& subject, Found& found) {
  const std::string name = replaced(subject);
  if (!name.empty()) found.add(name, model::QualifiedName{}, "what runs now gets another " + name + " from now on");
}

}  // namespace

Rule replace_in_place() {
  Rule rule;
  rule.id = "replace-in-place";
  rule.severity = "info";
  rule.summary = "A view or function that running code uses is replaced.";
  rule.why =
      "From this moment on what runs now gets what the new one computes. Mostly that is what is wanted, so the "
      "rule is off; for those who must be able to go back to the release before.";
  rule.bad = R"sql(CREATE OR REPLACE VIEW active_users AS SELECT id FROM users WHERE active;)sql";
  rule.safe = R"sql(CREATE VIEW active_users_2 AS SELECT id FROM users WHERE active;)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
