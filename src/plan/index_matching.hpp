// Which live index is which wanted one: kept, renamed, replaced, or of one side only. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "plan/index_difference.hpp"

namespace barqdb::plan {

using IndexNames = std::map<model::QualifiedName, std::size_t>;  // with their positions; not those of constraints

// Positions in `live` and `wanted`; pairs are (live, wanted). Of a tree that is told part by part and has to go only
// the top is dropped: its parts go with it.
struct Matches {
  std::vector<std::size_t> creates;  // of wanted
  std::vector<std::size_t> drops;    // of live
  Pairs kept;
  Pairs replaces;
  Pairs renames;
  IndexNames wanted_names;
};
Matches match_indexes(const DifferenceInput& input);

bool of_constraint(const model::InspectedIndex& index);

}  // namespace barqdb::plan
