// What one server has counted of the use of its indexes and tables. Times are seconds since 1970, UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace barqdb::model {

struct NodeIdentity {
  std::string node;               // as the profile names it: "db1:5432"
  std::string system_identifier;  // the same on a primary and its standbys
  int timeline = 0;
  bool standby = false;
  bool counting = true;  // track_counts
  // A server from one reset of its counters to the next: another one after pg_stat_reset, a crash, or when the name
  // leads to another server. The same over a clean restart and a promotion.
  std::string epoch;
  std::int64_t began = 0;      // when the counters of the epoch began
  std::string began_exactly;   // with microseconds
  std::int64_t commits = 0;    // counted in this database: fewer than before tells a reset of all its counters
  std::int64_t now = 0;        // the server's clock
  std::int64_t receivers = 0;  // standbys that stream from it
};

struct IndexCounter {
  std::int64_t oid = 0;
  std::int64_t table_oid = 0;
  std::int64_t scans = 0;
  std::int64_t tuples_read = 0;
  std::int64_t tuples_fetched = 0;
  std::optional<std::int64_t> last_scan;
  std::optional<std::int64_t> existed_at;  // where something else than counters tells; see IndexUsage
  std::int64_t filenode = 0;
  std::int64_t pages = 0;
  double tuples = 0;
};

struct TableCounter {
  std::int64_t oid = 0;
  std::int64_t sequential_scans = 0;
  std::int64_t writes = 0;
};

struct NodeCounters {
  NodeIdentity identity;
  std::vector<IndexCounter> indexes;  // those with storage
  std::vector<TableCounter> tables;   // those with an index
};

}  // namespace barqdb::model
