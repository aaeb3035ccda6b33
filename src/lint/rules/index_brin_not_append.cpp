// index-brin-not-append: BRIN on a column whose values are scattered over the table.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const IndexSubject& subject, Found& found) {
  const IndexFact& index = subject.index;
  static const std::set<std::string> scattered = {"uuid", "bool", "text", "varchar", "bpchar", "jsonb", "citext"};
  if (index.method != "brin") return;
  for (const IndexKey& key : index.keys) {
    const KnownColumn* column = subject.schema.column(index.table, key.column);
    if (column == nullptr || !scattered.contains(column->type.name)) continue;
    if (key.opclass.find("bloom") != std::string::npos) continue;
    found.add(index.name.text(), index.table,
              key.column + " is a " + text_of(column->type) + ", which does not grow with the table");
  }
}

}  // namespace

Rule index_brin_not_append() {
  Rule rule;
  rule.id = "index-brin-not-append";
  rule.severity = "info";
  rule.summary = "BRIN on a column whose values are scattered over the table.";
  rule.why =
      "BRIN keeps the smallest and the largest value of each block range. It helps only where neighbours in the table "
      "are neighbours in the column, as with a time of insertion or a growing id. Random ids, booleans and texts are "
      "everywhere in every range.";
  rule.bad = R"sql(CREATE TABLE events (id uuid PRIMARY KEY, at timestamptz NOT NULL);
CREATE INDEX idx_events_id ON events USING brin (id);)sql";
  rule.safe = R"sql(CREATE TABLE events (id uuid PRIMARY KEY, at timestamptz NOT NULL);
CREATE INDEX idx_events_at ON events USING brin (at);)sql";
  rule.index = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
