// prefer-identity: A column has a serial type.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (!is_serial(column.type) || (subject.kind != "CreateStmt" && subject.existing(column.table))) continue;
    found.add_part(column.table, column.name, "is " + text_of(column.type) + "; use GENERATED ALWAYS AS IDENTITY");
  }
}

}  // namespace

Rule prefer_identity() {
  Rule rule;
  rule.id = "prefer-identity";
  rule.severity = "info";
  rule.summary = "A column has a serial type.";
  rule.why =
      "serial is an integer with a sequence of its own beside it: rights, renames and dumps of the two go separate "
      "ways, and any INSERT may override it by mistake. An identity column, which the SQL standard has, is one thing.";
  rule.bad = R"sql(CREATE TABLE events (id bigserial PRIMARY KEY);)sql";
  rule.safe = R"sql(CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
