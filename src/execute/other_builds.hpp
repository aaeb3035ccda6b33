// Concurrent builds of one table deadlock: everybody's count, not only ours.
#pragma once

#include "execute/statement_runner.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Returns when no other session builds, rebuilds or drops an index of the operation's table concurrently, or waits to;
// says for whom it waits. Throws Error{busy} after online.wait_budget.
void wait_for_other_builds(StatementRunner& runner, const model::Operation& operation);

}  // namespace barqdb::execute
