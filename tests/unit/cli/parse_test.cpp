#include "cli/parse.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/help.hpp"

using namespace barqdb;
using barqdb::cli::OptionKind;
using Words = std::vector<std::string>;

namespace {

int nothing(const cli::Arguments&, cli::Context&) { return 0; }

std::vector<cli::Command> table() {
  cli::Command go;
  go.name = "go";
  go.group = "chain";
  go.summary = "go somewhere";
  go.run = nothing;
  go.formats = {"table", "json"};
  go.options = {{OptionKind::positional, "TARGET", "where", "", true},
                {OptionKind::positionals, "MORE", "more"},
                {OptionKind::flag, "-n,--dry-run", "only say it"},
                {OptionKind::value, "-r,--range A:B", "a range", ":"},
                {OptionKind::values, "--set NAME=VALUE", "set something"},
                {OptionKind::value, "--mode", "how", "fast", false, {"fast", "slow"}}};
  cli::Command start;
  start.name = "start";
  start.run = nothing;
  cli::Command server;
  server.name = "server";
  server.group = "around";
  server.subcommands = {start};
  return {go, server};
}

cli::Invocation parsed(const Words& words) {
  static const auto commands = table();
  return cli::parse(words, commands);
}

std::string error_of(const Words& words) {
  try {
    parsed(words);
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::usage);
    return error.message + " / " + error.hint;
  }
  return "no error";
}

}  // namespace

TEST_CASE("an empty server, profile or folder is refused, not passed over") {
  for (const char* name : {"--database-url", "--profile", "--migrations", "--output"}) {
    CAPTURE(name);
    CHECK(error_of({"go", "x", name, ""}).starts_with(std::string(name) + " is empty"));
    CHECK(error_of({"go", "x", std::string(name) + "="}).starts_with(std::string(name)));
  }
}

TEST_CASE("standard output may be named") {
  CHECK(parsed({"go", "x", "--output", "-"}).globals.output.empty());
  CHECK(parsed({"go", "x", "--output", "/dev/stdout"}).globals.output.empty());
  CHECK(parsed({"go", "x", "--output", "./-"}).globals.output == "./-");
}

TEST_CASE("a number of steps is a target, not an option") {
  CHECK(parsed({"go", "-1"}).arguments.text("target") == "-1");
  CHECK(parsed({"go", "+2"}).arguments.text("target") == "+2");
  CHECK(parsed({"go", "label@-1", "-n"}).arguments.flag("dry-run"));
  CHECK(parsed({"go", "x", "-r", "-3:current"}).arguments.text("range") == "-3:current");
}

TEST_CASE("global flags work on both sides of the command") {
  for (const auto& words : {Words{"--profile", "p", "-v", "go", "x"}, Words{"go", "--profile=p", "x", "-v"}}) {
    const auto found = parsed(words);
    CHECK(found.path.size() == 1);
    CHECK(found.globals.overrides.profile == "p");
    CHECK(found.globals.verbosity == 1);
    CHECK(found.arguments.text("target") == "x");
  }
  CHECK(parsed({"go", "x", "-vv"}).globals.verbosity == 2);
  CHECK(parsed({"-q", "server", "start"}).globals.quiet);
}

TEST_CASE("values, repeated values, fallbacks and several positionals") {
  const auto found = parsed({"go", "x", "y", "z", "--set", "a=1", "--set", "b=2"}).arguments;
  CHECK(found.texts("more") == Words{"y", "z"});
  CHECK(found.texts("set") == Words{"a=1", "b=2"});
  CHECK(found.text("range") == ":");
  CHECK_FALSE(found.given("range"));
  CHECK(found.text("mode") == "fast");
}

TEST_CASE("an argument may be named like a command, and a command may have commands") {
  CHECK(parsed({"go", "server"}).arguments.text("target") == "server");
  const auto found = parsed({"server", "start"});
  CHECK(found.path.size() == 2);
  CHECK(found.path.back()->name == "start");
  CHECK(parsed({"server"}).path.size() == 1);
  CHECK(parsed({}).path.empty());
}

