// What a batch would do, without a trace: --dry-run.
#pragma once

#include "batch/runner.hpp"
#include "model/report.hpp"

namespace barqdb::batch {

model::Report preview(const RunInput& input);

}  // namespace barqdb::batch
