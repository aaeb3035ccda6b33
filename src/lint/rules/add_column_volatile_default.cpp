// add-column-volatile-default: A column is added with a default that each row computes for itself.
#include "lint/read.hpp"
#include "lint/rule.hpp"
#include "lint/volatility.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedColumn& column : added_columns(subject)) {
    const std::string function = volatile_function(column.constraint("CONSTR_DEFAULT")["raw_expr"]);
    if (function.empty() || subject.options.pg_version < 11) continue;
    found.add_part(column.table, column.name(),
                   "every row of " + column.table.text() + " is written anew to hold its own value of " + function +
                       "(); add the column first, then set the default");
  }
}

}  // namespace

Rule add_column_volatile_default() {
  Rule rule;
  rule.id = "add-column-volatile-default";
  rule.severity = "warning";
  rule.summary = "A column is added with a default that each row computes for itself.";
  rule.why =
      "A constant default, and one that is fixed for the statement such as now(), is kept in the catalog: no row is "
      "touched. A volatile one (random(), gen_random_uuid(), nextval() …) is computed for every row: the table is "
      "written anew under an ACCESS EXCLUSIVE lock. Functions that are not known here are taken for volatile. Add the "
      "column first, set the default for new rows, fill the old ones in batches.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN token uuid;
ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
