// Reads the state of a server: sessions, snapshots, locks, replication, vacuum, checkpoints, indexes.
#pragma once

#include "db/connection.hpp"
#include "model/health.hpp"

namespace barqdb::catalog {

// A dozen short queries. What the role may not see, or the server cannot tell, goes to not_examined; only a lost
// connection ends the reading with Error{server}. `dead_rows` is the least share of dead rows, in percent.
model::HealthFacts read_health(db::Connection& connection, double dead_rows);

}  // namespace barqdb::catalog
