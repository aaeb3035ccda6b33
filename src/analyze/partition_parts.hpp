// What a partitioned index lacks: the partitions without an attached part, and how each gets one. Pure.
#pragma once

#include <string>
#include <vector>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

struct PartitionParts {
  std::vector<std::string> missing;     // schema.table of partitions that have nothing to attach
  std::vector<std::string> attachable;  // schema.index of indexes on them that only have to be attached
  std::string sql;                      // attaches those; statements separated by semicolons
};

PartitionParts make_partition_parts(const CheckInput& input, const IndexTotals& index);

}  // namespace barqdb::analyze
