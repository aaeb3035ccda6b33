// Waiting for them.
#include "execute/orphans.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/text.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {

void wait_for_orphans(db::Connection& connection, const config::OnlineSettings& online, Listener& listener) {
  // The usual answer, without planning a query over sessions and locks.
  if (!connection.query(sql::steps_begun).boolean(0, 0)) return;
  const auto began = std::chrono::steady_clock::now();
  std::string said;
  for (base::Milliseconds step{50};; step = std::min(step * 2, base::Milliseconds(1000))) {
    const db::Result orphan = connection.query(sql::orphans);
    if (orphan.rows() == 0) return;
    const std::string who = "pid " + std::string(orphan.text(0, 0));
    if (who != said) {
      listener.note("the server still works for an earlier run that was cut off (" + who +
                    "): " + base::one_line(orphan.text(0, 1), 80) + "; waiting for its result");
      said = who;
    }
    if (std::chrono::steady_clock::now() - began >= online.wait_budget) {
      throw base::Error(base::ErrorKind::busy,
                        "the statement of an earlier run (" + who + ") still works after " +
                            base::format_duration(online.wait_budget),
                        "wait for it, or end it with SELECT pg_terminate_backend(" + std::string(orphan.text(0, 0)) +
                            "), and type the same command again");
    }
    pause_for(jittered(step));
  }
}

}  // namespace barqdb::execute
