// Cuts a table's keys into ranges for lanes.
#pragma once

#include <vector>

#include "batch/job.hpp"
#include "batch/work.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

// Ranges that follow one another without a gap, the last one ending at the largest key there is now; none for an empty
// table. `sampler` may be a replica: only the inner bounds come from it, so that what it lacks does no harm.
std::vector<Lane> split(db::Connection& primary, db::Connection& sampler, const Target& target, int jobs);

}  // namespace barqdb::batch
