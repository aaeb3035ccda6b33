// The options of every command that reads the server's logs.
#pragma once

#include <vector>

#include "cli/command.hpp"
#include "logs/input.hpp"
#include "logs/nplusone_report.hpp"

namespace barqdb::cli {

// LOG…, --prefix, --log-format, --follow, --from, --to.
std::vector<Option> log_options();
// Those of a gate, and HTML.
std::vector<std::string> log_formats();
// Throws Error{usage} when there is no log, or a moment is none.
logs::InputOptions input_options(const Arguments& arguments, Context& context);
// What was read, after the last message.
logs::ReadFacts read_facts(const logs::Input& input, const logs::Sessions& sessions, const logs::Shapes& shapes);
// A line at the terminal while a long log is read; nothing elsewhere.
void show_progress(logs::Input& input, Context& context);

}  // namespace barqdb::cli
