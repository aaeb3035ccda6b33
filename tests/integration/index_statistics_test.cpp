#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <thread>

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "support/project.hpp"
#include "support/report_bench.hpp"

using namespace barqdb;
using nlohmann::json;

namespace {

using Lines = std::vector<std::string>;

std::string fixture(const std::string& name) {
  return base::load_file(std::string(BARQDB_SOURCE_DIR) + "/tests/integration/fixtures/" + name, 1 << 20);
}

std::map<std::string, json> rows_of(const json& report) {
  std::map<std::string, json> rows;
  for (const auto& row : report["rows"]) rows[row["index"]] = row;
  return rows;
}

// What pgstattuple says: leaf density against the fillfactor, for the pages above the leaves as for these.
constexpr const char* measured =
    "SELECT c.relname, 100 * (1 - ((s.leaf_pages + s.internal_pages) * s.avg_leaf_density / "
    "coalesce((regexp_match(c.reloptions::text, 'fillfactor=(\\d+)'))[1]::int, 90) + 1) / (s.index_size / 8192)) FROM "
    "pg_class AS c, "
    "pgstatindex(c.oid::regclass) AS s WHERE c.relkind = 'i' AND c.relname ~ '^(sized|grown|thinned)_' "
    "AND c.relpages >= 32";

const json* finding_of(const json& report, const std::string& check, const std::string& object) {
  for (const auto& finding : report["findings"]) {
    if (finding["check"] == check && finding["object"] == object) return &finding;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("how empty a B-tree is: within five points of pgstattuple, or cannot estimate") {
  test::ReportBench bench;
  auto& db = bench.connection();
  db.query(fixture("index_bloat.sql"));
  db.query("VACUUM (ANALYZE) sized");
  db.query("VACUUM (ANALYZE) grown");
  db.query("VACUUM (ANALYZE) thinned");
  db.query("VACUUM (ANALYZE) thinned_types");
  db.query("VACUUM (ANALYZE) grown_rare");
  db.query("VACUUM grown_moved");
  db.query("UPDATE grown_moved SET kind = (kind + 1) % 5");
  if (db.server_version() >= 150000) db.query("SELECT pg_stat_force_next_flush()");
  db.query("VACUUM (ANALYZE) grown_moved");
  bench.flush(
      "SELECT pg_stat_get_mod_since_analyze('thinned'::regclass) = 0 AND pg_stat_get_live_tuples('thinned'::regclass) "
      "> 0");
  const json report = bench.report();
  const auto rows = rows_of(report);
  const db::Result exact = bench.connection().query(measured);
  int estimated = 0;
  for (std::size_t i = 0; i < exact.rows(); ++i) {
    const std::string name(exact.text(i, 0));
    CAPTURE(name);
    CAPTURE(exact.number(i, 1));
    const json& row = rows.at(name);
    if (row["bloat_grade"] == "cannot estimate") {
      MESSAGE(name << ": cannot estimate");
      continue;
    }
    CHECK(row["bloat_grade"] == "estimate");
    CHECK(std::abs(row["bloat_percent"].get<double>() - std::max(0.0, exact.number(i, 1))) <= 5);
    ++estimated;
  }
  CHECK(exact.rows() >= 26);
  CHECK(estimated >= 18);
  for (const char* name :
       {"thinned_amount", "thinned_doubled", "thinned_host", "thinned_digest", "thinned_title", "thinned_include"}) {
    CAPTURE(name);
    CHECK(rows.at(name)["bloat_grade"] == "estimate");
  }
  CHECK(report["not_examined"].dump().find("how much room stored values of integer[] take is not known") !=
        std::string::npos);
  CHECK(finding_of(report, "index.bloat", "public.thinned_id") != nullptr);
  CHECK(finding_of(report, "index.bloat", "public.thinned_mail") != nullptr);
  CHECK(finding_of(report, "index.bloat", "public.sized_mail") == nullptr);

  // Measured, as much as the budget allows.
  const json measured_report = bench.report({"--exact"});
  for (const auto& [name, row] : rows_of(measured_report)) {
    CAPTURE(name);
    CHECK(row["bloat_grade"] == "exact");
  }
  const json spent = bench.report({"--exact", "--exact-budget", "0"});
  CHECK(spent["not_examined"].dump().find("--exact-budget was spent") != std::string::npos);

  // Rows that nobody counted since: no estimate.
  bench.connection().query("INSERT INTO thinned SELECT g, 'x', 1 FROM generate_series(1, 10000) AS g");
  bench.flush("SELECT pg_stat_get_mod_since_analyze('thinned'::regclass) >= 10000");
  const json stale = bench.report();
  CHECK(rows_of(stale).at("thinned_id")["bloat_grade"] == "cannot estimate");
  CHECK(stale["not_examined"].dump().find("statistics are stale") != std::string::npos);
}

TEST_CASE("rows that came just before ANALYZE in its own session do not make its statistics stale") {
  test::ReportBench bench;
  auto& db = bench.connection();
  if (db.server_version() >= 150000) db.query("SELECT pg_stat_force_next_flush()");
  db.query("CREATE TABLE loaded (a int); CREATE INDEX loaded_a ON loaded (a)");
  db.query("INSERT INTO loaded SELECT g FROM generate_series(1, 30000) AS g");
  db.query("ANALYZE loaded");
  bench.flush("SELECT pg_stat_get_tuples_inserted('loaded'::regclass) = 30000");
  CHECK(rows_of(bench.report()).at("loaded_a")["bloat_grade"] == "estimate");
  bench.connection().query("INSERT INTO loaded SELECT g FROM generate_series(1, 30000) AS g");
  bench.flush("SELECT pg_stat_get_tuples_inserted('loaded'::regclass) = 60000");
  CHECK(rows_of(bench.report()).at("loaded_a")["bloat_grade"] == "cannot estimate");
}

TEST_CASE("statistics that a role may not see are no statistics") {
  test::Cluster cluster;
  test::ReportBench bench(cluster);
  bench.connection().query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT g, 'b' || g FROM generate_series(1, 30000) AS g;"
      "CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b); CREATE INDEX t_upper ON t (upper(b)); CREATE ROLE watcher "
      "LOGIN; GRANT pg_monitor TO watcher;"
      "GRANT SELECT (a) ON t TO watcher");
  bench.connection().query("VACUUM (ANALYZE) t");
  bench.flush("SELECT pg_stat_get_tuples_inserted('t'::regclass) = 30000");
  bench.set_report("min_evidence: 0", "watcher");
  const json report = bench.report();
  CHECK(rows_of(report).at("t_a")["bloat_grade"] == "estimate");
  CHECK(rows_of(report).at("t_b")["bloat_grade"] == "cannot estimate");
  CHECK(report["not_examined"].dump().find("public.t_b") != std::string::npos);
  CHECK(report["not_examined"].dump().find("this role may not see those of public.t:") != std::string::npos);
  // Nor does it know that the planner has none of the expression: they are kept, to be safe.
  if (bench.connection().server_version() < 140000) return;
  const json& spoken = *finding_of(report, "index.unused", "public.t_upper");
  CHECK(spoken["sql"]["do"].get<std::string>().starts_with("CREATE STATISTICS"));
}

TEST_CASE("what follows from statistics and counters: every planted case, and nothing else") {
  test::Cluster cluster({"shared_preload_libraries = 'pg_stat_statements'", "autovacuum = off"});
  test::ReportBench bench(cluster);
  bench.connection().query(fixture("index_statistics.sql"));
  bench.connection().query("VACUUM (ANALYZE)");
  // Work: each statement alone, as an application would send it.
  for (int i = 0; i < 120; ++i) {
    bench.connection().query("UPDATE hot SET status = 'b' WHERE id % 100 = " + std::to_string(i % 100));
    bench.connection().query("SELECT count(*) FROM scanned WHERE b = " + std::to_string(i));
  }
  bench.connection().query("SET enable_seqscan = off; SET enable_bitmapscan = off");
  for (int i = 0; i < 3; ++i) bench.connection().query("SELECT count(*) FROM busy WHERE rare = " + std::to_string(i));
  for (int i = 0; i < 200; ++i)
    bench.connection().query("SELECT count(*) FROM busy WHERE often = " + std::to_string(i));
  bench.flush(
      "SELECT pg_stat_get_numscans('busy_often'::regclass) >= 200 AND pg_stat_get_tuples_updated('hot'::regclass) >= "
      "12000 "
      "AND pg_stat_get_numscans('scanned'::regclass) >= 120");
  bench.set_report("min_evidence: 0, index.brin_candidate: {min_pages: 200}, index.rarely_used: {min_size: 128kB}");
  const json report = bench.report();
  const Lines checks = {"index.unused",         "index.rarely_used",       "index.hot_blocking",
                        "index.brin_candidate", "index.brin_uncorrelated", "index.partial_candidate",
                        "table.seq_scans",      "index.rls_blocked",       "index.shadowed",
                        "index.bloat"};
  Lines expected;
  const std::string sql = fixture("index_statistics.sql");
  for (std::size_t at = sql.find("\n--> "); at != std::string::npos; at = sql.find("\n--> ", at + 1)) {
    expected.push_back(sql.substr(at + 5, sql.find('\n', at + 1) - at - 5));
    // Before 14 nothing can take the place of an expression index's statistics.
    if (bench.connection().server_version() < 140000 && expected.back() == "index.unused public.busy_expression drop")
      expected.back() = "index.unused public.busy_expression review";
  }
  std::sort(expected.begin(), expected.end());
  const Lines found = test::finding_lines(report, checks);
  Lines missing;
  Lines wrong;
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(missing));
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(wrong));
  CHECK_MESSAGE(missing.empty(), "missing:\n" << base::join(missing, "\n"));
  CHECK_MESSAGE(wrong.empty(), "wrong:\n" << base::join(wrong, "\n"));
  CHECK((*finding_of(report, "index.hot_blocking", "public.hot_status"))["evidence"]["grade"] == "statements");
}

