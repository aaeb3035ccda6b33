// One runner a database at a time: a session advisory lock, polled, never waited for in the server (a blocking
// pg_advisory_lock holds a snapshot and would deadlock the holder's concurrent build).
#pragma once

#include <chrono>
#include <string>

#include "base/units.hpp"
#include "db/connection.hpp"
#include "execute/listener.hpp"

namespace barqdb::execute {

// The key of the advisory lock, as SQL: "BARQ" as a number, and 1 for the runner of this database.
inline constexpr const char* runner_lock_key_high = "1111577169";
inline constexpr const char* runner_lock_key_low = "1";

class RunnerLock {
 public:
  // Polls with jitter until the lock is free and no other runner has a lease; says who holds it. Throws Error{busy}
  // after `wait`, Error{interrupted} on Ctrl-C. The lock belongs to `connection`: should the client die, the server
  // keeps it until its last statement has ended, so the next runner finds that statement's result and not a build in
  // flight.
  RunnerLock(db::Connection& connection, base::Milliseconds wait, Listener& listener);
  ~RunnerLock();
  RunnerLock(const RunnerLock&) = delete;
  RunnerLock& operator=(const RunnerLock&) = delete;

  // After SQL that is not ours, which may have released it (DISCARD ALL, pg_advisory_unlock_all): takes it again.
  // Throws Error{busy} when another runner was quicker.
  void regain() const;

 private:
  db::Connection& connection_;
};

// Who holds the lock, for a message; "" when nobody does.
std::string session_lock_holder(db::Connection& connection);

// Waiting for another runner: the pauses, what is said meanwhile, and the end of patience.
class WaitForRunner {
 public:
  WaitForRunner(base::Milliseconds most, Listener& listener) : most_(most), listener_(listener) {}
  // Pauses once. `holder` as a person reads it; "" when it is not known. Throws Error{busy} when the time is up.
  void once(const std::string& holder);

 private:
  base::Milliseconds most_;
  Listener& listener_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  base::Milliseconds step_{50};
  std::string said_;
};

}  // namespace barqdb::execute
