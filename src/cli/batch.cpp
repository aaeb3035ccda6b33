// barqdb batch: changes of many rows in small transactions.
#include "cli/batch.hpp"

#include <utility>

namespace barqdb::cli {

Command batch_command() {
  Command command;
  command.name = "batch";
  command.group = "act";
  command.summary = "change many rows in small transactions, from where it stopped";
  command.details =
      "Walks a table by its key in chunks whose size follows the time they take, each in a transaction of its own that "
      "also moves the cursor. Whatever ends a batch, the same command goes on behind the last chunk that was "
      "committed: "
      "no row twice, none missed. docs/batch.md has the whole of it.";
  command.examples = {"barqdb batch update --table orders --set \"tier = 'basic'\" --where \"tier IS NULL\"",
                      "barqdb batch status"};
  for (auto make : {batch_change_commands, batch_load_commands, batch_control_commands})
    for (Command& one : make()) command.subcommands.push_back(std::move(one));
  return command;
}

}  // namespace barqdb::cli
