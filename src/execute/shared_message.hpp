// Short operations of a transaction sent as one message: on small tables the way to the server and back is a third of
// what an index costs.
#pragma once

#include <cstddef>

#include "execute/statement_runner.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Where the operations end that may go with the one at `begin`: drops, and builds on small or new tables. At least
// begin + 1.
std::size_t shared_end(const model::Plan& plan, std::size_t begin, std::size_t end);

// Runs [begin, end), inside a transaction. Tells the listener of each, with its share of the time. An error names its
// operation and its statement, as if it had been sent alone.
void run_shared(StatementRunner& runner, const model::Plan& plan, std::size_t begin, std::size_t end);

}  // namespace barqdb::execute
