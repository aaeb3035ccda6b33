// Concurrent operations of a plan side by side: one concurrent build a table at a time, several tables at once.
#pragma once

#include "execute/perform.hpp"
#include "execute/statement_runner.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Operations [begin, end) of the plan, all of them concurrent or all of them plain. With one job they run in order
// on the runner's connection, with more each lane has its own. After an error no further operation is begun; those
// under way are finished first, then the first error is thrown.
void run_lanes(Workshop& workshop, StatementRunner& runner, const model::Plan& plan, std::size_t begin,
               std::size_t end);

}  // namespace barqdb::execute
