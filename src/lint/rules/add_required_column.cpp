// add-required-column: A column is added NOT NULL without a default.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  std::vector<AddedColumn> columns = added_columns(subject);
  for (AddedColumn& column : columns_added_to_rows(subject)) columns.push_back(std::move(column));
  for (const AddedColumn& column : columns) {
    const bool required = column.constraint("CONSTR_NOTNULL") || column.constraint("CONSTR_PRIMARY");
    const plan::SyntaxNode& fallback = column.constraint("CONSTR_DEFAULT");
    const bool filled = (fallback && !fallback["raw_expr"]["A_Const"]["isnull"].flag) ||
                        column.constraint("CONSTR_IDENTITY") || column.constraint("CONSTR_GENERATED") ||
                        is_serial(column.type);
    if (!required || filled) continue;
    found.add_part(column.table, column.name(),
                   "fails when " + column.table.text() + " has rows: they would be null in a column that must not be");
  }
}

}  // namespace

Rule add_required_column() {
  Rule rule;
  rule.id = "add-required-column";
  rule.severity = "error";
  rule.summary = "A column is added NOT NULL without a default.";
  rule.why =
      "The statement fails as soon as the table has a row, and code that does not know the column can insert none. Add "
      "the column so that it may be null or has a default, fill it, then make it NOT NULL.";
  rule.bad = R"sql(ALTER TABLE users ADD COLUMN email text NOT NULL;)sql";
  rule.safe = R"sql(ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
