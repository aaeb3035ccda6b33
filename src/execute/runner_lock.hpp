// One runner a database at a time: a session advisory lock, polled, never waited for in the server (a blocking
// pg_advisory_lock holds a snapshot and would deadlock the holder's concurrent build).
#pragma once

#include "base/units.hpp"
#include "db/connection.hpp"
#include "execute/listener.hpp"

namespace barqdb::execute {

// The key of the advisory lock, as SQL: "BARQ" as a number, and 1 for the runner of this database.
inline constexpr const char* runner_lock_key_high = "1111577169";
inline constexpr const char* runner_lock_key_low = "1";

class RunnerLock {
 public:
  // Polls with jitter until the lock is free; says who holds it. Throws Error{busy} after `wait`, Error{interrupted} on
  // Ctrl-C. The lock belongs to `connection`: should the client die, the server keeps it until its last statement has
  // ended, so the next runner finds that statement's result and not a build in flight.
  RunnerLock(db::Connection& connection, base::Milliseconds wait, Listener& listener);
  ~RunnerLock();
  RunnerLock(const RunnerLock&) = delete;
  RunnerLock& operator=(const RunnerLock&) = delete;

 private:
  db::Connection& connection_;
};

}  // namespace barqdb::execute
