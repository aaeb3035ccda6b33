// Insert and upsert before they begin: columns, conflict clause, header of the input.
#pragma once

#include "batch/work.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

// Fills target and statement of `work`, whose spec is there. Throws Error{usage}.
void prepare_load(db::Connection& connection, Work& work);

}  // namespace barqdb::batch
