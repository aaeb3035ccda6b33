// index-many-columns: An index has more than three key columns.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const IndexSubject& subject, Found& found) {
  const IndexFact& index = subject.index;
  if (index.unique || index.keys.size() <= 3) return;
  found.add(index.name.text(), index.table, "has " + std::to_string(index.keys.size()) + " key columns");
}

}  // namespace

Rule index_many_columns() {
  Rule rule;
  rule.id = "index-many-columns";
  rule.severity = "info";
  rule.summary = "An index has more than three key columns.";
  rule.why =
      "Every key column makes the index larger and its pages fuller, and columns behind a range condition are not "
      "searched by. Three are enough for almost every query; put columns that are only read into INCLUDE.";
  rule.bad = R"sql(CREATE INDEX CONCURRENTLY idx_wide ON orders (a, b, c, d);)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_slim ON orders (a, b) INCLUDE (c, d);)sql";
  rule.index = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
