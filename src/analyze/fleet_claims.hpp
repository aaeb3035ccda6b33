// The figures that BARQ Fleet's optimization was announced with, beside measured ones. Pure.
#pragma once

#include <vector>

#include "model/fleet_benchmark.hpp"
#include "model/report.hpp"

namespace barqdb::analyze {

// Rows for every size and operation: as it was (naive, before the indexes), with the indexes alone, and as it is
// (better, with the indexes), the factor between first and last, the announced factor, and whether it is met; then what
// the indexes cost.
model::Report make_fleet_report(const std::vector<model::FleetBenchmark>& benchmarks);

}  // namespace barqdb::analyze
