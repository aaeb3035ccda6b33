// What the planner would do without an index.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace barqdb::model {

struct WhatIfIndex {
  std::int64_t using_it = 0;  // statements whose plan uses the index
  double worst_factor = 1;    // the largest growth of a plan's cost without it
  std::string worst_statement;
  double cost_with = 0;  // of that statement
  double cost_without = 0;
};

struct WhatIf {
  std::string problem;                          // why nothing could be tried; "" when something was
  std::int64_t planned = 0;                     // statements
  std::int64_t not_planned = 0;                 // that the planner refused: unknown types or tables; or for `refused`
  std::map<std::string, std::int64_t> refused;  // why statements were not given to the planner, and how many
  std::map<std::int64_t, WhatIfIndex> indexes;  // by oid, for each that was asked for
  WhatIfIndex together;                         // without all of them at once, when that was asked for instead
};

}  // namespace barqdb::model
