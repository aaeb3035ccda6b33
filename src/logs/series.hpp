// The timeline as series for formats that draw.
#pragma once

#include <vector>

#include "logs/timeline.hpp"
#include "model/report.hpp"

namespace barqdb::logs {

// Statements, their p95, slow ones, errors, lock waits, temporary files, autovacuum and checkpoints, each in the same
// equal parts of the log's time, at most 120; what never happened is left out. Times are whole seconds by the log's
// clock.
std::vector<model::Series> make_series(const Timeline& timeline, double slow_ms);

}  // namespace barqdb::logs
