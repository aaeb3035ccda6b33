// prefer-text: A column has the type varchar(n).
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (column.type.name != "varchar" || column.type.modifiers.empty()) continue;
    found.add_part(column.table, column.name, "is " + text_of(column.type) + "; use text with a check");
  }
}

}  // namespace

Rule prefer_text() {
  Rule rule;
  rule.id = "prefer-text";
  rule.severity = "info";
  rule.summary = "A column has the type varchar(n).";
  rule.why =
      "The length of varchar(n) is a rule that changes, and a shorter one rewrites the table. text with a check can be "
      "changed either way without a rewrite. A matter of taste, so the rule is off.";
  rule.bad = R"sql(CREATE TABLE users (name varchar(100));)sql";
  rule.safe = R"sql(CREATE TABLE users (name text);)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
