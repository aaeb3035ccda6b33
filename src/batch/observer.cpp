// One query to the primary a look, and one to each replica that the profile names.
#include "batch/observer.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

#include "base/error.hpp"
#include "batch/sql.hpp"

namespace barqdb::batch {
namespace {

constexpr base::Milliseconds answer_within{2000};
constexpr std::chrono::seconds between_tries{5};
constexpr const char* may_not_see = "standbys stream from this server, and this role may not see how far they are";

int minute_of_day() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return local.tm_hour * 60 + local.tm_min;
}

}  // namespace

Observer::Observer(std::int64_t table, const Pace& pace, std::vector<std::string> replicas)
    : table_(table), pace_(pace) {
  for (std::string& conninfo : replicas) replicas_.push_back({std::move(conninfo), {}, {}, {}});
}

void Observer::count_lag(const std::string& name, LagClock::Time now, std::int64_t replayed) {
  ReplayRate& rate = rates_[name];
  rate.add(now, replayed, load_.wal_bytes);
  load_.replay = std::max(load_.replay, rate.needs());
  const base::Milliseconds lag = clock_.lag(now, replayed);
  if (load_.lag && *load_.lag >= lag) return;
  load_.lag = lag;
  load_.lagging = name;
}

std::optional<std::int64_t> Observer::replayed_by(Replica& replica) {
  const auto now = LagClock::Time::clock::now();
  if (replica.given_up || now < replica.ask_again) return replica.replayed;
  try {
    if (!replica.connection) {
      db::ConnectOptions options{replica.conninfo};
      options.connect_timeout = answer_within;
      replica.connection.emplace(options);
    }
    const db::Result row = replica.connection->query(
        "SELECT pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery() THEN "
        "pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_insert_lsn() END, '0/0')::bigint");
    replica.replayed = row.integer(0, 0);
  } catch (const base::Error& error) {
    replica.connection.reset();
    replica.given_up = !replica.replayed;
    const bool first = replica.ask_again == LagClock::Time();
    replica.ask_again = now + between_tries;
    if (replica.given_up)
      notes_.push_back("a replica of the profile cannot be asked for its lag, and is left out: " + error.message);
    else if (first)
      notes_.push_back("a replica of the profile does not answer any more, and counts as falling behind: " +
                       error.message);
  }
  return replica.replayed;
}

void Observer::look_at_standbys(db::Connection& primary, LagClock::Time now) {
  const db::Result rows = primary.query(sql::batch_replicas, {pace_.replica});
  bool hidden = false;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    hidden = hidden || rows.boolean(row, 2);
    if (rows.null(row, 1)) continue;
    count_lag(std::string(rows.text(row, 0)), now, rows.integer(row, 1));
    if (!pace_.replica.empty()) named_ = rows.integer(row, 1);
  }
  if (pace_.replica.empty()) {
    if (hidden && !hidden_) notes_.emplace_back(may_not_see);
    hidden_ = hidden_ || hidden;
  } else if (!named_) {
    throw base::Error(base::ErrorKind::usage,
                      hidden ? std::string(may_not_see)
                             : "no standby with the application_name " + pace_.replica + " streams from this server",
                      hidden ? "GRANT pg_monitor to the role, or name the replica in the profile"
                             : "`barqdb health` lists them; without --replica every one counts");
  } else if (!load_.lag) {
    count_lag(pace_.replica, now, *named_);
  }
}

void Observer::look_at_replicas(db::Connection& primary, LagClock::Time now) {
  load_.lag.reset();
  load_.replay = base::Milliseconds(0);
  look_at_standbys(primary, now);
  if (!pace_.replica.empty()) return;  // the only one that counts
  int number = 0;
  for (Replica& replica : replicas_) {
    ++number;
    if (const auto replayed = replayed_by(replica))
      count_lag("number " + std::to_string(number) + " of the profile", now, *replayed);
  }
}

Brake Observer::look(db::Connection& primary, const std::vector<int>& own) {
  std::string pids;
  for (const int pid : own) pids += (pids.empty() ? "" : ",") + std::to_string(pid);
  const db::Result row =
      primary.query(sql::batch_load, {std::to_string(table_), "{" + pids + "}", std::to_string(next_transaction_)});
  const auto now = LagClock::Time::clock::now();
  load_.wal_bytes = row.integer(0, 0);
  load_.oldest_pid = static_cast<int>(row.integer(0, 1));
  load_.oldest_transaction = base::Milliseconds(row.integer(0, 2));
  load_.dead_rows = row.number(0, 3);
  load_.live_rows = row.number(0, 4);
  load_.waited_for = row.boolean(0, 5);
  // Who has not ended since the look before holds a transaction open, and is not at work the whole time.
  load_.writers = next_transaction_ == 0 ? 0 : row.integer(0, 6);
  next_transaction_ = row.integer(0, 7);
  clock_.add(now, load_.wal_bytes);
  look_at_replicas(primary, now);
  return judge(load_, clock_.bytes_a_second(), minute_of_day(), pace_);
}

db::Connection* Observer::reader(db::Connection& primary) {
  look(primary, {});
  for (Replica& replica : replicas_) {
    const auto replayed = replayed_by(replica);
    // Nothing is known of the time before this look, so only one that has caught up counts as near enough.
    if (replayed && replica.connection && clock_.lag(LagClock::Time::clock::now(), *replayed) <= pace_.max_lag)
      return &*replica.connection;
  }
  return nullptr;
}

std::vector<std::string> Observer::take_notes() { return std::exchange(notes_, {}); }

}  // namespace barqdb::batch
