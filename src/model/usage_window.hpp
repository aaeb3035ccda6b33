// Evidence of use: what the indexes and tables did within one window of time, all nodes added up. Whoever knows more
// than the live counters of one node (snapshots, replicas, the ledger) says it here; the checks read nothing else about
// use. Times are seconds since 1970, UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace barqdb::model {

struct IndexWindow {
  std::int64_t scans = 0;  // within the window, less those of barqdb's own probes
  std::int64_t tuples_read = 0;
  std::int64_t tuples_fetched = 0;
  std::optional<std::int64_t> last_scan;  // the latest over all nodes; never known before PostgreSQL 16
  std::optional<std::int64_t>
      existed_at;  // the earliest time at which it is known to have existed, in the window or before
  std::optional<double> rebuilt_bytes_per_row;  // its size a row just after it was built; learnt from snapshots
};

struct TableWindow {
  std::int64_t sequential_scans = 0;
  std::int64_t index_scans = 0;  // through any index
  std::int64_t writes = 0;       // rows inserted, updated and deleted; counted on the primary alone
};

struct SilentNode {
  std::string node;    // for people; no secret in it
  std::string reason;  // why its counters are missing
};

struct UsageWindow {
  std::int64_t since = 0;
  std::int64_t until = 0;
  std::string cause;    // a sentence that explains `since`: "Statistics of this database were last reset at …"
  std::string problem;  // why the window can carry no verdict at all, to follow a "but": "" when it can
  std::vector<SilentNode> silent;                         // with any of them, nothing can be called unused
  std::unordered_map<std::int64_t, IndexWindow> indexes;  // by oid; those with storage, so leaves, not their parents
  std::unordered_map<std::int64_t, TableWindow> tables;   // by oid; likewise
};

}  // namespace barqdb::model
