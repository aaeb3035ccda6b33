// --plan FILE of upgrade and downgrade.
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"
#include "execute/runner.hpp"
#include "plan/plan_file.hpp"

namespace barqdb::cli {

// Nothing without --plan; then the target is required, and with it neither a target nor an option that would change the
// plan is allowed. Throws Error{usage}, Error{refused}.
std::optional<plan::PlanFile> read_approved(const Arguments& arguments, Context& context, model::Direction direction);

// As run_input; an approved plan brings its own settings. `approved` must outlive the result.
execute::RunInput run_input(const Arguments& arguments, Context& context, const std::string& target,
                            const std::optional<plan::PlanFile>& approved);

}  // namespace barqdb::cli
