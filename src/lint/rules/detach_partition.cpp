// detach-partition: A partition is detached in place.
#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.options.pg_version < 14) return;
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_DetachPartition" || command.node["def"]["PartitionCmd"]["concurrent"].flag) continue;
    found.add(command.table, "locks all partitions against everybody; " +
                                 outside_transaction(subject, "use DETACH PARTITION … CONCURRENTLY"));
  }
}

}  // namespace

Rule detach_partition() {
  Rule rule;
  rule.id = "detach-partition";
  rule.severity = "warning";
  rule.summary = "A partition is detached in place.";
  rule.why =
      "DETACH PARTITION locks the partitioned table and the partition against everybody. CONCURRENTLY (PostgreSQL 14) "
      "does not.";
  rule.bad = R"sql(ALTER TABLE events DETACH PARTITION events_2020;)sql";
  rule.safe = R"sql(ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