TEST_CASE("the value of a group's own option is not taken for a command") {
  std::size_t tried = 0;
  for (const cli::Command& group : cli::commands()) {
    if (group.subcommands.empty()) continue;
    for (const cli::Option& option : group.options) {
      if (option.kind != OptionKind::value && option.kind != OptionKind::values) continue;
      const std::string name = "--" + cli::key_of(option);
      CAPTURE(group.name + " " + name);
      const std::string value = option.choices.empty() ? "30d" : option.choices.front();
      const auto found = cli::parse({group.name, name, value}, cli::commands());
      CHECK(found.path.size() == 1);
      CHECK(found.arguments.text(cli::key_of(option)) == value);
      ++tried;
    }
  }
  CHECK(tried > 0);
  CHECK(cli::parse({"snapshot", "--prune", "--retention", "30d"}, cli::commands()).arguments.flag("prune"));
}

TEST_CASE("the examples of every command are accepted") {
  std::size_t tried = 0;
  const auto check = [&](const auto& self, const cli::Command& command) -> void {
    for (const std::string& example : command.examples) {
      CAPTURE(example);
      const bool of_shell = example.find_first_of("<>|#'\"*") != std::string::npos;
      if (of_shell || !example.starts_with("barqdb ")) continue;
      Words words;
      for (const std::string_view word : base::split(example, ' ')) words.emplace_back(word);
      CHECK_NOTHROW(cli::parse({words.begin() + 1, words.end()}, cli::commands()));
      ++tried;
    }
    for (const cli::Command& sub : command.subcommands) self(self, sub);
  };
  for (const cli::Command& command : cli::commands()) check(check, command);
  CHECK(tried > 50);
}

TEST_CASE("help is given also when arguments are missing") {
  CHECK(parsed({"go", "--help"}).help);
  CHECK(parsed({"help", "go"}).help);
  CHECK_FALSE(parsed({"go", "x", "--", "--help"}).help);
}

TEST_CASE("usage errors name the nearest word") {
  CHECK(error_of({"zzzz", "x"}) == "barqdb has no command 'zzzz' / see: barqdb --help");
  CHECK(error_of({"servr"}) == "barqdb has no command 'servr' / did you mean 'server'?");
  CHECK(error_of({"server", "strat"}) == "barqdb server has no command 'strat' / did you mean 'start'?");
  CHECK(error_of({"go"}) == "barqdb go needs TARGET / see: barqdb go --help");
  CHECK(error_of({"go", "x", "--dry-rn"}) == "barqdb go has no option '--dry-rn' / did you mean '--dry-run'?");
  CHECK(error_of({"go", "x", "--range"}) == "--range needs a value / see: barqdb go --help");
  CHECK(error_of({"go", "x", "--mode", "slwo"}) == "'slwo' is no value of --mode / did you mean 'slow'?");
  CHECK(error_of({"go", "x", "--format", "html"}) == "barqdb go has no format 'html' / use one of: table, json");
  CHECK(error_of({"server", "start", "--format", "json"}).starts_with("barqdb server start prints no report"));
}

TEST_CASE("what other tools call a command is told by its name here") {
  cli::Command upgrade;
  upgrade.name = "upgrade";
  const auto hint = [&](const char* word) {
    try {
      cli::parse({word}, {upgrade});
    } catch (const base::Error& error) {
      return error.hint;
    }
    return std::string("no error");
  };
  CHECK(hint("migrate") == "here it is called 'upgrade'");
  CHECK(hint("rollback") == "see: barqdb --help");
}

TEST_CASE("help lists what a command takes") {
  const auto commands = table();
  const std::string text = cli::help_of_command({&commands[0]});
  CHECK(text.find("Usage: barqdb go [options] TARGET [MORE...]") != std::string::npos);
  CHECK(text.find("--mode VALUE") != std::string::npos);
  CHECK(text.find("how (fast, slow) [fast]") != std::string::npos);
  CHECK(cli::help_of_program(commands).find("Around it:\n  server") != std::string::npos);
}

TEST_CASE("no option says twice that it may be repeated") {
  for (const auto& command : cli::commands())
    for (const cli::Option& option : command.options) CHECK(option.help.find("may be repeated") == std::string::npos);
}

TEST_CASE("every command of the program has what its help needs, and one name") {
  for (const auto& command : cli::commands()) {
    CAPTURE(command.name);
    CHECK_FALSE(command.summary.empty());
    CHECK_FALSE(command.group.empty());
    CHECK((command.run != nullptr || !command.subcommands.empty()));
    for (const auto& other : cli::commands()) CHECK((&other == &command || other.name != command.name));
  }
}
