// Looking at how statements run without leaving traces in the statistics that tell which indexes are used.
#pragma once

#include "db/connection.hpp"

namespace barqdb::execute {

// From here on the session counts no scans: what it plans and executes is no use of an index. Planning alone counts
// otherwise, where it looks at the end of a column's range. Needs a superuser or, from PostgreSQL 15 on, GRANT SET ON
// PARAMETER track_counts; returns false, and changes nothing, for other roles. Not to be called in a transaction.
bool stop_counting(db::Connection& connection);

}  // namespace barqdb::execute
