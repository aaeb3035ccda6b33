// enum-value-at-end: A label is added to an enum without a place.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const plan::SyntaxNode& node = subject.node;
  if (subject.kind != "AlterEnumStmt" || !node["oldVal"].text.empty() || !node["newValNeighbor"].text.empty()) return;
  const model::QualifiedName type = name_of(node["typeName"]);
  if (made_here(subject, "type", type)) return;
  found.add(
      type.text(), model::QualifiedName{},
      "'" + node["newVal"].text + "' sorts behind all other labels for good; say BEFORE or AFTER where that matters");
}

}  // namespace

Rule enum_value_at_end() {
  Rule rule;
  rule.id = "enum-value-at-end";
  rule.severity = "info";
  rule.summary = "A label is added to an enum without a place.";
  rule.why =
      "It sorts behind all others, and a label cannot be moved later. Where ORDER BY or a comparison over the "
      "type matters, say BEFORE or AFTER.";
  rule.bad = R"sql(ALTER TYPE mood ADD VALUE 'fine';)sql";
  rule.safe = R"sql(ALTER TYPE mood ADD VALUE 'fine' BEFORE 'happy';)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
