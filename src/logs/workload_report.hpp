// The report of logs-report.
#pragma once

#include "logs/nplusone_report.hpp"
#include "logs/server_events.hpp"
#include "logs/totals.hpp"
#include "model/report.hpp"

namespace barqdb::logs {

struct WorkloadOptions {
  std::string sort = "time";  // time, calls, max, p95, slow
  std::size_t top = 50;       // statements shown; 0 is all
};

model::Report make_workload_report(const Totals& totals, const ServerEvents& events, const ReadFacts& facts,
                                   const WorkloadOptions& options);

}  // namespace barqdb::logs
