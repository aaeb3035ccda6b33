// Which lane would take which operation of a group, by the rules of the run and the estimated durations. Pure.
#pragma once

#include <vector>

#include "base/units.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

struct LaneForecast {
  std::vector<int> lanes;  // beside the operations from `begin`: 1 to jobs; 0 for one that is done already
  base::Milliseconds duration{0};
};

// A duration that is not known counts as one that follows the size of the table.
LaneForecast forecast_lanes(const model::Plan& plan, std::size_t begin, std::size_t end, int jobs, int server_version);

}  // namespace barqdb::execute
