#include "cli/fail_on.hpp"

#include <doctest/doctest.h>

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

TEST_CASE("a word that can be neither is refused with the nearest severity") {
  try {
    cli::parse_fail_on({"warnings"});
    FAIL("no error");
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::usage);
    CHECK(error.hint.find("'warning'") != std::string::npos);
  }
}

TEST_CASE("where the ids are known, a word that means none of them is refused, and one without a dash is an id") {
  const std::vector<std::string> ids = {"revoke", "drop-column", "drop-table"};
  CHECK(cli::parse_fail_on({"error,revoke", "drop-*"}, ids) == std::vector<std::string>{"error", "revoke", "drop-*"});
  for (const char* word : {"drop-colum", "index.*", "warnin"})
    CHECK_THROWS_AS(cli::parse_fail_on({word}, ids), base::Error);
  CHECK_THROWS_AS(cli::parse_fail_on({"revoke"}), base::Error);
}
