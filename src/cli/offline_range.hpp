// Which revisions a plan or script is for that speaks of no particular database.
#pragma once

#include <string>
#include <vector>

#include "revision/graph.hpp"

namespace barqdb::cli {

// Of a range a:b those above a, up to b; of any other target everything up to it.
std::vector<std::string> offline_ids(const revision::Graph& graph, const std::string& target);

}  // namespace barqdb::cli
