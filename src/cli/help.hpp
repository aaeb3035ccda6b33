// The help texts, made from the table of commands.
#pragma once

#include <string>
#include <vector>

#include "cli/parse.hpp"

namespace barqdb::cli {

std::string help_of_program(const std::vector<Command>& table);
std::string help_of_command(const CommandPath& path);

}  // namespace barqdb::cli
