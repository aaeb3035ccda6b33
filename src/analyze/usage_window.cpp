// Node by node: where its part of the window begins, and what its counters grew by since then.
#include "analyze/usage_window.hpp"

#include <algorithm>
#include <set>

#include "analyze/statistics_age.hpp"
#include "base/text.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {
namespace {

using model::IndexCounter;
using model::IndexGrowth;
using model::NodeCounters;
using model::SourceHistory;
using model::UsageWindow;

std::string age_text(std::int64_t since, std::int64_t until) {
  return base::format_duration(base::Milliseconds(std::max<std::int64_t>(0, until - since) * 1000));
}

// What one node can say, and since when.
struct NodePart {
  const NodeCounters* node = nullptr;
  const SourceHistory* source = nullptr;  // nothing: no snapshot of these counters
  bool from_baseline = false;             // growth since a snapshot, else all that the counters have
  std::int64_t since = 0;
};

NodePart part_of(const NodeCounters& node, const model::UsageHistory& history, std::optional<std::int64_t> wanted) {
  NodePart part{&node, history.find(node.identity.epoch), false, node.identity.began};
  if (part.source == nullptr) return part;
  part.since = std::min(part.since, part.source->first);
  if (wanted && *wanted > part.since && part.source->baseline) {
    part.from_baseline = true;
    part.since = *part.source->baseline;
  }
  return part;
}

// Of a counter that only grows; one that went backward was reset in between, and shows what came since.
std::int64_t grown(std::int64_t now, std::int64_t before) { return now < before ? now : now - before; }

IndexGrowth growth_of(const NodePart& part, const IndexCounter& counter) {
  IndexGrowth out{counter.scans, counter.tuples_read, counter.tuples_fetched};
  if (part.source == nullptr) return out;
  const auto memory = part.source->indexes.find(counter.oid);
  const bool known = memory != part.source->indexes.end();
  if (!part.from_baseline) {
    if (known) out.scans += memory->second.earlier_scans;
    if (known && counter.scans < memory->second.last.scans) out.scans += memory->second.last.scans;
    return out;
  }
  if (known) {
    const IndexGrowth& last = memory->second.last;
    out = {grown(counter.scans, last.scans), grown(counter.tuples_read, last.tuples_read),
           grown(counter.tuples_fetched, last.tuples_fetched)};
  }
  if (const auto sum = part.source->index_growth.find(counter.oid); sum != part.source->index_growth.end()) {
    out.scans += sum->second.scans;
    out.tuples_read += sum->second.tuples_read;
    out.tuples_fetched += sum->second.tuples_fetched;
  }
  return out;
}

model::TableGrowth growth_of(const NodePart& part, const model::TableCounter& counter) {
  model::TableGrowth out{counter.sequential_scans, counter.writes};
  if (!part.from_baseline) return out;
  if (const auto last = part.source->tables.find(counter.oid); last != part.source->tables.end()) {
    out = {grown(counter.sequential_scans, last->second.sequential_scans), grown(counter.writes, last->second.writes)};
  }
  if (const auto sum = part.source->table_growth.find(counter.oid); sum != part.source->table_growth.end()) {
    out.sequential_scans += sum->second.sequential_scans;
    out.writes += sum->second.writes;
  }
  return out;
}

void add_part(const NodePart& part, UsageWindow& window) {
  for (const IndexCounter& counter : part.node->indexes) {
    const IndexGrowth growth = growth_of(part, counter);
    model::IndexWindow& index = window.indexes[counter.oid];
    index.scans += growth.scans;
    index.tuples_read += growth.tuples_read;
    index.tuples_fetched += growth.tuples_fetched;
    if (counter.last_scan) index.last_scan = std::max(index.last_scan.value_or(*counter.last_scan), *counter.last_scan);
    if (counter.existed_at) index.existed_at = counter.existed_at;
    window.tables[counter.table_oid].index_scans += growth.scans;
  }
  for (const model::TableCounter& counter : part.node->tables) {
    const model::TableGrowth growth = growth_of(part, counter);
    model::TableWindow& table = window.tables[counter.oid];
    table.sequential_scans += growth.sequential_scans;
    if (!part.node->identity.standby) table.writes += growth.writes;
  }
}

// Counters that no node has any more (a reset, a crash, a server that is gone): what snapshots saw of them is still
// use.
void add_past(const model::UsageHistory& history, const std::set<std::string>& live, UsageWindow& window) {
  for (const SourceHistory& source : history.sources) {
    if (live.contains(source.epoch)) continue;
    for (const auto& [oid, growth] : source.index_growth) {
      const auto index = window.indexes.find(oid);
      if (index == window.indexes.end()) continue;
      index->second.scans += growth.scans;
      index->second.tuples_read += growth.tuples_read;
      index->second.tuples_fetched += growth.tuples_fetched;
    }
  }
}

// Since when an index is known, and how large a row of it was when it was built.
void add_memory(const std::set<std::string>& live, bool main_known, const model::UsageHistory& history,
                UsageWindow& window) {
  for (auto& [oid, index] : window.indexes) {
    std::optional<std::int64_t> reset;
    for (const SourceHistory& source : history.sources) {
      const auto memory = source.indexes.find(oid);
      if (memory == source.indexes.end()) continue;
      index.existed_at = std::min(index.existed_at.value_or(memory->second.first_seen), memory->second.first_seen);
      if (memory->second.counted_since && live.contains(source.epoch))
        reset = std::max(reset.value_or(0), *memory->second.counted_since);
      if (memory->second.built_bytes_per_row) index.rebuilt_bytes_per_row = memory->second.built_bytes_per_row;
    }
    // Its own counter was reset: what it did before is known to snapshots only as far as they go.
    if (reset && index.existed_at) index.existed_at = std::max(*index.existed_at, *reset);
    if (main_known && !index.existed_at) index.existed_at = window.until;  // made after the last snapshot
  }
}

std::string cause_of(const NodePart& part, bool is_main, const WindowQuestion& question, std::int64_t until) {
  const std::string& node = part.node->identity.node;
  const std::string age = age_text(part.since, until);
  if (part.from_baseline)
    return "The window begins with the snapshot of " + iso_time(part.since) + ", " + age + " ago.";
  std::string out;
  if (part.since < part.node->identity.began) {
    out = "Snapshots" + (is_main ? std::string() : " of " + node) + " reach back to " + iso_time(part.since) + ", " +
          age + " ago.";
  } else if (is_main) {
    out = question.main_cause;
  } else {
    out = "Statistics of replica " + node + " have counted since " + iso_time(part.since) + ", for " + age + ".";
  }
  if (question.since && part.since < *question.since) {
    out += " No snapshot is old enough to begin the window that was asked for: it is longer.";
  }
  return out;
}

std::string problem_of(const std::vector<NodeCounters>& answered) {
  for (const NodeCounters& node : answered) {
    if (!node.identity.counting) return "nothing is counted while track_counts is off on " + node.identity.node;
  }
  const bool writes =
      std::any_of(answered.begin(), answered.end(), [](const auto& node) { return !node.identity.standby; });
  return writes ? "" : "this server is a standby and counts its own scans only";
}

}  // namespace

