// Figures of reports: more than two decimals say nothing.
#pragma once

#include <cstdint>

namespace barqdb::analyze {

// To two decimals, halves up; not for figures below zero.
inline double rounded(double value) { return static_cast<double>(static_cast<std::int64_t>(value * 100 + 0.5)) / 100; }

}  // namespace barqdb::analyze
