// The table of all commands, from commands.inc.
#include "cli/command.hpp"

namespace barqdb::cli {

#define COMMAND(name) Command name##_command();
#include "cli/commands.inc"
#undef COMMAND

const std::vector<Command>& commands() {
#define COMMAND(name) name##_command(),
  static const std::vector<Command> table = {
#include "cli/commands.inc"
  };
#undef COMMAND
  return table;
}

}  // namespace barqdb::cli
