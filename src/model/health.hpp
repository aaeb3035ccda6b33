// What a server tells of its own state: the facts behind `health`, one HealthFacts a node of the profile.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/name.hpp"
#include "model/report.hpp"

namespace barqdb::model {

// Client sessions in one state, and the oldest of them. Statements come without their literals.
struct SessionState {
  std::string state;  // active, idle, idle in transaction …; "not visible" for a role that may not see it
  std::int64_t sessions = 0;
  std::int64_t pid = 0;
  std::string user;
  std::string application;
  std::optional<std::int64_t> transaction_seconds;  // since its transaction began
  std::optional<std::int64_t> state_seconds;        // since its state changed
  std::string statement;
};

// Keeps the rows that were dead since its snapshot from being removed.
struct SnapshotHolder {
  std::string kind;  // session, replica, replication slot, prepared transaction
  std::string name;
  std::optional<std::int64_t> pid;
  std::int64_t age = 0;  // in transactions
  std::optional<std::int64_t> seconds;
  std::string statement;
};

struct LockWait {
  std::int64_t pid = 0;
  std::string user;
  std::optional<std::int64_t> seconds;
  std::string object;  // schema.table, or the kind of lock
  std::string mode;
  std::string statement;
  std::string blockers;  // pids
  std::string blocker_state;
  std::string blocker_statement;
};

struct ReplicaLag {
  std::string name;
  std::string state;
  std::optional<std::int64_t> bytes;
  std::optional<double> seconds;
};

struct SlotFacts {
  std::string name;
  std::string kind;  // physical, logical
  bool active = false;
  std::optional<std::int64_t> kept_bytes;  // of write-ahead log
  std::string wal_status;                  // reserved, extended, unreserved, lost
};

struct WraparoundFacts {
  std::string database;  // the worst of the server
  std::int64_t transactions = 0;
  std::int64_t multixacts = 0;
};

struct DeadRows {
  QualifiedName table;
  std::int64_t live = 0;
  std::int64_t dead = 0;
  std::optional<std::int64_t> vacuum_seconds;  // since the last one
  bool autovacuum_off = false;
};

struct IndexCounts {
  std::int64_t indexes = 0;
  std::int64_t invalid = 0;
  std::string invalid_names;             // the first few
  std::vector<std::int64_t> never_used;  // oids that hold nothing but speed, ascending
};

struct HealthFacts {
  std::string node;   // "db1:5432"
  std::string error;  // why it did not answer; then all else is empty
  std::string database;
  int server_version = 0;
  std::map<std::string, double> numbers;  // by the names in catalog/sql/health_*.sql; absent is not known
  std::vector<SessionState> states;
  std::vector<SnapshotHolder> holders;  // oldest first
  std::vector<LockWait> waits;          // longest first
  std::vector<ReplicaLag> replicas;
  std::vector<SlotFacts> slots;
  std::optional<WraparoundFacts> wraparound;
  std::vector<DeadRows> dead_rows;  // worst first
  std::optional<IndexCounts> indexes;
  std::vector<NotExamined> not_examined;

  std::optional<double> number(const std::string& name) const {
    const auto found = numbers.find(name);
    return found == numbers.end() ? std::nullopt : std::optional<double>(found->second);
  }
  bool standby() const { return number("standby").value_or(0) > 0; }
};

}  // namespace barqdb::model
