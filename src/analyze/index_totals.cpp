// Adding leaves to their parents, up to the topmost.
#include "analyze/index_totals.hpp"

#include <algorithm>
#include <unordered_map>

namespace barqdb::analyze {
namespace {

// Counters of an index with storage. What the window does not know was not used in it.
void add_window(IndexTotals& index, const model::UsageWindow& window) {
  index.bytes = index.usage->bytes;
  index.table_rows = index.usage->table_rows;
  if (const auto found = window.indexes.find(index.usage->oid); found != window.indexes.end()) {
    index.scans = found->second.scans;
    index.tuples_read = found->second.tuples_read;
    index.tuples_fetched = found->second.tuples_fetched;
    index.last_scan = found->second.last_scan;
    index.existed_at = found->second.existed_at;
  }
  if (const auto found = window.tables.find(index.usage->table_oid); found != window.tables.end()) {
    index.table_scans = found->second.sequential_scans + found->second.index_scans;
    index.table_writes = found->second.writes;
  }
}

void add_leaf(IndexTotals& parent, const IndexTotals& leaf) {
  // The youngest leaf would do, but the whole was there when its first leaf was: leaves come and go with partitions.
  if (leaf.existed_at) parent.existed_at = std::min(*leaf.existed_at, parent.existed_at.value_or(*leaf.existed_at));
  ++parent.leaves;
  parent.bytes = parent.bytes && leaf.bytes ? std::optional(*parent.bytes + *leaf.bytes) : std::nullopt;
  parent.scans += leaf.scans;
  parent.tuples_read += leaf.tuples_read;
  parent.tuples_fetched += leaf.tuples_fetched;
  parent.last_scan = std::max(parent.last_scan, leaf.last_scan);
  parent.table_scans += leaf.table_scans;
  parent.table_writes += leaf.table_writes;
  parent.table_rows += leaf.table_rows;
  parent.bound = parent.bound || leaf.bound;
  parent.needed = parent.needed || leaf.needed;
}

}  // namespace

bool holds_more_than_speed(const model::IndexUsage& usage) {
  return usage.unique || usage.primary || usage.backs_constraint || usage.exclusion || usage.replica_identity ||
         usage.clustered;
}

std::vector<IndexTotals> add_up(const model::IndexUsageFacts& facts, const model::UsageWindow& window) {
  std::unordered_map<std::int64_t, std::size_t> place_of;
  for (std::size_t i = 0; i < facts.indexes.size(); ++i) place_of[facts.indexes[i].oid] = i;

  std::vector<IndexTotals> all(facts.indexes.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const model::IndexUsage& usage = facts.indexes[i];
    all[i].usage = &usage;
    all[i].needed = holds_more_than_speed(usage);
    all[i].bound =
        usage.primary || usage.backs_constraint || usage.exclusion || usage.replica_identity || usage.clustered;
    if (usage.parent && place_of.contains(*usage.parent)) all[i].parent = &facts.indexes[place_of[*usage.parent]];
    if (usage.partitioned) {
      all[i].bytes = 0;
    } else {
      add_window(all[i], window);
    }
  }
  for (const IndexTotals& leaf : all) {
    if (leaf.usage->partitioned) continue;
    for (const model::IndexUsage* above = leaf.parent; above != nullptr;) {
      IndexTotals& totals = all[place_of[above->oid]];
      add_leaf(totals, leaf);
      above = totals.parent;
    }
  }
  return all;
}

}  // namespace barqdb::analyze
