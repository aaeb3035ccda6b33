// cluster-table: A table is written anew in the order of an index.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "ClusterStmt") return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (table.name.empty() || subject.existing(table))
    found.add(table, "copies the table while nobody reads or writes it");
}

}  // namespace

Rule cluster_table() {
  Rule rule;
  rule.id = "cluster-table";
  rule.severity = "warning";
  rule.summary = "A table is written anew in the order of an index.";
  rule.why =
      "CLUSTER holds an ACCESS EXCLUSIVE lock while it copies the table and builds all its indexes. pg_repack does the "
      "same beside the running table.";
  rule.bad = R"sql(CLUSTER orders USING idx_orders_created;)sql";
  rule.safe = R"sql(ALTER TABLE orders CLUSTER ON idx_orders_created;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
