// Looks once a second while it pauses.
#include "execute/load_gate.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;

constexpr base::Milliseconds between_looks{1000};
constexpr base::Milliseconds grace{250};  // for what was written just now

[[noreturn]] void refuse_blindness(const char* key) {
  throw base::Error(base::ErrorKind::refused,
                    std::string("online.") + key + " is set, and this role may not see what it limits",
                    "GRANT pg_read_all_stats TO this role, or take the key out of the profile");
}

}  // namespace

LoadGate::LoadGate(const config::OnlineSettings& online, std::vector<Replica> replicas) : online_(online) {
  for (Replica& replica : replicas) standbys_.push_back({std::move(replica), std::nullopt});
}

void LoadGate::pass(db::Connection& connection, Listener& listener) {
  if (online_.max_active_sessions == 0 && online_.max_replica_lag.count() == 0) return;
  const std::lock_guard lock(mutex_);
  const auto began = Clock::now();
  if (fine_since_ && began - *fine_since_ < between_looks) return;
  std::string said;
  while (const std::optional<Excess> excess = look(connection)) {
    if (excess->kind != said) {
      listener.note("paused: " + excess->detail + "; going on when it is less");
      said = excess->kind;
    }
    if (Clock::now() - began >= online_.wait_budget) {
      throw base::Error(base::ErrorKind::busy,
                        excess->detail + ", for the whole wait budget of " + base::format_duration(online_.wait_budget),
                        "what is done stays; type the same command again when there is less to do");
    }
    pause_for(std::min(between_looks, std::max(base::Milliseconds(50), online_.wait_budget / 4)));
  }
  fine_since_ = Clock::now();
  if (!said.empty()) {
    listener.note("going on after a pause of " +
                  base::format_duration(std::chrono::duration_cast<base::Milliseconds>(*fine_since_ - began)));
  }
}

std::optional<LoadGate::Excess> LoadGate::look(db::Connection& connection) {
  if (online_.max_active_sessions > 0) {
    if (const auto excess = look_at_sessions(connection)) return excess;
  }
  if (online_.max_replica_lag.count() == 0) return std::nullopt;
  if (standbys_.empty()) return look_at_replication(connection);
  const std::string position(connection.query("SELECT pg_catalog.pg_current_wal_lsn()").text(0, 0));
  for (Standby& standby : standbys_) {
    if (const auto excess = look_at(standby, position)) return excess;
  }
  return std::nullopt;
}

std::optional<LoadGate::Excess> LoadGate::look_at_sessions(db::Connection& connection) {
  const db::Result row = connection.query(sql::load_active);
  if (!row.boolean(0, 1)) refuse_blindness("max_active_sessions");
  const std::int64_t active = row.integer(0, 0);
  if (active <= online_.max_active_sessions) return std::nullopt;
  return Excess{"sessions", std::to_string(active) + " sessions are active, more than the " +
                                std::to_string(online_.max_active_sessions) + " of online.max_active_sessions"};
}

std::optional<LoadGate::Excess> LoadGate::look_at_replication(db::Connection& connection) {
  const db::Result row = connection.query(sql::load_replication);
  if (!row.boolean(0, 2)) refuse_blindness("max_replica_lag");
  const base::Milliseconds lag(row.integer(0, 1));
  if (lag <= online_.max_replica_lag) return std::nullopt;
  return Excess{"replication", "replica " + std::string(row.text(0, 0)) + " is " + base::format_duration(lag) +
                                   " behind, more than the " + base::format_duration(online_.max_replica_lag) +
                                   " of online.max_replica_lag"};
}

// A position, since an idle primary commits nothing: the time of the last commit says how far behind a standby is only
// when there is something that it has not replayed.
std::optional<LoadGate::Excess> LoadGate::look_at(Standby& standby, const std::string& primary_position) {
  const std::string& name = standby.replica.name;
  try {
    if (!standby.connection) standby.connection = standby.replica.connect();
    db::Result row = standby.connection->query(sql::load_replica, {primary_position});
    if (!row.boolean(0, 2)) return std::nullopt;  // promoted, or no standby: nothing to wait for
    if (row.boolean(0, 0)) return std::nullopt;
    pause_for(std::min(grace, online_.max_replica_lag));
    row = standby.connection->query(sql::load_replica, {primary_position});
    if (row.boolean(0, 0)) return std::nullopt;
    const base::Milliseconds lag(row.integer(0, 1));
    if (!row.null(0, 1) && lag <= online_.max_replica_lag) return std::nullopt;
    return Excess{name, "replica " + name + " is " + (row.null(0, 1) ? "far" : base::format_duration(lag)) +
                            " behind, more than the " + base::format_duration(online_.max_replica_lag) +
                            " of online.max_replica_lag"};
  } catch (const base::Error& error) {
    if (error.kind == base::ErrorKind::interrupted) throw;
    standby.connection.reset();
    return Excess{name + " away", "replica " + name + " cannot be asked (" + base::one_line(error.message, 80) + ")"};
  }
}

}  // namespace barqdb::execute
