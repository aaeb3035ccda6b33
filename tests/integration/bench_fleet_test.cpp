#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/project.hpp"

using namespace barqdb::test;
using Json = nlohmann::json;

TEST_CASE("the example is measured before and after, and its database is gone afterwards") {
  Project project(Cluster::shared());
  const Outcome outcome =
      barqdb::test::barqdb({"bench", "fleet", "--sizes", "1000", "--format", "json", "--database-url",
                            project.conninfo(), "--migrations", std::string(BARQDB_SOURCE_DIR) + "/migrations"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  const Json report = Json::parse(outcome.out);
  CHECK(report["metrics"]["claims"] == 13);
  for (const Json& row : report["rows"]) {
    CHECK(row["before_ms"].get<double>() > 0);
    if (row["operation"] == "delivery history of 100") {
      CHECK(row["statements_before"] == 201);
      CHECK(row["statements_after"] == 3);
    }
  }
  CHECK(report["notes"][0].get<std::string>().find(": 45 indexes become 245") != std::string::npos);
  CHECK(project.text("SELECT count(*) FROM pg_database WHERE datname LIKE 'barqdb_bench%'") == "0");
  CHECK(project.text("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'barqdb_bench%'") == "0");
}
