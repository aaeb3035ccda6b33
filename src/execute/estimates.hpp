// Estimates for the operations of plans: rows, index size, duration, and which lane takes them.
#pragma once

#include <vector>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Fills Operation::estimate; reads the server, changes nothing. Without the ledger no build was ever measured.
void estimate_plans(db::Connection& connection, bool ledger_exists, std::vector<model::Plan>& plans);

}  // namespace barqdb::execute
