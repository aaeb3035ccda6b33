// Whether a window can carry a verdict about use, of an index and of its table. Pure.
#pragma once

#include <string>

#include "analyze/check_input.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {

base::Milliseconds window_age(const model::UsageWindow& window);  // its length

// What is missing before the index's scans in the window say anything about its use; "" when nothing is. A minimum of 0
// asks for no age at all, neither of the window nor of the index.
std::string missing_evidence(const CheckInput& input, const IndexTotals& index);

// Figures of the window that belong to every verdict about use.
void add_window_evidence(const CheckInput& input, const IndexTotals& index, model::Finding& finding);

// What makes counters or statistics of the table a weak ground: never analyzed, autovacuum off, near wraparound.
std::vector<std::string> cautions(const CheckInput& input, std::int64_t table);

}  // namespace barqdb::analyze
