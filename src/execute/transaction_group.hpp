// Neighbouring transactional operations as one transaction with their ledger rows, tried again while a lock is not to
// be had.
#pragma once

#include <string>

#include "execute/statement_runner.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Operations [begin, end) of the plan. `record` is SQL that commits with them, or "". After an error nothing of it is
// left. Throws Error{busy} when the lock budget is spent.
void run_transaction(StatementRunner& runner, const model::Plan& plan, std::size_t begin, std::size_t end,
                     const std::string& record);

// The short statements that complete an operation which ran by itself, in a transaction of their own; likewise.
void run_after(StatementRunner& runner, const model::Operation& operation);

// Throws when an index that the operations were to create is missing or invalid.
void check_valid(StatementRunner& runner, const model::Plan& plan, std::size_t begin, std::size_t end);

}  // namespace barqdb::execute
