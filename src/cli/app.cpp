// Parse, run, and one catch block: every exception becomes a message and an exit code here.
#include "cli/app.hpp"

#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/standard_streams.hpp"
#include "cli/fail_on.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"

namespace barqdb::cli {
namespace {

// Other users can read a command line in the process list, and a URL may hold a password.
void hide_url(int argc, char** argv) {
  const std::string flag = "--database-url";
  const auto blot = [](char* text) { std::memset(text, '*', std::strlen(text)); };
  for (int at = 1; at < argc; ++at) {
    if (argv[at] == flag && at + 1 < argc) blot(argv[at + 1]);
    if (std::string(argv[at]).starts_with(flag + "=")) blot(argv[at] + flag.size() + 1);
  }
}

int run_words(const std::vector<std::string>& words) {
  const Invocation invocation = parse(words, commands());
  if (invocation.version) {
    std::cout << "barqdb " BARQDB_VERSION "\n";
    return 0;
  }
  if (invocation.path.empty()) {
    std::cout << help_of_program(commands());
    return 0;
  }
  const Command& command = *invocation.path.back();
  if (invocation.help || command.run == nullptr) {
    std::cout << help_of_command(invocation.path);
    return 0;
  }
  if (command.checks != nullptr) check_fail_on(invocation.arguments.texts("fail-on"), command.checks());
  if (!invocation.globals.output.empty()) check_output(invocation.globals.output);
  Context context(invocation.globals);
  return command.run(invocation.arguments, context);
}

}  // namespace

int run(int argc, char** argv) {
  base::hold_standard_streams();
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  hide_url(argc, argv);
  try {
    return run_words(words);
  } catch (const base::Error& error) {
    std::cerr << describe(error);
    return base::exit_code(error.kind);
  } catch (const std::exception& error) {
    std::cerr << describe(base::Error(base::ErrorKind::server, error.what()));
    return base::exit_code(base::ErrorKind::server);
  }
}

}  // namespace barqdb::cli
