#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "support/json.hpp"
#include "support/project.hpp"

using namespace barqdb::test;
using Json = nlohmann::json;

namespace {

// 20,000 rows, and queries of which one is served by an index.
struct Bench {
  Project project{Cluster::shared()};
  std::string file;

  Bench() {
    project.query(
        "CREATE TABLE t (id bigint PRIMARY KEY, org int, at timestamptz); INSERT INTO t SELECT i, i % 100, now() FROM "
        "generate_series(1, 20000) i; ANALYZE t");
    file = project.write("queries/queries.sql",
                         "-- name: by_org\n-- params: $1 integer = 7\nSELECT * FROM t WHERE org = $1;\n"
                         "-- name: touch\n-- writes: yes\nUPDATE t SET org = 0 WHERE id = 1;\n");
  }
  Json json(const std::vector<std::string>& more, int expected = 0) {
    std::vector<std::string> words = {"verify", file, "--rounds", "2", "--format", "json"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = project.run(words);
    CHECK_MESSAGE(outcome.exit_code == expected, outcome.err);
    return Json::parse(outcome.out);
  }
};

}  // namespace

TEST_CASE("queries are measured in transactions that are rolled back") {
  Bench bench;
  const Json report = bench.json({});
  REQUIRE(report["rows"].size() == 2);
  const Json& first = report["rows"][0];
  CHECK(first["query"] == "by_org");
  CHECK(first["rows"] == 200);
  CHECK(first["rows_read"] == 20000);
  CHECK(first["median_ms"].get<double>() > 0);
  CHECK(first["shape"] == "Seq Scan on t");
  CHECK(report["rows"][1]["indexes"] == Json({"t_pkey"}));
  // Measuring is no use of an index: what it counted would hide that nobody else scans it.
  CHECK(bench.project.text("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 't_pkey'") == "0");
  CHECK(bench.project.text("SELECT org FROM t WHERE id = 1") == "1");
}

TEST_CASE("a query that writes without saying so fails, alone, and changes nothing") {
  Bench bench;
  bench.project.write("queries/queries.sql", "-- name: sly\nDELETE FROM t;\n-- name: fine\nSELECT 1;\n");
  const Json report = bench.json({}, 1);
  CHECK(report["rows"][0]["error"].get<std::string>().find("read-only") != std::string::npos);
  CHECK(report["findings"][0]["message"].get<std::string>().find("`-- writes: yes`") != std::string::npos);
  CHECK(report["rows"][1]["error"] == "");
  CHECK(report["findings"][0]["check"] == "verify.failed");
  CHECK(bench.project.text("SELECT count(*) FROM t") == "20000");
}

TEST_CASE("an index makes a query faster, its loss slower, by cost") {
  Bench bench;
  const std::string kept = bench.project.folder() + "/before.json";
  bench.json({"--plan-only", "--save", kept});
  bench.project.query("CREATE INDEX t_org ON t (org); ANALYZE t");
  const Json gained = bench.json({"--plan-only", "--compare", kept});
  REQUIRE(gained["findings"].size() == 1);
  CHECK(gained["findings"][0]["check"] == "verify.faster");
  CHECK(gained["rows"][0]["indexes"] == Json({"t_org"}));
  bench.json({"--plan-only", "--save", kept});
  bench.project.query("DROP INDEX t_org");
  const Json lost = bench.json({"--plan-only", "--compare", kept}, 1);
  CHECK(lost["findings"][0]["check"] == "verify.slower");
  CHECK(lost["findings"][0]["evidence"]["before_plan"].get<std::string>().find("t_org") != std::string::npos);
}

TEST_CASE("measures among which a query failed are kept and compared") {
  Bench bench;
  const std::string kept = bench.project.folder() + "/before.json";
  bench.project.write("queries/queries.sql", "-- name: early\nSELECT * FROM later;\n-- name: fine\nSELECT 1;\n");
  bench.json({"--save", kept}, 1);
  bench.project.query("CREATE TABLE later (id int)");
  const Json report = bench.json({"--compare", kept});
  CHECK(report["rows"][0]["error"] == "");
  CHECK(report["rows"][0]["before_ms"].is_null());
  CHECK(report["rows"][1]["before_ms"].get<double>() > 0);
}

TEST_CASE("what --only leaves out is not missing from the file") {
  Bench bench;
  const std::string kept = bench.project.folder() + "/before.json";
  bench.json({"--save", kept});
  CHECK(bench.json({"--compare", kept, "--only", "touch", "--plan-only"})["findings"].empty());
}

TEST_CASE("row-level security is measured as the role that it binds") {
  Bench bench;
  bench.project.query(
      "DO $$ BEGIN CREATE ROLE verify_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT SELECT, UPDATE ON "
      "t TO "
      "verify_app; ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (org = "
      "current_setting('app.org')::int)");
  const Json report = bench.json({"--only", "by_*", "--role", "verify_app", "--set", "app.org=8"});
  REQUIRE(report["rows"].size() == 1);
  CHECK(report["rows"][0]["rows"] == 0);  // the query asks for 7
}

TEST_CASE("a role that is not there, or not to be had, says what to do") {
  Bench bench;
  const Outcome missing = bench.project.run({"verify", bench.file, "--role", "no_such_role"});
  CHECK(missing.exit_code == 3);
  CHECK(has(missing.err, "hint: --role names a role of this server"));
  const std::string plain = "plain_" + bench.project.database();
  bench.project.query("CREATE ROLE " + plain + " LOGIN; CREATE ROLE " + plain + "_2");
  bench.project.set_user(plain);
  const Outcome refused = bench.project.run({"verify", bench.file, "--role", plain + "_2"});
  CHECK(refused.exit_code == 3);
  CHECK(has(refused.err, "hint: --role needs membership: GRANT " + plain + "_2 to the role"));
}

TEST_CASE("an upgrade that makes a query slower says so, and how to go back") {
  Bench bench;
  bench.project.query("CREATE INDEX t_org ON t (org); ANALYZE t");
  bench.project.write("queries/queries.sql",
                      "-- name: by_org\nSELECT count(*) FROM t a JOIN t b ON a.org = b.org WHERE a.org = 7 "
                      "AND b.id < 2000;\n-- name: later\nSELECT 1 FROM new_table;\n");
  bench.project.write("1.yaml",
                      "revision: \"1\"\ndown_revision: null\ndescription: fine\nsteps:\n  - sql: {up: "
                      "\"CREATE TABLE new_table (a int)\", down: \"DROP TABLE new_table\"}\n");
  const Outcome good = bench.project.run({"upgrade", "head", "--verify", bench.file});
  CHECK_MESSAGE(good.exit_code == 0, (good.err + good.out));
  bench.project.write("2.yaml",
                      "revision: \"2\"\ndown_revision: \"1\"\ndescription: bad\nsteps:\n  - sql: {up: "
                      "\"DROP TABLE new_table\", down: \"CREATE TABLE new_table (a int)\"}\n");
  const Outcome bad = bench.project.run({"upgrade", "head", "--verify", bench.file});
  CHECK(bad.exit_code == 1);
  CHECK(bad.err.find("barqdb downgrade -1") != std::string::npos);
  CHECK(bad.out.find("verify.failed") != std::string::npos);
}

TEST_CASE("a file that is none is refused with its place") {
  Bench bench;
  bench.project.write("queries/queries.sql", "SELECT 1;\n");
  CHECK(bench.project.run({"verify", bench.file}).exit_code == 2);
  bench.project.write("queries/queries.sql", "-- name: a\nSELECT 1;\n");
  const std::string other = bench.project.write("other.json", "{}");
  const Outcome outcome = bench.project.run({"verify", bench.file, "--compare", other});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find("was not written by verify --save") != std::string::npos);
}
