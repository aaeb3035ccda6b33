// --fail-on: which findings make a command that is a gate exit with 1; one option and one rule for all of them.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "model/report.hpp"

namespace barqdb::cli {

// `fallback` is the command's own default: severities (error, warning, info: that one and the worse ones), ids of
// checks, or patterns of ids such as index.*, separated by commas; "none" for no finding at all. The command names its
// `checks`.
Option fail_on_option(std::string fallback);

// Throws Error{usage} for a word that is neither a severity nor one of `ids`, nor a pattern that matches one: a typo
// would leave the gate open. Asked before the command runs.
void check_fail_on(const std::vector<std::string>& values, const std::vector<std::string>& ids);

// The command's exit code: 1 when --fail-on (or its default) names one of the findings, else 0.
int exit_code_of(const model::Report& report, const Arguments& arguments);

}  // namespace barqdb::cli
