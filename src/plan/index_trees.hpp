// Trees of partitioned indexes that are told part by part. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "model/inspected_index.hpp"

namespace barqdb::plan {

bool is_part(const model::InspectedIndex& index);

// What hangs below what, by position in a list of indexes.
class IndexTrees {
 public:
  explicit IndexTrees(const std::vector<model::InspectedIndex>& indexes);

  // Directly below.
  const std::vector<std::size_t>& parts_of(std::size_t index) const { return parts_[index]; }
  // Below at any depth, those above first.
  std::vector<std::size_t> all_below(std::size_t index) const;

 private:
  std::vector<std::vector<std::size_t>> parts_;
};

// Both sides tell the indexes of a table alike: as one index each where no tree of the table has something of a part's
// own, on either side; else part by part. `wanted` may come from a file, which says it as it likes.
void align_trees(std::vector<model::InspectedIndex>& live, std::vector<model::InspectedIndex>& wanted);

}  // namespace barqdb::plan
