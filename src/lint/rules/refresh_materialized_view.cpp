// refresh-materialized-view: A materialized view is refreshed in place.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "RefreshMatViewStmt" || subject.node["concurrent"].flag) return;
  const model::QualifiedName view = relation_of(subject.node["relation"]);
  if (subject.existing(view))
    found.add(view, "nobody reads it while the query runs; use REFRESH MATERIALIZED VIEW CONCURRENTLY");
}

}  // namespace

Rule refresh_materialized_view() {
  Rule rule;
  rule.id = "refresh-materialized-view";
  rule.severity = "warning";
  rule.summary = "A materialized view is refreshed in place.";
  rule.why =
      "REFRESH holds an ACCESS EXCLUSIVE lock while the query runs: nobody reads the view. With a unique index on it, "
      "CONCURRENTLY lets readers go on.";
  rule.bad = R"sql(REFRESH MATERIALIZED VIEW totals;)sql";
  rule.safe = R"sql(REFRESH MATERIALIZED VIEW CONCURRENTLY totals;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
