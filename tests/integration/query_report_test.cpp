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

TEST_CASE("a column is asked for its values once, however many statements compare it") {
  Bench bench;
  for (const char* columns : {"id", "org", "state", "id, org", "org, state"})
    bench.project.query(std::string("SELECT ") + columns + " FROM couriers WHERE org = 3 AND id = 17");
  const Json report = bench.json();
  for (const Json& row : report["rows"]) {
    if (row["query"].get<std::string>().find("FROM couriers") == std::string::npos) continue;
    CHECK(row["indexes"] == Json({"couriers_pkey"}));
  }
  const auto calls = bench.project.query(
      "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query LIKE "
      "'%WITH ORDINALITY AS w(table_name, column_name, place)%' AND dbid = (SELECT oid FROM pg_database WHERE datname "
      "= current_database())");
  CHECK(calls.integer(0, 0) == 1);
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

TEST_CASE("a window that snapshots name: across a reset, and with statements that the server has forgotten") {
  Bench bench;
  const auto snapshot = [&](const char* age) {
    CHECK(bench.project.run({"snapshot"}).exit_code == 0);
    bench.project.query("UPDATE barqdb.statement_snapshot SET taken_at = now() - interval '" + std::string(age) +
                        "' WHERE id = (SELECT max(id) FROM barqdb.statement_snapshot)");
  };
  const auto calls = [&](const std::string& since, const std::string& text) {
    const Json report = bench.json({"--no-plans", "--limit", "500", "--since", since});
    const Json* row = row_with(report, text);
    return row == nullptr ? 0 : (*row)["calls"].get<int>();
  };
  const auto look_up = [&](int times) {
    for (int i = 0; i < times; ++i) bench.project.query("SELECT * FROM couriers WHERE id = " + std::to_string(i));
  };
  const std::string id = "couriers WHERE id = $1";
  CHECK(bench.project.run({"query-report", "--since", "1h"}).exit_code == 4);
  look_up(2);
  snapshot("3 days");  // what came before was counted since nobody knows when
  look_up(3);
  snapshot("2 days");
  bench.project.query("SELECT count(*) FROM couriers WHERE org = 7");
  look_up(5);
  snapshot("1 day");
  CHECK(calls("20h", id) == 0);
  look_up(1);
  CHECK(calls("20h", id) == 1);
  CHECK(calls("40h", id) == 6);
  CHECK(calls("4d", id) == 9);
  CHECK(bench.project.run({"query-report", "--no-plans", "--since", "30d"}).out.find("begins with the first one") !=
        std::string::npos);

  auto connection = bench.project.connect();
  const bool says_since_when = connection.server_version() >= 140000;
  if (says_since_when)  // to the second: the next reset must not look like this one
    barqdb::test::await(connection,
                        "SELECT clock_timestamp() - stats_reset > interval '1.1 s' FROM pg_stat_statements_info");
  bench.project.query("SELECT pg_stat_statements_reset()");
  look_up(4);
  CHECK(calls("40h", id) == 9);  // 5 before the last snapshot, what came between it and the reset is lost
  CHECK(calls("40h", "count(*) FROM couriers WHERE org = $1") == 1);  // known from the snapshot only
  bench.project.query("UPDATE barqdb.statement_snapshot SET taken_at = now() + interval '1 hour' WHERE id = 3");
  if (says_since_when) CHECK(calls("40h", id) == 5);  // another server's counters, from before the newest snapshot
}

TEST_CASE("percentiles come from a log, and the report says so") {
  Bench bench;
  for (int i = 0; i < 20; ++i) bench.project.query("SELECT * FROM couriers WHERE id = " + std::to_string(i));
  const Json without = bench.json({"--no-plans"});
  CHECK((*row_with(without, "id = $1"))["p95_ms"].is_null());
  std::string log;
  const std::string database = bench.project.database();
  for (int i = 1; i <= 100; ++i) {
    log += "2025-01-06 12:00:00.000 UTC [7] app@" + std::string(i % 10 == 0 ? "other" : database) +
           " LOG:  duration: " + std::to_string(i) +
           ".000 ms  execute <unnamed>: SELECT * FROM couriers WHERE id = $1\n";
  }
  const Json report = bench.json({"--no-plans", "--log", bench.project.write("server.log", log)});
  const Json& row = *row_with(report, "id = $1");
  CHECK(row["p50_ms"].get<double>() == doctest::Approx(49).epsilon(0.02));
  CHECK(row["p95_ms"].get<double>() == doctest::Approx(95).epsilon(0.02));
  CHECK(row["p99_ms"].get<double>() == doctest::Approx(99).epsilon(0.02));
  CHECK(row["percentiles_from"] == "log, 90 executions");
  CHECK(row["calls"] == 20);
  CHECK(report["metrics"]["log"].get<std::string>().starts_with("90 executions from 2025-01-06 12:00:00"));
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
