// What a partitioned index lacks: partitions without an attached part, parts that are not valid, and how it gets them.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

struct PartitionParts {
  std::vector<std::string> missing;     // schema.table of partitions that have nothing to attach
  std::vector<std::string> attachable;  // schema.index of indexes on them that only have to be attached
  std::vector<std::string> broken;      // schema.index of attached parts that are not valid
  std::string sql;  // attaches the attachable ones, and rebuilds broken leaves; statements separated by semicolons
};

PartitionParts make_partition_parts(const CheckInput& input, const IndexTotals& index);

}  // namespace barqdb::analyze
