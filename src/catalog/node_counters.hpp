// Reads what one server has counted, main server or replica: cheap enough for every five minutes.
#pragma once

#include "db/connection.hpp"
#include "model/node_counters.hpp"

namespace barqdb::catalog {

// Any role may see all of it. `node` is left to the caller.
model::NodeIdentity read_node_identity(db::Connection& connection);
model::NodeCounters read_node_counters(db::Connection& connection);

}  // namespace barqdb::catalog
