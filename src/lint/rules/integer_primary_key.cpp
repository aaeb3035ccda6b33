// integer-primary-key: A primary key, or a column that numbers itself, of four bytes or fewer.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool is_small(const ColumnType& type) {
  const int bytes = integer_bytes(type);
  return (bytes == 2 || bytes == 4) && !type.array;
}

// Of a key over this one column alone, beside the columns.
bool keyed_by_table(const Subject& subject, const std::string& column) {
  for (const plan::SyntaxNode& item : subject.node["tableElts"].items) {
    const plan::SyntaxNode& constraint = item["Constraint"];
    if (constraint["contype"].text == "CONSTR_PRIMARY" &&
        strings_of(constraint["keys"]) == std::vector<std::string>{column})
      return true;
  }
  return false;
}

bool keyed_by_itself(const plan::SyntaxNode& definition) {
  for (const plan::SyntaxNode& item : definition["constraints"].items) {
    if (item.inner()["contype"].text == "CONSTR_PRIMARY") return true;
  }
  return false;
}

bool numbers_itself(const DefinedColumn& column) {
  if (is_serial(column.type)) return true;
  for (const plan::SyntaxNode& item : column.definition["constraints"].items) {
    if (item.inner()["contype"].text == "CONSTR_IDENTITY") return true;
  }
  return false;
}

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    const std::string& name = column.name;
    if (!is_small(column.type)) continue;
    if (!numbers_itself(column) && !keyed_by_itself(column.definition) && !keyed_by_table(subject, name)) continue;
    found.add_part(column.table, name, "is " + text_of(column.type) + ", which runs out of numbers; use bigint");
  }
}

}  // namespace

Rule integer_primary_key() {
  Rule rule;
  rule.id = "integer-primary-key";
  rule.severity = "info";
  rule.summary = "A primary key, or a column that numbers itself, of four bytes or fewer.";
  rule.why =
      "integer ends at 2,147,483,647. To change a primary key to bigint later means to write the table and everything "
      "that refers to it anew. bigint costs four bytes a row, often none because of alignment.";
  rule.bad = R"sql(CREATE TABLE events (id integer PRIMARY KEY);)sql";
  rule.safe = R"sql(CREATE TABLE events (id bigint PRIMARY KEY);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
