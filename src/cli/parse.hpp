// The command line → which command, with what. The only file that knows CLI11 is parse.cpp.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace barqdb::cli {

// The path to a command: {upgrade}, or {server, start}. Empty: no command was given.
using CommandPath = std::vector<const Command*>;
std::string path_text(const CommandPath& path);  // "barqdb server start"

struct Invocation {
  CommandPath path;
  Arguments arguments;
  GlobalOptions globals;
  bool help = false;
  bool version = false;
};

// Flags that every command takes, before or after its name.
const std::vector<Option>& global_options();

// `words` is argv without the program's name. Throws Error{usage} with a hint at the nearest command or option.
Invocation parse(const std::vector<std::string>& words, const std::vector<Command>& table);

}  // namespace barqdb::cli
