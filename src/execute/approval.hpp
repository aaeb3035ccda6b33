// A plan file against the server: written from a preview, and checked before it is run.
#pragma once

#include "execute/runner.hpp"
#include "plan/plan_file.hpp"

namespace barqdb::execute {

plan::PlanFile plan_file_of(const Preview& preview, const RunInput& input);

// What is left of the approved plan, by the ledger.
std::vector<std::string> approved_ids(const plan::PlanFile& approved, const model::Ledger& ledger);
// Throws Error{refused} that names everything that changed since the plan was made.
void check_approved(db::Connection& connection, const RunInput& input, model::Direction direction);
// The same for one revision that was just planned on the live catalog.
void check_approved(const plan::PlanFile& approved, const model::Plan& plan, bool begun);

}  // namespace barqdb::execute
