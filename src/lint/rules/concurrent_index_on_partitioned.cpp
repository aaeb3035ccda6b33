// concurrent-index-on-partitioned: A concurrent index build on a partitioned table.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "IndexStmt" || !concurrent(subject)) return;
  const model::QualifiedName name = relation_of(subject.node["relation"]);
  const KnownTable* table = subject.schema.find(name);
  if (table == nullptr || !table->partitioned) return;
  found.add(subject.node["idxname"].text, name,
            name.text() + " is partitioned: the server refuses to build concurrently on it");
}

}  // namespace

Rule concurrent_index_on_partitioned() {
  Rule rule;
  rule.id = "concurrent-index-on-partitioned";
  rule.severity = "error";
  rule.summary = "A concurrent index build on a partitioned table.";
  rule.why =
      "PostgreSQL refuses CREATE INDEX CONCURRENTLY on a partitioned table. Make the index on the parent only, build "
      "it concurrently on each partition, then attach them; `create_index` of barqdb does that by itself.";
  rule.bad = R"sql(CREATE TABLE events (at timestamptz NOT NULL, tenant bigint NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX CONCURRENTLY idx_events_tenant ON events (tenant);)sql";
  rule.safe = R"sql(CREATE TABLE events (at timestamptz NOT NULL, tenant bigint NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX idx_events_tenant ON ONLY events (tenant);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
