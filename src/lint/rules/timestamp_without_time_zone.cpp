// timestamp-without-time-zone: A column has the type timestamp without time zone.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (column.type.name != "timestamp") continue;
    found.add_part(column.table, column.name, "is a timestamp without time zone; use timestamptz");
  }
}

}  // namespace

Rule timestamp_without_time_zone() {
  Rule rule;
  rule.id = "timestamp-without-time-zone";
  rule.severity = "info";
  rule.summary = "A column has the type timestamp without time zone.";
  rule.why =
      "It keeps what the clock showed, not the moment: clients in other time zones, and the hour that comes twice in "
      "autumn, cannot be told apart. timestamptz keeps the moment, in the same eight bytes.";
  rule.bad = R"sql(CREATE TABLE events (at timestamp NOT NULL);)sql";
  rule.safe = R"sql(CREATE TABLE events (at timestamptz NOT NULL);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
