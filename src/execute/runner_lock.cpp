// Polling pg_try_advisory_lock.
#include "execute/runner_lock.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/text.hpp"
#include "execute/lease.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {

std::string session_lock_holder(db::Connection& connection) {
  const db::Result holder = connection.query(sql::runner_lock_holder, {runner_lock_key_high, runner_lock_key_low});
  if (holder.rows() == 0) return "";
  std::string text = "pid " + std::string(holder.text(0, 0));
  if (!holder.text(0, 1).empty()) text += ", " + std::string(holder.text(0, 1));
  if (!holder.text(0, 2).empty()) text += ", user " + std::string(holder.text(0, 2));
  if (!holder.text(0, 6).empty()) text += ", from " + std::string(holder.text(0, 6));
  text += ", connected for " + base::format_duration(std::chrono::seconds(holder.integer(0, 4)));
  if (!holder.text(0, 5).empty())
    text += ", " + std::string(holder.text(0, 3)) + ": " + base::one_line(holder.text(0, 5), 80);
  return text;
}

RunnerLock::RunnerLock(db::Connection& connection, base::Milliseconds wait, Listener& listener)
    : connection_(connection) {
  const std::string key = std::string(runner_lock_key_high) + ", " + runner_lock_key_low;
  WaitForRunner waiting(wait, listener);
  while (true) {
    if (connection.query("SELECT pg_catalog.pg_try_advisory_lock(" + key + ")").boolean(0, 0)) {
      const std::string other = lease_holder(connection);
      if (other.empty()) return;
      connection.query("SELECT pg_catalog.pg_advisory_unlock(" + key + ")");
      waiting.once(other);
    } else {
      waiting.once(session_lock_holder(connection));
    }
  }
}

RunnerLock::~RunnerLock() {
  try {
    if (connection_.alive() && !connection_.in_transaction()) {
      connection_.query(std::string("SELECT pg_catalog.pg_advisory_unlock(") + runner_lock_key_high + ", " +
                        runner_lock_key_low + ")");
    }
  } catch (const base::Error&) {  // the session ends anyway, and the lock with it
  }
}

void RunnerLock::regain() const {
  const db::Result mine = connection_.query(sql::runner_lock_regain, {runner_lock_key_high, runner_lock_key_low});
  if (mine.boolean(0, 0)) return;
  const std::string holder = session_lock_holder(connection_);
  throw base::Error(base::ErrorKind::busy,
                    "SQL of the revision released the runner's lock, and another barqdb took it" +
                        (holder.empty() ? "" : " (" + holder + ")"),
                    "type the same command again when that one is done, and take what releases locks (DISCARD ALL, "
                    "pg_advisory_unlock_all) out of the revision");
}

void WaitForRunner::once(const std::string& holder) {
  const std::string who = holder.substr(0, holder.find(','));
  if (!holder.empty() && who != said_) {
    listener_.note("another barqdb is at work on this database (" + holder + "); waiting for it, at most " +
                   base::format_duration(most_));
    said_ = who;
  }
  const auto waited = std::chrono::duration_cast<base::Milliseconds>(std::chrono::steady_clock::now() - began_);
  if (waited >= most_) {
    throw base::Error(
        base::ErrorKind::busy,
        "another barqdb still works on this database after " + base::format_duration(waited) +
            (holder.empty() ? "" : " (" + holder + ")"),
        "wait for it and type the same command again; `online.runner_wait` in the profile sets how long to wait");
  }
  pause_for(jittered(step_));
  step_ = std::min(step_ * 2, base::Milliseconds(1000));
}

}  // namespace barqdb::execute
