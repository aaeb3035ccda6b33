// A backfill of a plan: recorded like every operation, run by whoever runs batches.
#pragma once

#include "execute/perform.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Before anything of the plan is run. Throws Error{refused} for a backfill behind a transaction pooler.
void check_backfills(const Workshop& workshop, const model::Plan& plan);
void run_backfill(Workshop& workshop, const model::Plan& plan, std::size_t index);

}  // namespace barqdb::execute