NodeCounters counters_of(const model::IndexUsageFacts& facts) {
  NodeCounters out;
  std::set<std::int64_t> tables;
  for (const model::IndexUsage& usage : facts.indexes) {
    if (usage.partitioned) continue;
    IndexCounter counter;
    counter.oid = usage.oid;
    counter.table_oid = usage.table_oid;
    counter.scans = usage.scans;
    counter.tuples_read = usage.tuples_read;
    counter.tuples_fetched = usage.tuples_fetched;
    counter.last_scan = usage.last_scan;
    counter.existed_at = usage.existed_at;
    out.indexes.push_back(counter);
    if (tables.insert(usage.table_oid).second)
      out.tables.push_back({usage.table_oid, usage.table_seq_scans, usage.table_writes});
  }
  return out;
}

UsageWindow make_usage_window(const std::vector<NodeCounters>& answered, const std::vector<model::SilentNode>& silent,
                              const model::UsageHistory& history, const WindowQuestion& question) {
  UsageWindow window;
  window.silent = silent;
  window.until = answered.front().identity.now;
  window.problem = problem_of(answered);
  std::set<std::string> live;
  std::vector<NodePart> parts;
  for (const NodeCounters& node : answered) {
    if (!live.insert(node.identity.epoch).second) continue;  // another name of the same server
    parts.push_back(part_of(node, history, question.since));
    add_part(parts.back(), window);
  }
  const auto latest = std::max_element(parts.begin(), parts.end(),
                                       [](const NodePart& a, const NodePart& b) { return a.since < b.since; });
  window.since = latest->since;
  window.cause = cause_of(*latest, latest == parts.begin(), question, window.until);
  if (parts.size() > 1) window.cause += " Scans of " + std::to_string(parts.size()) + " servers are added up.";
  add_past(history, live, window);
  add_memory(live, parts.front().source != nullptr, history, window);
  return window;
}

}  // namespace barqdb::analyze
