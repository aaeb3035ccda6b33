// From a target to the revisions to run, and from a revision to its plan on the live catalog.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "execute/pending.hpp"
#include "execute/runner.hpp"
#include "model/ledger.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// In the order of running; empty when there is nothing to do. Throws Error{refused} when the ledger and the folder disagree or an
// unfinished revision stands in the way, Error{usage} for the target.
std::vector<std::string> revisions_to_run(const RunInput& input, const model::Ledger& ledger, model::Direction direction);

// Throws Error{refused} naming every step without a way back.
void check_all_reversible(const std::vector<Pending>& pending);

model::Plan plan_revision(db::Connection& connection, const Pending& pending, const RunInput& input, model::Direction direction, bool ledger_exists,
                          const std::set<std::int64_t>& tables_before_run);

}  // namespace barqdb::execute