TEST_CASE("no partial index in place of one that keeps a second NULL out") {
  test::ReportBench bench;
  auto& db = bench.connection();
  if (db.server_version() < 150000) return;
  db.query(
      "CREATE TABLE t (a int, b int); INSERT INTO t SELECT CASE WHEN g % 20 = 0 THEN g END, g FROM generate_series(1, "
      "6000) AS g; CREATE UNIQUE INDEX t_strict ON t (a, b) NULLS NOT DISTINCT; CREATE UNIQUE INDEX t_loose ON t (a "
      "DESC, "
      "b); ANALYZE t");
  bench.flush("SELECT pg_stat_get_tuples_inserted('t'::regclass) = 6000");
  const json report = bench.report();
  CHECK(finding_of(report, "index.partial_candidate", "public.t_loose") != nullptr);
  CHECK(finding_of(report, "index.partial_candidate", "public.t_strict") == nullptr);
}

TEST_CASE("an idle table tells nothing, and neither does an index of unknown age") {
  test::ReportBench bench;
  bench.connection().query(
      "CREATE TABLE busy (a int, b int); CREATE INDEX busy_b ON busy (b);"
      "INSERT INTO busy SELECT g, g FROM generate_series(1, 2000) AS g;"
      "CREATE TABLE idle (a int); CREATE INDEX idle_a ON idle (a)");
  bench.flush("SELECT pg_stat_get_tuples_inserted('busy'::regclass) = 2000");
  const json now = bench.report();
  CHECK((*finding_of(now, "index.unused", "public.busy_b"))["verdict"] == "drop");
  const json& idle = *finding_of(now, "index.unused", "public.idle_a");
  CHECK(idle["verdict"] == "insufficient evidence");
  CHECK(idle["message"].get<std::string>().find("hardly touched") != std::string::npos);
  bench.set_report("min_evidence: 1s");
  test::await(bench.connection(), "SELECT clock_timestamp() > pg_postmaster_start_time() + interval '3 s'");
  const json later = bench.report();
  const json& unknown = *finding_of(later, "index.unused", "public.busy_b");
  CHECK(unknown["verdict"] == "insufficient evidence");
  CHECK(bench.report({"--min-evidence", "0"})["metrics"]["to_drop"] == 1);
  CHECK(bench.run({"--min-evidence", "soon"}).exit_code == 2);
  CHECK(bench.run({"--fail-on", "index.unused"}).exit_code == 1);
  bench.set_report("min_evidence: 0, skip: [index.unused]");
  CHECK(finding_of(bench.report(), "index.unused", "public.busy_b") == nullptr);
  bench.set_report("min_evidence: 0, skip: [index.unusd]");
  const test::Outcome typo = bench.run({});
  CHECK(typo.exit_code == 2);
  CHECK(typo.err.find("did you mean \"index.unused\"?") != std::string::npos);
}

