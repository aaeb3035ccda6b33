// The indexes that CLUSTER and the replica identity of tables go by: from the live ones to the wanted ones. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/revision.hpp"
#include "plan/index_matching.hpp"

namespace barqdb::plan {

// SQL and its way back.
model::SqlStep sql_step(std::string up, std::string down);

// Steps for the time when everything wanted is made. `early` are positions of live indexes that are gone by then.
std::vector<model::SqlStep> mark_tables(const DifferenceInput& input, const Matches& matches,
                                        const std::set<std::size_t>& early);

}  // namespace barqdb::plan
