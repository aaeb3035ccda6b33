// What statements cost in a window of time: between two files of counters, or from snapshots on.
#include <algorithm>
#include <map>

#include "analyze/query_report.hpp"

namespace barqdb::analyze {
namespace {

using model::StatementUsage;

void subtract(StatementUsage& usage, const StatementUsage& then) {
  usage.calls -= then.calls;
  usage.total_ms = std::max(0.0, usage.total_ms - then.total_ms);
  usage.rows -= then.rows;
  usage.blocks_hit -= then.blocks_hit;
  usage.blocks_read -= then.blocks_read;
  usage.temp_blocks -= then.temp_blocks;
  usage.wal_bytes -= then.wal_bytes;
}

void add(StatementUsage& usage, const StatementUsage& more) {
  usage.calls += more.calls;
  usage.total_ms += more.total_ms;
  usage.rows += more.rows;
  usage.blocks_hit += more.blocks_hit;
  usage.blocks_read += more.blocks_read;
  usage.temp_blocks += more.temp_blocks;
  usage.wal_bytes += more.wal_bytes;
}

void erase_idle(std::vector<StatementUsage>& statements) {
  std::erase_if(statements, [](const StatementUsage& usage) { return usage.calls <= 0; });
}

StatementUsage nothing_of(const StatementUsage& usage) {
  StatementUsage out;
  out.query_id = usage.query_id;
  out.query = usage.query;
  out.max_ms = usage.max_ms;
  out.stddev_ms = usage.stddev_ms;
  return out;
}

}  // namespace

model::StatementFacts difference(const model::StatementFacts& now, const model::StatementFacts& earlier) {
  std::map<std::int64_t, const StatementUsage*> before;
  for (const StatementUsage& usage : earlier.statements) before[usage.query_id] = &usage;
  model::StatementFacts out = now;
  for (StatementUsage& usage : out.statements) {
    const auto found = before.find(usage.query_id);
    if (found == before.end() || found->second->calls > usage.calls) continue;
    subtract(usage, *found->second);
  }
  erase_idle(out.statements);
  out.counted_since = earlier.now;
  return out;
}

model::StatementFacts in_window(const model::StatementFacts& now, const model::StatementHistory& history) {
  // Counters of another server than the one that the newest snapshot saw began nobody knows when.
  const bool same = history.counted_since == now.counted_since;
  const bool anew = !same && now.counted_since && *now.counted_since >= history.latest;
  std::map<std::int64_t, const model::StatementGrowth*> known;
  for (const model::StatementGrowth& growth : history.statements) known[growth.seen.query_id] = &growth;
  model::StatementFacts out = now;
  for (StatementUsage& usage : out.statements) {
    const auto found = known.find(usage.query_id);
    if (!same && !anew) usage = nothing_of(usage);
    if (found == known.end()) continue;
    if (same && found->second->seen.calls <= usage.calls) subtract(usage, found->second->seen);
    add(usage, found->second->grown);
    known.erase(found);
  }
  for (const auto& [id, growth] : known) out.statements.push_back(growth->grown);
  erase_idle(out.statements);
  out.counted_since = history.begins;
  return out;
}

}  // namespace barqdb::analyze
