// Runs one plan: groups in order, transactional ones as one transaction, concurrent ones in lanes, all others alone.
#pragma once

#include <functional>
#include <string>

#include "execute/workshop.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// `record` gives the SQL that marks the revision as applied or rolled back; it commits with the last transactional
// group, or in a transaction of its own. After an error nothing of the group that failed is left, and no invalid index
// of ours where the connection still lives; the same command goes on from there.
void perform(Workshop& workshop, const model::Plan& plan, const std::function<std::string()>& record);

}  // namespace barqdb::execute
