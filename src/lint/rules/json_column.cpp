// json-column: A column has the type json.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (column.type.name != "json") continue;
    found.add_part(column.table, column.name,
                   "is json, which has no equality: DISTINCT and GROUP BY over the row fail; use jsonb",
                   subject.existing(column.table) && subject.kind != "CreateStmt" ? "" : "info");
  }
}

}  // namespace

Rule json_column() {
  Rule rule;
  rule.id = "json-column";
  rule.severity = "warning";
  rule.summary = "A column has the type json.";
  rule.why =
      "json has no equality: SELECT DISTINCT, GROUP BY and UNION over the table fail from then on, in queries that "
      "have nothing to do with the column. jsonb has one, and indexes.";
  rule.bad = R"sql(ALTER TABLE users ADD COLUMN settings json;)sql";
  rule.safe = R"sql(ALTER TABLE users ADD COLUMN settings jsonb;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
