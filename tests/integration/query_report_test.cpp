#include <doctest/doctest.h>

#include "support/json.hpp"
#include "support/project.hpp"

using namespace barqdb::test;
using Json = nlohmann::json;

namespace {

Cluster& counting_cluster() {
  static Cluster cluster({"shared_preload_libraries = pg_stat_statements"});
  return cluster;
}

struct Bench {
  Project project{counting_cluster()};

  Bench() {
    project.query(
        "CREATE EXTENSION pg_stat_statements; CREATE TABLE couriers (id bigint PRIMARY KEY, org int, state text); "
        "INSERT "
        "INTO couriers SELECT i, i % 500, CASE WHEN i % 50 = 0 THEN 'OPEN' ELSE 'DONE' END FROM generate_series(1, "
        "30000) "
        "i; ANALYZE couriers");
    project.query("SELECT pg_stat_statements_reset()");
  }
  Json json(const std::vector<std::string>& more = {}, int expected = 0) {
    std::vector<std::string> words = {"query-report", "--format", "json"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = project.run(words);
    CHECK_MESSAGE(outcome.exit_code == expected, outcome.err);
    return Json::parse(outcome.out);
  }
};

const Json* row_with(const Json& report, const std::string& text) {
  for (const Json& row : report["rows"])
    if (row["query"].get<std::string>().find(text) != std::string::npos) return &row;
  return nullptr;
}

const Json* finding_of(const Json& report, const std::string& check) {
  for (const Json& finding : report["findings"])
    if (finding["check"] == check) return &finding;
  return nullptr;
}

}  // namespace

TEST_CASE("statements with their plans, and the index that one lacks") {
  Bench bench;
  for (int i = 0; i < 5; ++i) bench.project.query("SELECT * FROM couriers WHERE org = " + std::to_string(i));
  bench.project.query("SELECT * FROM couriers WHERE id = 17");
  const Json report = bench.json();
  const Json* scan = row_with(report, "org = $1");
  REQUIRE(scan != nullptr);
  CHECK((*scan)["calls"] == 5);
  CHECK((*scan)["rows_per_call"] == 60);
  CHECK((*scan)["indexes"].empty());
  CHECK((*scan)["tables"] == Json({"public.couriers"}));
  const Json* lookup = row_with(report, "id = $1");
  REQUIRE(lookup != nullptr);
  CHECK((*lookup)["indexes"] == Json({"couriers_pkey"}));
  const Json* missing = finding_of(report, "query.missing_index");
  REQUIRE(missing != nullptr);
  CHECK((*missing)["table"] == "public.couriers");
  CHECK((*missing)["sql"]["do"] == "CREATE INDEX CONCURRENTLY ON public.couriers (org)");
}

TEST_CASE("parameters are values that occur, so that a partial index is seen") {
  Bench bench;
  bench.project.query("CREATE INDEX couriers_open ON couriers (org) WHERE state = 'DONE'; ANALYZE couriers");
  bench.project.query("SELECT id FROM couriers WHERE state = 'DONE' AND org = 3");
  const Json report = bench.json();
  const Json* row = row_with(report, "state = $1 AND org = $2");
  REQUIRE(row != nullptr);
  CHECK((*row)["indexes"] == Json({"couriers_open"}));
}

TEST_CASE("a window between two files of counters") {
  Bench bench;
  const std::string kept = bench.project.folder() + "/counters.json";
  bench.project.query("SELECT count(*) FROM couriers");
  bench.json({"--no-plans", "--save", kept});
  bench.project.query("SELECT * FROM couriers WHERE id = 4");
  const Json report = bench.json({"--no-plans", "--since-file", kept});
  REQUIRE(row_with(report, "id = $1") != nullptr);
  CHECK((*row_with(report, "id = $1"))["calls"] == 1);
  CHECK(row_with(report, "count(*)") == nullptr);
}

TEST_CASE("what cannot be looked at is said, with the remedy") {
  Bench bench;
  bench.project.query("DO $$ BEGIN CREATE ROLE reporter LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  bench.project.query("SELECT count(*) FROM couriers");
  bench.project.set_user("reporter");
  const Json report = bench.json();
  REQUIRE(!report["not_examined"].empty());
  CHECK(report["not_examined"][0]["reason"].get<std::string>().find("pg_read_all_stats") != std::string::npos);

  Project without(counting_cluster());
  const Outcome no_extension = without.run({"query-report"});
  CHECK(no_extension.exit_code == 4);
  CHECK(no_extension.err.find("CREATE EXTENSION pg_stat_statements") != std::string::npos);
  Project unloaded(Cluster::shared());
  const Outcome not_loaded = unloaded.run({"query-report"});
  CHECK(not_loaded.exit_code == 4);
  CHECK(not_loaded.err.find("shared_preload_libraries") != std::string::npos);
}
