// Which indexes of a table may go because others stay: chains resolved, so that no keeper goes itself. Pure.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

struct CoverGraph {
  std::unordered_map<std::int64_t, std::int64_t> keeper_of;  // oid of a superfluous index → oid of the one that stays
  std::unordered_map<std::int64_t, std::int64_t> twin_of_invalid;  // invalid index → a valid one that does its work
  std::unordered_set<std::int64_t> keepers;                        // the topmost ones of those that stay
};

CoverGraph make_cover_graph(const CheckInput& input);

// Nothing but speed depends on it, its parts included, so that it may go when another one serves: no constraint, no
// identity of rows, no order of CLUSTER, no rule that keeps it. Uniqueness is for the rule of cover to judge.
bool may_be_covered(const CheckInput& input, const IndexTotals& index, const std::string& check);

}  // namespace barqdb::analyze
