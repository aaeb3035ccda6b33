// Adding leaves to their parents, up to the topmost.
#include "analyze/index_totals.hpp"

#include <algorithm>
#include <unordered_map>

namespace barqdb::analyze {
namespace {

void add_leaf(IndexTotals& parent, const IndexTotals& leaf) {
  ++parent.leaves;
  parent.bytes = parent.bytes && leaf.bytes ? std::optional(*parent.bytes + *leaf.bytes) : std::nullopt;
  parent.scans += leaf.scans;
  parent.tuples_read += leaf.tuples_read;
  parent.tuples_fetched += leaf.tuples_fetched;
  parent.last_scan = std::max(parent.last_scan, leaf.last_scan);
  parent.table_scans += leaf.table_scans;
  parent.table_writes += leaf.table_writes;
  parent.table_rows += leaf.table_rows;
  parent.needed = parent.needed || leaf.needed;
}

}  // namespace

bool holds_more_than_speed(const model::IndexUsage& usage) {
  return usage.unique || usage.primary || usage.backs_constraint || usage.exclusion || usage.replica_identity ||
         usage.clustered;
}

std::vector<IndexTotals> add_up(const model::IndexUsageFacts& facts) {
  std::unordered_map<std::int64_t, std::int64_t> index_scans_of_table;
  std::unordered_map<std::int64_t, std::size_t> place_of;
  for (std::size_t i = 0; i < facts.indexes.size(); ++i) {
    index_scans_of_table[facts.indexes[i].table_oid] += facts.indexes[i].scans;
    place_of[facts.indexes[i].oid] = i;
  }

  std::vector<IndexTotals> all(facts.indexes.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const model::IndexUsage& usage = facts.indexes[i];
    all[i].usage = &usage;
    all[i].needed = holds_more_than_speed(usage);
    if (usage.parent && place_of.contains(*usage.parent)) all[i].parent = &facts.indexes[place_of[*usage.parent]];
    if (usage.partitioned) {
      all[i].bytes = 0;
      continue;
    }
    all[i].bytes = usage.bytes;
    all[i].scans = usage.scans;
    all[i].tuples_read = usage.tuples_read;
    all[i].tuples_fetched = usage.tuples_fetched;
    all[i].last_scan = usage.last_scan;
    all[i].table_scans = usage.table_seq_scans + index_scans_of_table[usage.table_oid];
    all[i].table_writes = usage.table_writes;
    all[i].table_rows = usage.table_rows;
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
