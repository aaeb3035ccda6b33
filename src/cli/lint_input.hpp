// What `lint` is to look at: revisions of the chain, or files of plain SQL.
#pragma once

#include <vector>

#include "cli/command.hpp"
#include "config/settings.hpp"
#include "lint/options.hpp"
#include "lint/unit.hpp"

namespace barqdb::cli {

// Reads everything; throws Error{usage} for what cannot be read.
std::vector<lint::Unit> load_units(const Arguments& arguments, Context& context);
// Every revision of the chain that can be read; it is for the caller to complain of the others.
std::vector<lint::Unit> readable_units(Context& context);
// What the profile says of the linter.
lint::Options lint_options(const config::LintSettings& settings);
// The bytes of a file, or of standard input for "-", which is read once.
std::string text_of_input(const std::string& file);

}  // namespace barqdb::cli
