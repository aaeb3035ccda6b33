// index-low-cardinality: The leading column of an index has very few values.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

constexpr std::size_t few = 3;

bool few_values(const ColumnType& type, const Schema& schema) {
  if (type.name == "bool" && !type.array) return true;
  const auto known = schema.enums.find(type.name);
  return known != schema.enums.end() && !known->second.labels.empty() && known->second.labels.size() <= few;
}

void check(const IndexSubject& subject, Found& found) {
  const IndexFact& index = subject.index;
  if (index.method != "btree" || index.unique || !index.where.empty() || index.keys.size() != 1) return;
  const KnownColumn* column = subject.schema.column(index.table, index.keys.front().column);
  if (column == nullptr || !few_values(column->type, subject.schema)) return;
  found.add(index.name.text(), index.table, "has " + index.keys.front().column + " alone, which has very few values");
}

}  // namespace

Rule index_low_cardinality() {
  Rule rule;
  rule.id = "index-low-cardinality";
  rule.severity = "info";
  rule.summary = "The leading column of an index has very few values.";
  rule.why =
      "A boolean, or an enum of three labels or fewer, divides a table into two or three parts: the planner reads the "
      "table instead, unless the value is rare. Make it the condition of a partial index, or put it behind a selective "
      "column.";
  rule.bad = R"sql(CREATE TABLE jobs (id bigint PRIMARY KEY, done boolean NOT NULL);
CREATE INDEX idx_jobs_done ON jobs (done);)sql";
  rule.safe = R"sql(CREATE TABLE jobs (id bigint PRIMARY KEY, done boolean NOT NULL);
CREATE INDEX idx_jobs_open ON jobs (id) WHERE NOT done;)sql";
  rule.index = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
