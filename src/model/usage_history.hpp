// What the snapshots in schema barqdb remember of the use of indexes. Times are seconds since 1970, UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace barqdb::model {

struct IndexGrowth {
  std::int64_t scans = 0;
  std::int64_t tuples_read = 0;
  std::int64_t tuples_fetched = 0;
};

struct TableGrowth {
  std::int64_t sequential_scans = 0;
  std::int64_t writes = 0;
};

// An index as the last snapshot of a source saw it.
struct IndexMemory {
  IndexGrowth last;                           // the counters themselves
  std::int64_t earlier_scans = 0;             // from before its own counter was reset
  std::optional<std::int64_t> counted_since;  // when its own counter was reset, if it was
  std::int64_t first_seen = 0;
  std::optional<double> built_bytes_per_row;
};

// One server from one reset of its counters to the next.
struct SourceHistory {
  std::string epoch;  // NodeIdentity::epoch
  std::string node;
  std::int64_t began = 0;
  std::int64_t first = 0;                                 // snapshot
  std::int64_t last = 0;                                  // snapshot
  std::optional<std::int64_t> baseline;                   // the last snapshot at or before the beginning of the window
  std::unordered_map<std::int64_t, IndexMemory> indexes;  // by oid
  std::unordered_map<std::int64_t, TableGrowth> tables;   // as last seen
  std::unordered_map<std::int64_t, IndexGrowth> index_growth;  // in the snapshots after the baseline, or in all of them
  std::unordered_map<std::int64_t, TableGrowth> table_growth;  // likewise
};

struct UsageHistory {
  std::vector<SourceHistory> sources;
  std::string problem;  // why snapshots could not be read; "" when there is nothing wrong

  const SourceHistory* find(const std::string& epoch) const {
    for (const SourceHistory& source : sources) {
      if (source.epoch == epoch) return &source;
    }
    return nullptr;
  }
};

}  // namespace barqdb::model
