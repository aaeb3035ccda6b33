// add-column-default: A column is added with a default, on a server that rewrites the table for it.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.options.pg_version >= 11) return;
  for (const AddedColumn& column : added_columns(subject)) {
    const plan::SyntaxNode& value = column.constraint("CONSTR_DEFAULT")["raw_expr"];
    if (!value || value["A_Const"]["isnull"].flag) continue;
    found.add_part(column.table, column.name(), "before PostgreSQL 11 a default writes every row anew");
  }
}

}  // namespace

Rule add_column_default() {
  Rule rule;
  rule.id = "add-column-default";
  rule.severity = "warning";
  rule.summary = "A column is added with a default, on a server that rewrites the table for it.";
  rule.why =
      "Before PostgreSQL 11 any default writes every row anew under an ACCESS EXCLUSIVE lock. Add the column first, "
      "set the default for new rows, fill the old ones in batches. Found with `--pg-version 10` and below only.";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
