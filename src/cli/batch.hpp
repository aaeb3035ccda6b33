// The subcommands of batch, a file each group.
#pragma once

#include <vector>

#include "cli/command.hpp"

namespace barqdb::cli {

std::vector<Command> batch_change_commands();   // update, delete, soft-delete, copy, run
std::vector<Command> batch_load_commands();     // insert, upsert
std::vector<Command> batch_control_commands();  // status, pause, resume, cancel, restore

}  // namespace barqdb::cli
