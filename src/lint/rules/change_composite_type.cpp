// change-composite-type: An attribute of a composite type is added or changed.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterTableStmt" || subject.node["objtype"].text != "OBJECT_TYPE") return;
  const model::QualifiedName type = relation_of(subject.node["relation"]);
  if (made_here(subject, "type", type)) return;
  for (const plan::SyntaxNode& item : subject.node["cmds"].items) {
    const plan::SyntaxNode& command = item.inner();
    const std::string& kind = command["subtype"].text;
    if (kind == "AT_AddColumn")
      found.add(type.text(), model::QualifiedName{},
                "values of " + type.text() + " that running code reads have one part more");
    if (kind == "AT_AlterColumnType")
      found.add(type.text() + "." + command["name"].text, model::QualifiedName{},
                "is refused while a column is of type " + type.text() + ", and changes what running code reads",
                "warning");
  }
}

}  // namespace

Rule change_composite_type() {
  Rule rule;
  rule.id = "change-composite-type";
  rule.severity = "info";
  rule.summary = "An attribute of a composite type is added or changed.";
  rule.why =
      "Rows of the type that running code takes apart or builds by position have another shape from this moment "
      "on. The type of an attribute cannot be changed while a column is made of the type: that is a warning. "
      "Attributes that are dropped are found by drop-column.";
  rule.bad = R"sql(ALTER TYPE address ADD ATTRIBUTE street text;)sql";
  rule.safe = R"sql(CREATE TYPE address_with_street AS (city text, street text);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
