#include "cli/fail_on.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/error.hpp"

using namespace barqdb;

namespace {

int exit_code(const std::vector<std::string>& given, const std::string& severity, const std::string& check) {
  model::Report report;
  report.findings.emplace_back();
  report.findings[0].severity = severity;
  report.findings[0].check = check;
  cli::Arguments arguments;
  arguments.fallbacks["fail-on"] = "warning";
  if (!given.empty()) arguments.values["fail-on"] = given;
  return cli::exit_code_of(report, arguments);
}

// Words of the program's source that are ids of checks of this prefix.
std::set<std::string> ids_in_source(const std::string& prefix) {
  const std::regex id("\"(" + prefix + "\\.[a-z_]+)\"");
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(BARQDB_SOURCE_DIR "/src")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator at(source.begin(), source.end(), id), end; at != end; ++at) found.insert((*at)[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("severities mean that one and the worse ones") {
  CHECK(exit_code({}, "warning", "index.unused") == 1);
  CHECK(exit_code({}, "error", "index.unused") == 1);
  CHECK(exit_code({}, "info", "index.unused") == 0);
  CHECK(exit_code({"error"}, "warning", "index.unused") == 0);
  CHECK(exit_code({"info"}, "info", "index.unused") == 1);
  CHECK(exit_code({"none"}, "error", "index.unused") == 0);
}

TEST_CASE("ids and patterns name checks, whatever their severity") {
  CHECK(exit_code({"index.unused"}, "info", "index.unused") == 1);
  CHECK(exit_code({"index.unused"}, "error", "index.duplicate") == 0);
  CHECK(exit_code({"index.*"}, "info", "index.duplicate") == 1);
  CHECK(exit_code({"index.duplicate, error"}, "error", "x.y") == 1);
  CHECK(exit_code({"index.duplicate", "x.y"}, "info", "x.y") == 1);
  CHECK(cli::exit_code_of({}, {}) == 0);
}

TEST_CASE("a word that means no check is refused, with the nearest one") {
  const std::vector<std::string> ids = {"revoke", "drop-column", "drop-table"};
  cli::check_fail_on({"error,revoke", "drop-*", "none"}, ids);
  for (const char* word : {"drop-colum", "index.*", "warnin"}) {
    CAPTURE(word);
    CHECK_THROWS_AS(cli::check_fail_on({word}, ids), base::Error);
  }
  try {
    cli::check_fail_on({"warnings"}, ids);
    FAIL("no error");
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::usage);
    CHECK(error.hint.find("'warning'") != std::string::npos);
  }
}

TEST_CASE("every command with --fail-on names its checks, and all that the program can find are named") {
  std::set<std::string> named;
  for (const cli::Command& command : cli::commands()) {
    const bool gate = std::any_of(command.options.begin(), command.options.end(),
                                  [](const cli::Option& option) { return cli::key_of(option) == "fail-on"; });
    CAPTURE(command.name);
    CHECK(gate == (command.checks != nullptr));
    if (!gate) continue;
    const std::vector<std::string> ids = command.checks();
    CHECK_FALSE(ids.empty());
    named.insert(ids.begin(), ids.end());
    cli::Arguments arguments;
    for (const cli::Option& option : command.options) arguments.fallbacks[cli::key_of(option)] = option.fallback;
    cli::check_fail_on(arguments.texts("fail-on"), ids);
  }
  for (const char* prefix : {"index", "fk", "table", "health", "query", "log", "verify", "nplusone", "check"}) {
    for (const std::string& id : ids_in_source(prefix)) {
      CAPTURE(id);
      CHECK((named.contains(id) || id.ends_with(".md")));
    }
  }
}
