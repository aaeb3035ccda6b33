// revoke: A privilege is taken from a role under running code.
#include <algorithm>

#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// The roles from which a privilege is taken; PUBLIC is "".
std::vector<std::string> roles_of(const plan::SyntaxNode& list) {
  std::vector<std::string> out;
  for (const plan::SyntaxNode& item : list.items) out.push_back(item.inner()["rolename"].text);
  return out;
}

model::QualifiedName object_of(const plan::SyntaxNode& object) {
  const plan::SyntaxNode& node = object.inner();
  if (object.tag() == "RangeVar") return relation_of(node);
  if (object.tag() == "ObjectWithArgs") return name_of(node["objname"]);
  if (object.tag() == "List") return name_of(node["items"]);
  return {"", node["sval"].text};
}

bool all_new(const Subject& subject, const plan::SyntaxNode& node) {
  const auto& objects = node["objects"].items;
  return !objects.empty() && std::all_of(objects.begin(), objects.end(), [&](const plan::SyntaxNode& object) {
    const model::QualifiedName name = object_of(object);
    if (object.tag() == "RangeVar" && !subject.existing(name)) return true;
    static const std::vector<std::string> kinds = {"view", "sequence", "function", "type", "schema"};
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const std::string& kind) { return made_here(subject, kind, name); });
  });
}

void check(const Subject& subject, Found& found) {
  const bool membership = subject.kind == "GrantRoleStmt";
  const bool defaults = subject.kind == "AlterDefaultPrivilegesStmt";
  if (!membership && !defaults && subject.kind != "GrantStmt") return;
  const plan::SyntaxNode& node = defaults ? subject.node["action"] : subject.node;
  if (node["is_grant"].flag || all_new(subject, node)) return;
  const auto& objects = node["objects"].items;
  const std::string object = objects.empty() ? "" : object_of(objects.front()).text();
  for (const std::string& role : roles_of(node[membership ? "grantee_roles" : "grantees"])) {
    const std::string whom = role.empty() ? "PUBLIC" : role;
    const std::string what = object.empty() ? "" : " on " + object;
    found.add(object.empty() ? whom : object, model::QualifiedName{},
              defaults ? "objects made later lack the privilege for " + whom
                       : "statements of " + whom + " that need the privilege" + what + " fail from now on",
              defaults || role.empty() ? "info" : "");
  }
}

}  // namespace

Rule revoke() {
  Rule rule;
  rule.id = "revoke";
  rule.severity = "warning";
  rule.summary = "A privilege is taken from a role under running code.";
  rule.why =
      "Statements of the role that need it fail from this moment on. Take away what is not used: first let the "
      "code that uses it go. From PUBLIC it is an info, as roles with a grant of their own keep it. Objects "
      "that the same file has made are not found.";
  rule.bad = R"sql(REVOKE UPDATE ON orders FROM app;)sql";
  rule.safe = R"sql(GRANT UPDATE ON orders TO app;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
