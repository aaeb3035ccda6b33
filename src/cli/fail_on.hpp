// --fail-on: which findings make a command that is a gate exit with 1; one option and one rule for all of them.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "model/report.hpp"

namespace barqdb::cli {

// `fallback` is the command's own default: severities (error, warning, info: that one and the worse ones), ids of
// checks, or patterns of ids such as index.*, separated by commas; "none" for no finding at all.
Option fail_on_option(std::string fallback);

// Splits and checks what was given. `ids` are those of all checks of the command, where it knows them. Throws
// Error{usage} for a word that can be neither a severity nor an id, or that is none of `ids` and matches none.
std::vector<std::string> parse_fail_on(const std::vector<std::string>& values,
                                       const std::vector<std::string>& ids = {});
bool fails(const model::Finding& finding, const std::vector<std::string>& wanted);

// The command's exit code: 1 when --fail-on (or its default) names one of the findings, else 0.
int exit_code_of(const model::Report& report, const Arguments& arguments, const std::vector<std::string>& ids = {});

}  // namespace barqdb::cli
