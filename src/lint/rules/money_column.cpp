// money-column: A column has the type money.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (column.type.name == "money")
      found.add_part(column.table, column.name, "is money, whose digits hang on lc_monetary; use numeric");
  }
}

}  // namespace

Rule money_column() {
  Rule rule;
  rule.id = "money-column";
  rule.severity = "info";
  rule.summary = "A column has the type money.";
  rule.why =
      "It has no currency, and prints and reads its digits by lc_monetary: a dump that is loaded where that is "
      "another has other amounts. numeric, with the currency beside it, does not depend on a setting.";
  rule.bad = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY, total money);)sql";
  rule.safe = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2));)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
