// Polling.
#include "execute/other_builds.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/text.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {

using Clock = std::chrono::steady_clock;

// A build that still waits has no row in pg_stat_progress_create_index; the query looks at locks, too.
void wait_for_other_builds(StatementRunner& runner, const model::Operation& operation) {
  const auto began = Clock::now();
  std::string said;
  for (base::Milliseconds step{50};; step = std::min(step * 2, base::Milliseconds(1000))) {
    const db::Result other = runner.ask_often("other_builds", sql::other_builds, {operation.table.quoted()});
    if (other.rows() == 0) return;
    const std::string who = "pid " + std::string(other.text(0, 0));
    if (who != said) {
      runner.listener().note(operation.what() + " waits for another build on " + operation.table.text() + " (" + who +
                             "): " + base::one_line(other.text(0, 1), 80));
      said = who;
    }
    if (Clock::now() - began >= runner.online().wait_budget) {
      throw base::Error(base::ErrorKind::busy,
                        "another build on " + operation.table.text() + " (" + who + ") still runs after " +
                            base::format_duration(runner.online().wait_budget),
                        "wait for it and type the same command again");
    }
    pause_for(jittered(step));
  }
}

}  // namespace barqdb::execute
