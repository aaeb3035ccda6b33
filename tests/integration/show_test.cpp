// show: what became of a revision on this database.
#include <doctest/doctest.h>

#include "support/json.hpp"
#include "support/project.hpp"

using namespace barqdb::test;
using nlohmann::json;

namespace {

json shown(const Project& project, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"show", "001", "--format", "json"};
  words.insert(words.end(), more.begin(), more.end());
  const Outcome outcome = project.run(words);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  return json::parse(outcome.out);
}

void write_revision(const Project& project, const std::string& sql) {
  project.write("001.yaml", "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up: \"" + sql +
                                "\", down: \"DROP TABLE t\"}\n  - create_index: {name: t_a, table: t, columns: [a]}\n"
                                "  - sql: {up: \"VACUUM t\", transaction: false, irreversible: true}\n");
}

}  // namespace

TEST_CASE("pending, failed half-way, applied, edited, stamped") {
  Project project{Cluster::shared()};
  write_revision(project, "CREATE TABLE t (a int)");
  CHECK(shown(project)["metrics"]["state"] == "pending");
  const json offline = shown(project, {"--offline"});
  CHECK_FALSE(offline["metrics"].contains("state"));
  CHECK(offline["not_examined"][0]["reason"] == "no server was asked (--offline)");

  REQUIRE(project.run({"stamp", "base"}).exit_code == 0);  // makes the ledger, which has indexes of its own
  project.query("CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not now''; END'");
  project.query("CREATE EVENT TRIGGER stop ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION stop()");
  CHECK(project.run({"upgrade", "head", "--online", "always"}).exit_code == 3);
  const json failed = shown(project);
  CHECK(failed["metrics"]["state"] == "begun, not finished");
  CHECK(failed["rows"][0]["outcome"] == "done");
  CHECK(failed["rows"][1]["outcome"] == "failed");
  CHECK(failed["rows"][1]["error"].get<std::string>().find("not now") != std::string::npos);
  CHECK(failed["rows"][2]["outcome"].is_null());

  project.query("DROP EVENT TRIGGER stop");
  REQUIRE(project.run({"upgrade", "head", "--online", "always"}).exit_code == 0);
  const json applied = shown(project);
  CHECK(applied["metrics"]["state"] == "applied");
  CHECK(applied["metrics"]["applied_by"] == "postgres");
  CHECK(applied["metrics"]["files"] == "as applied");
  CHECK(applied["rows"][1]["outcome"] == "done");
  CHECK(applied["rows"][1]["took_ms"].is_number());

  write_revision(project, "CREATE TABLE t (a bigint)");
  CHECK(shown(project)["metrics"]["files"] == "edited since");
  REQUIRE(project.run({"stamp", "001"}).exit_code == 0);
  CHECK(shown(project)["metrics"]["state"] == "applied, by stamp");
}

TEST_CASE("without a server the files are shown, and a note says why") {
  Project project{Cluster::shared()};
  write_revision(project, "CREATE TABLE t (a int)");
  const Outcome outcome = barqdb::test::barqdb(
      {"show", "001", "--migrations", project.migrations(), "--database-url", "host=/nowhere dbname=x"});
  CHECK(outcome.exit_code == 0);
  CHECK(has(outcome.out, "no server could be asked"));
  CHECK(has(outcome.out, "create_index"));
}

TEST_CASE("an error inside a step's SQL is shown with its line and a caret") {
  Project project{Cluster::shared()};
  project.write("001.sql",
                "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE t (a int);\n"
                "INSERT INTO t\n  SELECT nothing FROM t;\n-- barqdb:down\nDROP TABLE t;\n");
  const Outcome sql = project.run({"upgrade", "head"});
  CHECK(sql.exit_code == 3);
  CHECK(has(sql.err, "001.sql:6:10\n   |\n 6 |   SELECT nothing FROM t;\n   |          ^\n"));
  project.remove("001.sql");
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql:\n      up: |\n        CREATE TABLE t (a int);\n"
      "        SELECT nothing FROM t;\n      down: DROP TABLE t\n");
  const Outcome yaml = project.run({"upgrade", "head"});
  CHECK(has(yaml.err, "001.yaml:7:16\n   |\n 7 |         SELECT nothing FROM t;\n   |                ^\n"));
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up: \"CREATE TABLE t (a ints)\", down: \"DROP "
      "TABLE t\"}\n");
  const Outcome quoted = project.run({"upgrade", "head"});
  CHECK_MESSAGE(has(quoted.err, "001.yaml:4:34"), quoted.err);
}
