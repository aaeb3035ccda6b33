// The options of the batch commands, and what they mean.
#pragma once

#include <string>
#include <vector>

#include "batch/runner.hpp"
#include "cli/command.hpp"

namespace barqdb::cli {

std::vector<Option> batch_pace_options();   // of every batch
std::vector<Option> batch_walk_options();   // of those that walk a table by its key
std::vector<Option> batch_guard_options();  // of those that change rows of a table

// Pace, budgets, pool, replicas and name; the caller fills in the rest of the spec. Throws Error{usage}.
batch::RunInput batch_input(const Arguments& arguments, Context& context, batch::Kind kind);
// The words of this command, without the flags of the program, to be typed or resumed again.
std::vector<std::string> words_of(const Command& command, const Arguments& arguments);

std::vector<std::string> list_option(const Arguments& arguments, const std::string& name);

}  // namespace barqdb::cli
