// What a command is: a row of the table in commands.inc. Options are data, so that parsing, help, completion and man
// pages all come from the same place, and CLI11 stays in parse.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/context.hpp"

namespace barqdb::cli {

enum class OptionKind {
  flag,         // --dry-run
  value,        // --schema NAME
  values,       // --set NAME=VALUE, may be repeated
  positional,   // TARGET
  positionals,  // FILES…
};

struct Option {
  OptionKind kind;
  // "-r,--range", or with the value's name for the help: "-r,--range A:B"; for positionals that name alone: "TARGET".
  std::string names;
  std::string help;
  std::string fallback = {};  // shown in the help as the default
  bool required = false;
  std::vector<std::string> choices = {};
};

// Parsed options by the long name without dashes ("range"), positionals by their name in lower case ("target").
class Arguments {
 public:
  bool flag(const std::string& name) const;
  std::string text(const std::string& name) const;  // the fallback when not given
  std::vector<std::string> texts(const std::string& name) const;
  bool given(const std::string& name) const;

  std::map<std::string, std::vector<std::string>> values;  // filled by the parser
  std::map<std::string, std::string> fallbacks;
};

using RunFunction = int (*)(const Arguments& arguments, Context& context);
using IdsFunction = std::vector<std::string> (*)();

struct Command {
  std::string name;     // "upgrade"; "server start" is a command "start" with parent "server"
  std::string group;    // chain, gate, observe, act, around
  std::string summary;  // one line, for the list
  std::string details;  // paragraphs for --help: what it does, exit codes that matter
  std::vector<std::string> examples;
  std::vector<Option> options;
  std::vector<std::string> formats;  // of --format; empty when it prints no report
  RunFunction run = nullptr;
  std::vector<Command> subcommands = {};
  IdsFunction checks = nullptr;  // ids that its findings may have; of one with --fail-on
};

// "range" of "-r,--range A:B", "target" of "TARGET": the name by which Arguments know an option.
std::string key_of(const Option& option);

// The table of all commands, in the order of the help: the map of the program. See commands.inc for how to add one.
const std::vector<Command>& commands();

}  // namespace barqdb::cli
