// char-column: A column has the type char(n).
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (column.type.name != "bpchar") continue;
    found.add_part(column.table, column.name, "is " + text_of(column.type) + ", which pads with blanks; use text");
  }
}

}  // namespace

Rule char_column() {
  Rule rule;
  rule.id = "char-column";
  rule.severity = "warning";
  rule.summary = "A column has the type char(n).";
  rule.why =
      "char(n) pads with blanks up to its length, compares without them, and keeps out nothing but texts that are too "
      "long. It saves neither space nor time. text with a check does what was meant.";
  rule.bad = R"sql(CREATE TABLE items (code char(10) NOT NULL);)sql";
  rule.safe = R"sql(CREATE TABLE items (code text NOT NULL CHECK (length(code) <= 10));)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
