// rename-type: A type is renamed under running code.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "RenameStmt") return;
  const std::string& type = subject.node["renameType"].text;
  if (type != "OBJECT_TYPE" && type != "OBJECT_DOMAIN") return;
  const model::QualifiedName name = name_of(subject.node["object"]["List"]["items"]);
  if (made_here(subject, "type", name)) return;
  found.add(name.text(), model::QualifiedName{}, "code that names the old type fails");
}

}  // namespace

Rule rename_type() {
  Rule rule;
  rule.id = "rename-type";
  rule.severity = "warning";
  rule.summary = "A type is renamed under running code.";
  rule.why =
      "Casts and functions that name the type as text, and drivers that looked it up when they connected, fail from "
      "this moment on.";
  rule.bad = R"sql(ALTER TYPE status RENAME TO order_status;)sql";
  rule.safe = R"sql(CREATE TYPE order_status AS ENUM ('open', 'closed');)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
