// Counters of indexes with those of partitioned ones added up: to a person a partitioned index is one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/index_usage.hpp"
#include "model/usage_window.hpp"

namespace barqdb::analyze {

// One index with its counters in the window, or with the sums over all leaves when it is partitioned.
struct IndexTotals {
  const model::IndexUsage* usage = nullptr;   // into the facts
  const model::IndexUsage* parent = nullptr;  // the partitioned index that it is attached to
  int leaves = 0;                             // of a partitioned index
  std::optional<std::int64_t> bytes;          // nothing when that of a leaf is not known
  std::int64_t scans = 0;
  std::int64_t tuples_read = 0;
  std::int64_t tuples_fetched = 0;
  std::optional<std::int64_t> last_scan;
  std::optional<std::int64_t> existed_at;  // of a partitioned index: the earliest of its leaves
  std::int64_t table_scans = 0;            // sequential ones and those through any index of the table
  std::int64_t table_writes = 0;
  std::int64_t table_rows = 0;
  bool bound = false;   // it or one of its leaves backs a constraint, or is an identity of rows or the order of CLUSTER
  bool needed = false;  // it or one of its leaves holds more than speed: see holds_more_than_speed
};

// True when the index keeps a promise (uniqueness, a constraint, an identity of rows, an order of storage).
bool holds_more_than_speed(const model::IndexUsage& usage);

// In the order of the facts, which must outlive the result.
std::vector<IndexTotals> add_up(const model::IndexUsageFacts& facts, const model::UsageWindow& window);

}  // namespace barqdb::analyze
