// Snapshots of the counters of all nodes, kept in schema barqdb of the main server, and what they tell later.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "db/connection.hpp"
#include "execute/statement_history.hpp"
#include "model/node_counters.hpp"
#include "model/usage_history.hpp"

namespace barqdb::execute {

struct StoredNode {
  std::string node;
  bool known = false;        // its counters were seen before; else this is where they begin
  std::int64_t indexes = 0;  // whose counters grew since the snapshot before
  std::int64_t scans = 0;    // by how much
};

struct StoredSnapshot {
  std::vector<StoredNode> nodes;
  StoredStatements statements;  // of the main server
};

// Makes the tables when they are missing and stores all nodes in one transaction. Another snapshot at work is
// Error{busy}; a main server that is a standby is Error{refused} (it is read-only).
StoredSnapshot store_snapshot(db::Connection& connection, const std::vector<model::NodeCounters>& nodes);

bool has_snapshots(db::Connection& connection);
// A table of that name stands in schema barqdb, whether or not this role may use the schema.
bool has_history(db::Connection& connection, const std::string& table);
// Returns how many were forgotten. Zero when there are none.
std::int64_t prune_snapshots(db::Connection& connection, base::Milliseconds retention);

// What to read of the past.
struct HistoryQuestion {
  std::string system_identifier;
  std::optional<std::int64_t> since;  // where the window begins; nothing: all there is
  std::set<std::string> live;         // epochs whose counters can be read themselves
};

// Without snapshots it is empty; without the right to read them too, and UsageHistory::problem says so.
model::UsageHistory read_usage_history(db::Connection& connection, const HistoryQuestion& question);

// Scans of all nodes over time, in at most `buckets` parts.
std::vector<std::pair<std::int64_t, std::int64_t>> read_scan_series(db::Connection& connection, std::int64_t since,
                                                                    int buckets);

struct SnapshotRow {
  std::int64_t id = 0;
  std::string taken_at;
  std::string node;
  bool standby = false;
  std::int64_t timeline = 0;
  std::string counts_since;
  std::int64_t indexes = 0;
  std::int64_t scans = 0;
  bool broken = false;  // other counters than those of the node's snapshot before: a reset, a crash, another server
  std::int64_t bytes = 0;
};

struct SnapshotList {
  std::int64_t count = 0;
  std::string first;
  std::int64_t bytes = 0;
  std::vector<SnapshotRow> rows;  // newest first
};
SnapshotList list_snapshots(db::Connection& connection, std::int64_t limit);

}  // namespace barqdb::execute
