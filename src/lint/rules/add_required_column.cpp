// add-required-column: A column is added NOT NULL without a default.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedColumn& column : added_columns(subject)) {
    const bool required = column.constraint("CONSTR_NOTNULL") || column.constraint("CONSTR_PRIMARY");
    const bool filled = column.constraint("CONSTR_DEFAULT") || column.constraint("CONSTR_IDENTITY") ||
                        column.constraint("CONSTR_GENERATED") || is_serial(column.type);
    if (!required || filled) continue;
    found.add(column.table.text() + "." + column.name(), column.table,
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
