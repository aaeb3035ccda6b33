// What the server knows about the use of its indexes, as it counts them. Times are seconds since 1970, UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/name.hpp"

namespace barqdb::model {

struct IndexUsage {
  std::int64_t oid = 0;
  std::optional<std::int64_t> parent;  // oid of the partitioned index that it is attached to
  bool partitioned = false;            // has no storage and no counters of its own
  QualifiedName table;
  QualifiedName index;
  std::string method;
  std::optional<std::int64_t> bytes;  // nothing when another session holds the index exclusively
  std::int64_t scans = 0;
  std::int64_t tuples_read = 0;
  std::int64_t tuples_fetched = 0;
  std::optional<std::int64_t> last_scan;  // never kept before PostgreSQL 16
  std::optional<std::int64_t>
      existed_at;  // a time at which it is known to have existed; the catalog alone does not tell
  std::int64_t table_oid = 0;
  std::int64_t table_seq_scans = 0;
  std::int64_t table_writes = 0;  // rows inserted, updated and deleted
  std::int64_t table_rows = 0;    // live ones, as estimated by the server
  bool valid = false;
  bool ready = false;
  bool unique = false;
  bool primary = false;
  bool backs_constraint = false;  // of any kind, also a foreign key that points at it
  bool exclusion = false;
  bool replica_identity = false;
  bool clustered = false;
  bool has_expression = false;
  bool partial = false;
};

struct IndexUsageFacts {
  std::string database;
  int server_version = 0;
  std::string read_at;                              // ISO 8601, UTC
  std::int64_t now = 0;                             // the server's clock
  std::optional<std::int64_t> stats_reset;          // of this database; nothing: never
  std::optional<std::int64_t> server_counts_since;  // when the counters of the whole server began: also after a crash
  std::int64_t server_start = 0;
  bool counting = true;  // track_counts
  bool standby = false;
  std::vector<IndexUsage> indexes;  // in no order
};

}  // namespace barqdb::model
