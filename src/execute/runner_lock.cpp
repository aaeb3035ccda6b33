// Polling pg_try_advisory_lock.
#include "execute/runner_lock.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/text.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

std::string holder_text(db::Connection& connection) {
  const db::Result holder = connection.query(sql::runner_lock_holder, {runner_lock_key_high, runner_lock_key_low});
  if (holder.rows() == 0) return "";
  std::string text = "pid " + std::string(holder.text(0, 0));
  if (!holder.text(0, 1).empty()) text += ", " + std::string(holder.text(0, 1));
  if (!holder.text(0, 2).empty()) text += ", user " + std::string(holder.text(0, 2));
  text += ", connected for " + base::format_duration(std::chrono::seconds(holder.integer(0, 4)));
  if (!holder.text(0, 5).empty())
    text += ", " + std::string(holder.text(0, 3)) + ": " + base::one_line(holder.text(0, 5), 80);
  return text;
}

}  // namespace

RunnerLock::RunnerLock(db::Connection& connection, base::Milliseconds wait, Listener& listener)
    : connection_(connection) {
  const auto began = std::chrono::steady_clock::now();
  const std::string attempt =
      std::string("SELECT pg_catalog.pg_try_advisory_lock(") + runner_lock_key_high + ", " + runner_lock_key_low + ")";
  std::string said;
  for (base::Milliseconds step{50};; step = std::min(step * 2, base::Milliseconds(1000))) {
    if (connection.query(attempt).boolean(0, 0)) return;
    const std::string holder = holder_text(connection);
    const std::string pid = holder.substr(0, holder.find(','));
    if (!holder.empty() && pid != said) {
      listener.note("another barqdb is at work on this database (" + holder + "); waiting for it, at most " +
                    base::format_duration(wait));
      said = pid;
    }
    const auto waited = std::chrono::duration_cast<base::Milliseconds>(std::chrono::steady_clock::now() - began);
    if (waited >= wait) {
      throw base::Error(
          base::ErrorKind::busy,
          "another barqdb still works on this database after " + base::format_duration(waited) +
              (holder.empty() ? "" : " (" + holder + ")"),
          "wait for it and type the same command again; `online.runner_wait` in the profile sets how long to wait");
    }
    pause_for(jittered(step));
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

}  // namespace barqdb::execute
