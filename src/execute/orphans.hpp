// Statements of an earlier run whose client died: the server goes on with them.
#pragma once

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/listener.hpp"

namespace barqdb::execute {

// Waits, with the runner lock held, until no backend works on a step of the ledger any more; its result is then found
// in the catalog like any other. Throws Error{busy} when online.wait_budget is spent.
void wait_for_orphans(db::Connection& connection, const config::OnlineSettings& online, Listener& listener);

}  // namespace barqdb::execute
