// timestamp-precision: A timestamp keeps no fractions of a second.
#include <set>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  static const std::set<std::string> times = {"timestamp", "timestamptz"};
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (!times.contains(column.type.name) || column.type.modifiers != std::vector<long>{0}) continue;
    found.add_part(column.table, column.name,
                   "is " + text_of(column.type) + ", which rounds up into the future; use " + column.type.name);
  }
}

}  // namespace

Rule timestamp_precision() {
  Rule rule;
  rule.id = "timestamp-precision";
  rule.severity = "info";
  rule.summary = "A timestamp keeps no fractions of a second.";
  rule.why =
      "timestamp(0) and timestamptz(0) round instead of cutting: 23:59:59.9 becomes midnight of the next day, "
      "which is later than now. date_trunc cuts where whole seconds are to be shown.";
  rule.bad = R"sql(CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz(0));)sql";
  rule.safe = R"sql(CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
