// Charts of the index report, for formats that draw. Pure.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "model/report.hpp"

namespace barqdb::analyze {

// Sizes by table and index from the report's rows, with the verdicts of the findings as tones; scans over time when
// there is more than one part.
model::Charts make_index_charts(const model::Report& report,
                                const std::vector<std::pair<std::int64_t, std::int64_t>>& scans);

}  // namespace barqdb::analyze
