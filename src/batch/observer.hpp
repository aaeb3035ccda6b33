// Looks at the server while a batch runs: load, lag of the replicas, and what follows for the batch.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "batch/lag_clock.hpp"
#include "batch/throttle.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

class Observer {
 public:
  // `replicas`: connection strings of the profile, asked directly beside what the primary knows of its standbys. One
  // that does not answer any more is as far behind as it was, and the time since then.
  Observer(std::int64_t table, const Pace& pace, std::vector<std::string> replicas);

  // Throws Error{usage} when the replica of --replica is not there at the first look.
  // `own`: pids of the lanes' sessions.
  Brake look(db::Connection& primary, const std::vector<int>& own);
  const Load& load() const { return load_; }
  // A replica to read estimates from: one whose lag is within the limit now. nullptr when there is none.
  db::Connection* reader(db::Connection& primary);
  std::vector<std::string> take_notes();

 private:
  struct Replica {
    std::string conninfo;
    std::optional<db::Connection> connection;
    std::optional<std::int64_t> replayed;  // when it was asked last
    LagClock::Time ask_again;              // when it did not answer
    bool given_up = false;                 // it never answered
  };
  // What the primary knows of the standbys that stream from it.
  void look_at_standbys(db::Connection& primary, LagClock::Time now);
  void look_at_replicas(db::Connection& primary, LagClock::Time now);
  std::optional<std::int64_t> replayed_by(Replica& replica);
  // A replica that has replayed so far.
  void count_lag(const std::string& name, LagClock::Time now, std::int64_t replayed);

  std::int64_t table_;
  Pace pace_;
  std::vector<Replica> replicas_;
  LagClock clock_;
  std::map<std::string, ReplayRate> rates_;
  Load load_;
  std::int64_t next_transaction_ = 0;  // at the look before
  std::optional<std::int64_t> named_;  // what the replica of --replica had replayed when it was seen last
  bool hidden_ = false;                // that some standbys cannot be seen was said
  std::vector<std::string> notes_;
};

}  // namespace barqdb::batch
