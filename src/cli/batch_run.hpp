// Runs a batch for a command: dry run, progress, result.
#pragma once

#include "batch/runner.hpp"
#include "cli/context.hpp"

namespace barqdb::cli {

int run_batch(const batch::RunInput& input, bool dry_run, Context& context);

}  // namespace barqdb::cli
