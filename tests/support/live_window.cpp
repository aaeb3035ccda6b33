// Live counters as a window.
#include "support/live_window.hpp"

#include "analyze/statistics_age.hpp"

namespace barqdb::test {

model::UsageWindow make_live_window(const model::IndexUsageFacts& facts) {
  model::UsageWindow window;
  const analyze::StatisticsAge age = analyze::statistics_age(facts);
  window.since = age.since;
  window.until = facts.now;
  window.cause = age.sentence;
  if (!facts.counting) window.problem = "nothing is counted while track_counts is off";
  if (facts.standby) window.problem = "this server is a standby and counts its own scans only";
  for (const model::IndexUsage& usage : facts.indexes) {
    if (usage.partitioned) continue;
    window.indexes[usage.oid] = {usage.scans,     usage.tuples_read, usage.tuples_fetched,
                                 usage.last_scan, usage.existed_at,  std::nullopt};
    model::TableWindow& table = window.tables[usage.table_oid];
    table.sequential_scans = usage.table_seq_scans;
    table.index_scans += usage.scans;
    table.writes = usage.table_writes;
  }
  return window;
}

}  // namespace barqdb::test
