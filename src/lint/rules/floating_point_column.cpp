// floating-point-column: A column has a floating-point type.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (column.type.name == "float4" || column.type.name == "float8")
      found.add_part(column.table, column.name,
                     "is " + text_of(column.type) + ", which keeps no decimal fractions; use numeric");
  }
}

}  // namespace

Rule floating_point_column() {
  Rule rule;
  rule.id = "floating-point-column";
  rule.severity = "info";
  rule.summary = "A column has a floating-point type.";
  rule.why =
      "real and double precision keep binary fractions: 0.1 is not stored, sums depend on their order, and "
      "equality fails. For money and quantities numeric is right; for measurements they are what is wanted, so "
      "the rule is off.";
  rule.bad = R"sql(CREATE TABLE products (id bigint PRIMARY KEY, price double precision);)sql";
  rule.safe = R"sql(CREATE TABLE products (id bigint PRIMARY KEY, price numeric(10, 2));)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
