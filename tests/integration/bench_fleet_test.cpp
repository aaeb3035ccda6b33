#include <doctest/doctest.h>

#include "support/json.hpp"
#include "support/project.hpp"

using namespace barqdb::test;
using Json = nlohmann::json;

TEST_CASE("the example is measured before and after, and its database is gone afterwards") {
  Project project(Cluster::shared());
  const Outcome outcome =
      barqdb::test::barqdb({"bench", "fleet", "--sizes", "1000", "--rounds", "1", "--format", "json", "--database-url",
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
  CHECK(report["metrics"]["1000_couriers_indexes_before"] == 45);
  CHECK(report["metrics"]["1000_couriers_indexes_after"] == 245);
  CHECK(project.text("SELECT count(*) FROM pg_database WHERE datname LIKE 'barqdb_bench%'") == "0");
  CHECK(project.text("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'barqdb_bench%'") == "0");
}
