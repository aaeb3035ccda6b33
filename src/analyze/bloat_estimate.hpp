// How much of a B-tree is empty: measured, compared with its size after the last rebuild, or estimated. Pure.
#pragma once

#include <optional>
#include <string>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

struct Bloat {
  std::string grade;                  // exact, baseline, estimate; "" when nobody can tell
  std::optional<double> percent;      // of its pages that a rebuild would give back
  std::optional<std::int64_t> waste;  // bytes
  std::string problem;                // why there is no figure
};

// Of an index with storage; nothing for one that is no B-tree, or too small to be worth it.
std::optional<Bloat> bloat_of(const CheckInput& input, const IndexTotals& index);

}  // namespace barqdb::analyze
