// The step `backfill` of a revision as a batch.
#pragma once

#include "batch/runner.hpp"
#include "execute/listener.hpp"
#include "model/plan.hpp"

namespace barqdb::batch {

// `base` has connection, pool, budgets and replicas. The revision's batch is found by its name, so that the next
// attempt at the step goes on with it; once the revision was rolled back, its next upgrade begins anew.
void run_backfill(RunInput base, const std::string& revision, const model::Operation& operation,
                  execute::Listener& listener);

}  // namespace barqdb::batch
