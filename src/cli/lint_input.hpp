// What `lint` is to look at: revisions of the chain, or files of plain SQL.
#pragma once

#include <vector>

#include "cli/command.hpp"
#include "lint/unit.hpp"

namespace barqdb::cli {

// Reads everything; throws Error{usage} for what cannot be read.
std::vector<lint::Unit> load_units(const Arguments& arguments, Context& context);
// The bytes of a file, or of standard input for "-", which is read once.
std::string text_of_input(const std::string& file);

}  // namespace barqdb::cli
