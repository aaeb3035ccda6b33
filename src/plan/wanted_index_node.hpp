// CREATE INDEX of the chain's SQL, from libpg-query's tree and its text: what it asks for. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "plan/wanted_indexes.hpp"

namespace barqdb::plan {

// `node` is the IndexStmt of `statement`. The table is as written; revision and place are the caller's to add.
WantedIndex wanted_index(const nlohmann::json& node, std::string_view statement);

}  // namespace barqdb::plan
