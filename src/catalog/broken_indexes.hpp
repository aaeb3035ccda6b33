// Reads the indexes that no query may use, and why.
#pragma once

#include <vector>

#include "db/connection.hpp"
#include "model/broken_index.hpp"

namespace barqdb::catalog {

// By name. Takes no lock that could wait. Sessions of other roles show what they do only with pg_read_all_stats; one
// that hides it counts as at work.
std::vector<model::BrokenIndex> read_broken_indexes(db::Connection& connection);

}  // namespace barqdb::catalog
