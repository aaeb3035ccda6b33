// One query to the primary a look, and one to each replica that the profile names.
#include "batch/observer.hpp"

#include <ctime>
#include <utility>

#include "base/error.hpp"
#include "batch/sql.hpp"

namespace barqdb::batch {
namespace {

int minute_of_day() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return local.tm_hour * 60 + local.tm_min;
}

}  // namespace

Observer::Observer(std::int64_t table, const Pace& pace, std::vector<std::string> replicas)
    : table_(table), pace_(pace) {
  for (std::string& conninfo : replicas) replicas_.push_back({std::move(conninfo), std::nullopt, false});
}

void Observer::count_lag(const std::string& name, base::Milliseconds lag) {
  if (load_.lag && *load_.lag >= lag) return;
  load_.lag = lag;
  load_.lagging = name;
}

std::optional<std::int64_t> Observer::replayed_by(Replica& replica) {
  if (replica.given_up) return std::nullopt;
  try {
    if (!replica.connection) replica.connection.emplace(db::ConnectOptions{replica.conninfo});
    const db::Result row = replica.connection->query(
        "SELECT pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery() THEN "
        "pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_insert_lsn() END, '0/0')::bigint");
    return row.integer(0, 0);
  } catch (const base::Error& error) {
    replica.given_up = true;
    notes_.push_back("a replica of the profile cannot be asked for its lag, and is left out: " + error.message);
    return std::nullopt;
  }
}

void Observer::look_at_replicas(db::Connection& primary, LagClock::Time now) {
  load_.lag.reset();
  const db::Result rows = primary.query(sql::batch_replicas, {pace_.replica});
  for (std::size_t row = 0; row < rows.rows(); ++row)
    count_lag(std::string(rows.text(row, 0)), clock_.lag(now, rows.integer(row, 1)));
  int number = 0;
  for (Replica& replica : replicas_) {
    ++number;
    if (const auto replayed = replayed_by(replica))
      count_lag("number " + std::to_string(number) + " of the profile", clock_.lag(now, *replayed));
  }
}

Brake Observer::look(db::Connection& primary) {
  const db::Result row = primary.query(sql::batch_load, {std::to_string(table_)});
  const auto now = LagClock::Time::clock::now();
  load_.wal_bytes = row.integer(0, 0);
  load_.oldest_pid = static_cast<int>(row.integer(0, 1));
  load_.oldest_transaction = base::Milliseconds(row.integer(0, 2));
  load_.dead_rows = row.number(0, 3);
  load_.live_rows = row.number(0, 4);
  clock_.add(now, load_.wal_bytes);
  look_at_replicas(primary, now);
  return judge(load_, clock_.bytes_a_second(), minute_of_day(), pace_);
}

db::Connection* Observer::reader(db::Connection& primary) {
  look(primary);
  for (Replica& replica : replicas_) {
    const auto replayed = replayed_by(replica);
    // Nothing is known of the time before this look, so only one that has caught up counts as near enough.
    if (replayed && clock_.lag(LagClock::Time::clock::now(), *replayed) <= pace_.max_lag) return &*replica.connection;
  }
  return nullptr;
}

std::vector<std::string> Observer::take_notes() { return std::exchange(notes_, {}); }

}  // namespace barqdb::batch
