// integer-column: A column has an integer type of four bytes or fewer.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    const int bytes = integer_bytes(column.type);
    if (bytes != 2 && bytes != 4) continue;
    const std::string last = bytes == 2 ? "32,767" : "2,147,483,647";
    found.add_part(column.table, column.name,
                   "is " + text_of(column.type) + ", which ends at " + last + "; use bigint");
  }
}

}  // namespace

Rule integer_column() {
  Rule rule;
  rule.id = "integer-column";
  rule.severity = "info";
  rule.summary = "A column has an integer type of four bytes or fewer.";
  rule.why =
      "smallint ends at 32,767 and integer at 2,147,483,647; bigint later means to write the table anew. What "
      "counts things, or refers to a key that may grow, is bigint from the beginning. A matter of taste where "
      "the range is known, so the rule is off.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN customer_id integer;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN customer_id bigint;)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