TEST_CASE("the ledger knows when a revision made an index") {
  test::Project project(test::Cluster::shared());
  project.write(
      "001.yaml",
      "revision: '001'\ndown_revision: null\nsteps:\n"
      "  - sql: {up: 'CREATE TABLE busy AS SELECT g AS a, g AS b FROM generate_series(1, 2000) AS g', down: 'DROP "
      "TABLE busy'}\n"
      "  - create_index: {name: busy_a, table: busy, columns: [a]}\n");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  project.query("CREATE INDEX busy_b ON busy (b)");
  auto connection = project.connect();
  test::await(connection, "SELECT pg_stat_get_tuples_inserted('busy'::regclass) = 2000");
  test::await(connection, "SELECT clock_timestamp() > max(finished_at) + interval '2 s' FROM barqdb.step");
  const test::Outcome outcome = project.run({"index-report", "--min-evidence", "1s", "--format", "json"});
  REQUIRE(outcome.exit_code == 0);
  const json report = json::parse(outcome.out);
  CHECK((*finding_of(report, "index.unused", "public.busy_a"))["verdict"] == "drop");
  CHECK((*finding_of(report, "index.unused", "public.busy_b"))["verdict"] == "insufficient evidence");
  // Another index of the same name is not the one that the ledger knows.
  project.query("DROP INDEX busy_a; CREATE INDEX busy_a ON busy (a)");
  const json again = json::parse(project.run({"index-report", "--min-evidence", "1s", "--format", "json"}).out);
  CHECK((*finding_of(again, "index.unused", "public.busy_a"))["verdict"] == "insufficient evidence");
}

TEST_CASE("an index that is being built right now is left alone") {
  test::Project project(test::Cluster::shared());
  project.query("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
  auto blocker = project.connect();
  blocker.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  blocker.query("SELECT * FROM t");
  auto builder = project.connect();
  std::thread build([&] { builder.run("CREATE INDEX CONCURRENTLY t_a ON t (a)"); });
  auto connection = project.connect();
  test::await(
      connection,
      "SELECT count(*) = 1 FROM pg_index WHERE indexrelid = to_regclass('t_a') AND NOT indisvalid AND indisready");
  const test::Outcome outcome = project.run({"index-report", "--format", "json"});
  blocker.query("ROLLBACK");
  build.join();
  REQUIRE(outcome.exit_code == 0);
  const json report = json::parse(outcome.out);
  const json* finding = finding_of(report, "index.invalid", "public.t_a");
  REQUIRE(finding != nullptr);
  CHECK((*finding)["verdict"] == "keep");
  CHECK((*finding)["evidence"]["state"] == "building");
  CHECK(finding_of(json::parse(project.run({"index-report", "--format", "json"}).out), "index.invalid", "public.t_a") ==
        nullptr);
}
