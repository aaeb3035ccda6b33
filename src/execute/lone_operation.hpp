// One operation outside a transaction: intent before the statement, postcondition after it, cleanup by intent.
#pragma once

#include "execute/statement_runner.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Operation `index` of the plan. Waits for other builds on the table first (two concurrent builds on one table
// deadlock), looks for duplicates under a unique index, runs, and leaves no invalid index of ours where the connection
// still lives. An adoption is recorded, what is done already is passed over.
void run_lone_operation(StatementRunner& runner, const model::Plan& plan, std::size_t index);

}  // namespace barqdb::execute
