// The numbers of the health report under their stable names for a monitoring system.
#include <algorithm>
#include <map>

#include "analyze/health.hpp"

namespace barqdb::analyze {
namespace {

using model::HealthFacts;
using model::MetricFamily;
using Labels = std::vector<std::pair<std::string, std::string>>;

// A number of the facts as a metric of its own.
struct NamedNumber {
  const char* key;
  const char* name;
  const char* help;
};

constexpr NamedNumber numbers[] = {
    {"standby", "barqdb_standby", "1 when the node is in recovery."},
    {"start_time", "barqdb_start_time_seconds", "When the server was started, in seconds since 1970."},
    {"connections_limit", "barqdb_connections_limit", "max_connections."},
    {"connections_reserved", "barqdb_connections_reserved", "Connections that ordinary roles may not take."},
    {"replay_lag_seconds", "barqdb_replay_lag_seconds", "How far a standby is behind by its own account."},
    {"wal_position_bytes", "barqdb_wal_position_bytes", "Position in the write-ahead log, replayed on a standby."},
    {"archive_failed", "barqdb_archive_failed", "1 when the last attempt to archive failed."},
    {"archive_failures_total", "barqdb_archive_failures_total", "Failed attempts to archive."},
    {"autovacuum", "barqdb_autovacuum", "1 when autovacuum can work."},
    {"blocks_hit_total", "barqdb_blocks_hit_total", "Blocks found in shared_buffers."},
    {"blocks_read_total", "barqdb_blocks_read_total", "Blocks not found in shared_buffers."},
    {"transactions_committed_total", "barqdb_transactions_committed_total", "Committed transactions."},
    {"transactions_rolled_back_total", "barqdb_transactions_rolled_back_total", "Transactions rolled back."},
    {"deadlocks_total", "barqdb_deadlocks_total", "Deadlocks."},
    {"conflicts_total", "barqdb_conflicts_total", "Statements cancelled on a standby by recovery."},
    {"temporary_bytes_total", "barqdb_temporary_bytes_total", "Bytes written to temporary files."},
    {"statistics_reset_time", "barqdb_statistics_reset_time_seconds", "Last reset of the database's statistics."},
    {"large_table_sequential_scans_total", "barqdb_large_table_sequential_scans_total",
     "Sequential scans of tables with 10000 rows or more."},
    {"large_table_index_scans_total", "barqdb_large_table_index_scans_total",
     "Index scans of tables with 10000 rows or more."},
    {"checkpoints_timed_total", "barqdb_checkpoints_timed_total", "Checkpoints at their time."},
    {"checkpoints_requested_total", "barqdb_checkpoints_requested_total", "Checkpoints before their time."},
    {"checkpoint_buffers_total", "barqdb_checkpoint_buffers_total", "Buffers written by checkpoints."},
    {"cleaner_stops_total", "barqdb_cleaner_stops_total", "Cleaning scans stopped by bgwriter_lru_maxpages."},
};

class Families {
 public:
  void add(const std::string& name, const std::string& help, const Labels& labels, double value) {
    const auto [at, is_new] = place_.try_emplace(name, families_.size());
    if (is_new) families_.push_back({name, help, name.ends_with("_total") ? "counter" : "gauge", {}});
    families_[at->second].samples.push_back({labels, value});
  }
  std::vector<MetricFamily> take() { return std::move(families_); }

