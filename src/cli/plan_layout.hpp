// A plan as the run takes it: its groups, their timeouts, and the lane of each operation.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "execute/runner.hpp"
#include "model/plan.hpp"

namespace barqdb::cli {

struct PlannedGroup {
  model::Strategy strategy = model::Strategy::transaction;
  std::size_t begin = 0;  // indexes into Plan::operations
  std::size_t end = 0;
  std::vector<int> lanes;           // beside the operations; 0 where there are no lanes
  base::Milliseconds duration{-1};  // of the builds in it; -1 when none is estimated
};

std::vector<PlannedGroup> layout_of(const model::Plan& plan, const config::OnlineSettings& online, int server_version);

// What limits a wait in the group: "lock timeout 200 ms, tried again for up to 5 m".
std::string limits_of(model::Strategy strategy, const config::OnlineSettings& online);

struct PlanTotals {
  std::int64_t operations = 0;
  std::int64_t sending = 0;      // operations that send something
  std::int64_t index_bytes = 0;  // of the new indexes whose size is estimated
  std::int64_t unsized = 0;      // new indexes whose size is not
  base::Milliseconds duration{0};
  bool from_ledger = false;
};
PlanTotals totals_of(const execute::Preview& preview, const config::OnlineSettings& online);

// "about 1,000 rows, 40 kB, 2 ms", or "" when nothing is known.
std::string estimate_text(const model::Estimate& estimate);

// The statements of an operation in the order in which they are sent.
std::vector<std::string> statements_of(const model::Operation& operation);

}  // namespace barqdb::cli
