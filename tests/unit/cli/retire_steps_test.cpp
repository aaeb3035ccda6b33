#include "cli/retire_steps.hpp"

#include <doctest/doctest.h>

#include "base/yaml.hpp"

using namespace barqdb;

namespace {

model::Finding finding(const std::string& verdict, const std::string& message) {
  model::Finding out;
  out.check = "index.unused";
  out.verdict = verdict;
  out.message = message;
  return out;
}

std::string steps(const cli::RetiredIndex& index) {
  model::Report report;
  report.database = "barq";
  report.generated_at = "2025-01-06T12:00:00Z";
  return cli::retire_steps({index}, report);
}

}  // namespace

TEST_CASE("an index's step stands under its reasons") {
  model::Finding unused = finding("drop", "0 scans\nin 90 days");
  unused.evidence = {{"scans", std::int64_t{0}}};
  CHECK(steps({{"public", "a\"b"}, "CREATE INDEX \"a\"\"b\" ON t (a)", {&unused}, false}) ==
        "  # From the index report of database barq at 2025-01-06T12:00:00Z.\n"
        "  # index.unused (drop): 0 scans\\nin 90 days\n"
        "  #   scans 0\n"
        "  # was: CREATE INDEX \"a\"\"b\" ON t (a)\n"
        "  - drop_index: \"public.\\\"a\\\"\\\"b\\\"\"\n");
}

TEST_CASE("what was forced says so") {
  CHECK(steps({{"s", "i"}, "", {}, true}).find("# retired by --force: ") != std::string::npos);
}

TEST_CASE("statistics of an expression are made before its index goes, and dropped on the way back") {
  model::Finding unused = finding("drop", "0 scans");
  unused.sql_do = "CREATE STATISTICS s.x ON (lower(a)) FROM s.t;\nANALYZE s.t;\nDROP INDEX CONCURRENTLY s.i";
  unused.sql_undo = "CREATE INDEX i ON s.t (lower(a));\nDROP STATISTICS s.x";
  const base::YamlNode root = base::parse_yaml("steps:\n" + steps({{"s", "i"}, "", {&unused}, false}), "test");
  const auto& items = root.entries.at(0).second.items;
  REQUIRE(items.size() == 2);
  const auto& sql = items[0].entries.at(0);
  CHECK(sql.first == "sql");
  CHECK(sql.second.entries.at(0).second.scalar == "CREATE STATISTICS s.x ON (lower(a)) FROM s.t;\nANALYZE s.t");
  CHECK(sql.second.entries.at(1).second.scalar == "DROP STATISTICS s.x");
  CHECK(items[1].entries.at(0).first == "drop_index");

  unused.verdict = "keep";
  CHECK(steps({{"s", "i"}, "", {&unused}, false}).find("STATISTICS") == std::string::npos);
}