 private:
  std::map<std::string, std::size_t> place_;
  std::vector<MetricFamily> families_;
};

bool sees_states(const HealthFacts& facts) {
  return facts.number("statistics_visible").value_or(0) > 0 &&
         std::none_of(facts.not_examined.begin(), facts.not_examined.end(),
                      [](const model::NotExamined& item) { return item.object == "sessions"; });
}

void add_sessions(Families& out, const Labels& node, const HealthFacts& facts) {
  double oldest = 0;
  std::map<std::string, std::int64_t> sessions;
  // A series that comes and goes breaks alerts: where states can be seen, those that every server has are there with 0.
  if (sees_states(facts))
    sessions = {{"active", 0}, {"idle", 0}, {"idle in transaction", 0}, {"idle in transaction (aborted)", 0}};
  for (const model::SessionState& state : facts.states) {
    sessions[state.state] = state.sessions;
    oldest = std::max(oldest, static_cast<double>(state.transaction_seconds.value_or(0)));
  }
  for (const auto& [state, count] : sessions) {
    Labels labels = node;
    labels.emplace_back("state", state);
    out.add("barqdb_connections", "Client sessions by state.", labels, static_cast<double>(count));
  }
  out.add("barqdb_longest_transaction_seconds", "Age of the longest transaction.", node, oldest);
  const double age = facts.holders.empty() ? 0 : static_cast<double>(facts.holders.front().age);
  out.add("barqdb_oldest_snapshot_transactions",
          "Age of the oldest snapshot, of sessions, slots and prepared transactions.", node, age);
  out.add("barqdb_lock_waits", "Sessions that wait for a lock, 20 at most.", node,
          static_cast<double>(facts.waits.size()));
  const double longest = facts.waits.empty() ? 0 : static_cast<double>(facts.waits.front().seconds.value_or(0));
  out.add("barqdb_longest_lock_wait_seconds", "The longest wait for a lock.", node, longest);
}

void add_replication(Families& out, const Labels& node, const HealthFacts& facts) {
  for (const model::ReplicaLag& replica : facts.replicas) {
    Labels labels = node;
    labels.emplace_back("replica", replica.name);
    if (replica.bytes)
      out.add("barqdb_replication_lag_bytes", "Write-ahead log that a replica has not replayed.", labels,
              static_cast<double>(*replica.bytes));
    if (replica.seconds)
      out.add("barqdb_replication_lag_seconds", "How far a replica is behind.", labels, *replica.seconds);
  }
  for (const model::SlotFacts& slot : facts.slots) {
    Labels labels = node;
    labels.emplace_back("slot", slot.name);
    out.add("barqdb_replication_slot_active", "1 when somebody reads from the slot.", labels, slot.active ? 1 : 0);
    if (slot.kept_bytes)
      out.add("barqdb_replication_slot_kept_bytes", "Write-ahead log that the slot keeps.", labels,
              static_cast<double>(*slot.kept_bytes));
  }
}

void add_storage(Families& out, const Labels& node, const HealthFacts& facts) {
  if (facts.wraparound) {
    out.add("barqdb_wraparound_transactions", "Transactions since the oldest freeze of a database.", node,
            static_cast<double>(facts.wraparound->transactions));
    out.add("barqdb_wraparound_multixacts", "Multixacts since the oldest freeze of a database.", node,
            static_cast<double>(facts.wraparound->multixacts));
  }
  if (!facts.indexes) return;
  out.add("barqdb_indexes", "Indexes of users.", node, static_cast<double>(facts.indexes->indexes));
  out.add("barqdb_invalid_indexes", "Invalid indexes that nobody builds.", node,
          static_cast<double>(facts.indexes->invalid));
  out.add("barqdb_never_scanned_indexes", "Indexes that hold nothing but speed and were never scanned on this node.",
          node, static_cast<double>(facts.indexes->never_used.size()));
}

}  // namespace

std::vector<MetricFamily> health_families(const std::vector<HealthFacts>& nodes) {
  Families out;
  for (const HealthFacts& facts : nodes) {
    out.add("barqdb_up", "1 when the node answered.", {{"node", facts.node}}, facts.error.empty() ? 1 : 0);
  }
  for (const HealthFacts& facts : nodes) {
    if (!facts.error.empty()) continue;
    const Labels node = {{"node", facts.node}, {"database", facts.database}};
    for (const NamedNumber& number : numbers) {
      if (const auto value = facts.number(number.key)) out.add(number.name, number.help, node, *value);
    }
    add_sessions(out, node, facts);
    add_replication(out, node, facts);
    add_storage(out, node, facts);
  }
  return out.take();
}

}  // namespace barqdb::analyze
