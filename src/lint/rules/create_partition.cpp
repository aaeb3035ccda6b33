// create-partition: A partition is made in place, which locks the partitioned table.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "CreateStmt" || !subject.node["partbound"]) return;
  const model::QualifiedName parent = relation_of(subject.node["inhRelations"].items[0].inner());
  if (subject.existing(parent))
    found.add(relation_of(subject.node["relation"]),
              "locks " + parent.text() + " against everybody for a moment; CREATE TABLE and ATTACH PARTITION do not");
}

}  // namespace

Rule create_partition() {
  Rule rule;
  rule.id = "create-partition";
  rule.severity = "info";
  rule.summary = "A partition is made in place, which locks the partitioned table.";
  rule.why =
      "CREATE TABLE … PARTITION OF locks the partitioned table against everybody until the transaction ends, "
      "and with a default partition reads that one. CREATE TABLE … LIKE and then ATTACH PARTITION lets "
      "readers and writers go on.";
  rule.bad = R"sql(CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');)sql";
  rule.safe = R"sql(CREATE TABLE events_2026 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
