// Partitioned indexes and their parts: one definition where that says all.
#pragma once

#include <vector>

#include "catalog/inspect.hpp"

namespace barqdb::catalog {

// Whether the part's definition says something of its own, which a plain CREATE INDEX of the one above it would not
// make.
bool has_own(const model::IndexDefinition& part, const model::IndexDefinition& above);

// Leaves out the parts of a tree that a plain CREATE INDEX on the partitioned table would make again. Where a part is
// missing or has something of its own, the tree is told part by part, with `only` and `part_of`; with `all`, always.
// A part whose tree is not among the indexes is left out.
void fold_trees(std::vector<model::InspectedIndex>& indexes, bool all, PartNames names);

}  // namespace barqdb::catalog
