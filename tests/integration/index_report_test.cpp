#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "support/cluster.hpp"
#include "support/json.hpp"
#include "support/program.hpp"
#include "support/project.hpp"

using namespace barqdb;
using nlohmann::json;

namespace {

// A database of its own, and barqdb pointed at it by a profile whose evidence threshold the test chooses.
// Tables of these tests are small and idle.
const std::string idle = "index.unused: {min_table_scans: 0, min_table_writes: 0}";

struct Bench {
  explicit Bench(const std::string& min_evidence = "0", test::Cluster& cluster_ = test::Cluster::shared())
      : cluster(cluster_), database(cluster.create_database()), connection(cluster.connect(database)) {
    write_profile("report: {min_evidence: " + min_evidence + ", min_size: 0, " + idle + "}\n");
  }

  void write_profile(const std::string& rest, const std::string& user = "postgres") {
    profile = folder.write("profile.yaml", "url: \"" + cluster.conninfo(database, user) + "\"\n" + rest);
  }

  test::Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--profile", profile, "index-report"});
    return test::barqdb(arguments);
  }

  json report(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const test::Outcome outcome = run(arguments);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return json::parse(outcome.out);
  }

  // Scans the table through an index `times` times, and makes the counters visible to others.
  void scan(const std::string& query, int times) {
    connection.query("SET enable_seqscan = off; SET enable_bitmapscan = off");
    for (int i = 0; i < times; ++i) connection.query(query);
    if (connection.server_version() >= 150000) {
      connection.query("SELECT pg_stat_force_next_flush()");
      connection.query("SELECT 1");  // the flush happens when the session goes idle
    } else {  // counters go to a collector process when the session ends, and come back through a file
      connection = cluster.connect(database);
      test::await(connection, "SELECT sum(idx_scan) >= " + std::to_string(times) + " FROM pg_stat_user_indexes");
    }
  }

  test::Cluster& cluster;
  std::string database;
  db::Connection connection;
  test::TemporaryFolder folder;
  std::string profile;
};

const json& row_of(const json& report, const std::string& index) {
  for (const auto& row : report["rows"]) {
    if (row["index"] == index) return row;
  }
  FAIL("no row of index " << index);
  throw std::out_of_range(index);
}

// Rows without the reasons, which say how long the server has counted.
json timeless(json report) {
  for (auto& row : report["rows"]) row.erase("reasons");
  return report["rows"];
}

std::vector<std::string> candidates(const json& report) {
  std::vector<std::string> out;
  for (const auto& finding : report["findings"]) {
    if (finding["check"] == "index.unused") out.push_back(finding["object"]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

using Names = std::vector<std::string>;

// What the report says it did not see. Before 14 a table that was never analyzed looks like one of which the role may
// not see the statistics.
json unseen(const json& report, const db::Connection& connection) {
  json out = json::array();
  for (const json& one : report["not_examined"])
    if (connection.server_version() >= 140000 || one["object"] != "statistics of columns") out.push_back(one);
  return out;
}

}  // namespace

TEST_CASE("every kind of index is seen for what it is, and only idle ones are candidates") {
  Bench bench;
  auto& db = bench.connection;
  db.query(
      "CREATE TABLE couriers (id int PRIMARY KEY, org int NOT NULL, code text UNIQUE, note text, at timestamptz);"
      "INSERT INTO couriers SELECT g, g % 7, 'c' || g, 'n', now() FROM generate_series(1, 1000) AS g;"
      "CREATE INDEX idx_used ON couriers (org);"
      "CREATE INDEX idx_unused ON couriers (at);"
      "CREATE INDEX idx_partial ON couriers (at) WHERE org = 1;"
      "CREATE INDEX idx_expression ON couriers (lower(note));"
      "CREATE UNIQUE INDEX idx_plain_unique ON couriers (code, org);"
      "CREATE TABLE shifts (during int4range, EXCLUDE USING gist (during WITH &&));"
      "CREATE TABLE rides (id int NOT NULL);"
      "CREATE UNIQUE INDEX idx_identity ON rides (id);"
      "ALTER TABLE rides REPLICA IDENTITY USING INDEX idx_identity;"
      "CREATE INDEX idx_ordered ON rides (id); CLUSTER rides USING idx_ordered;"
      "CREATE INDEX idx_fleet_kept ON rides (id);"
      "CREATE SCHEMA \"My Schema\"; CREATE TABLE \"My Schema\".\"a.b\" (\"Col\" int);"
      "CREATE INDEX \"Odd \"\"name\" ON \"My Schema\".\"a.b\" (\"Col\");"
      "CREATE TEMPORARY TABLE passing (a int PRIMARY KEY);"
      "CREATE SCHEMA barqdb; CREATE TABLE barqdb.own (a int PRIMARY KEY)");
  db.query("CREATE TABLE doubles (a int); INSERT INTO doubles VALUES (1), (1)");
  try {
    db.run("CREATE UNIQUE INDEX CONCURRENTLY idx_invalid ON doubles (a)");
    FAIL("duplicates were accepted");
  } catch (const base::Error& error) {
    CHECK(error.sqlstate == "23505");
  }
  bench.scan("SELECT count(*) FROM couriers WHERE org = 3", 4);
  bench.write_profile("report: {min_evidence: 0, keep: [{pattern: \"idx_fleet_*\", reason: asked for by audit}], " +
                      idle + "}\n");

  const json report = bench.report();
  CHECK(report["schema_version"] == 1);
  CHECK(report["report"] == "index-report");
  CHECK(report["database"] == bench.database);
  CHECK(report["server_version"] == db.server_version());
  CHECK(candidates(report) ==
        Names{"My Schema.Odd \"name", "public.idx_expression", "public.idx_partial", "public.idx_unused"});
  CHECK(report["rows"].size() == 13);
  CHECK(report["metrics"]["indexes"] == 13);
  CHECK(report["metrics"]["unused_candidates"] == 4);
  CHECK(report["metrics"]["invalid"] == 1);
  CHECK(report["not_examined"].empty());

  CHECK(row_of(report, "idx_used")["scans"] == 4);
  CHECK(row_of(report, "idx_used")["tuples_read"] == 4 * 143);
  CHECK(row_of(report, "idx_used")["table_writes"] == 1000);
  CHECK(row_of(report, "idx_used")["share"].get<double>() > 0);
  CHECK(row_of(report, "idx_unused")["verdict"] == "drop");
  CHECK(row_of(report, "couriers_pkey")["primary"] == true);
  CHECK(row_of(report, "couriers_code_key")["constraint"] == true);
  CHECK(row_of(report, "idx_plain_unique")["unique"] == true);
  CHECK(row_of(report, "idx_plain_unique")["constraint"] == false);
  CHECK(row_of(report, "shifts_during_excl")["exclusion"] == true);
  CHECK(row_of(report, "shifts_during_excl")["method"] == "gist");
  CHECK(row_of(report, "idx_identity")["replica_identity"] == true);
  CHECK(row_of(report, "idx_ordered")["clustered"] == true);
  CHECK(row_of(report, "idx_invalid")["valid"] == false);
  CHECK(row_of(report, "idx_partial")["partial"] == true);
  CHECK(row_of(report, "idx_expression")["expression"] == true);
  CHECK(row_of(report, "Odd \"name")["schema"] == "My Schema");

  const auto size = db.query(
      "SELECT sum(pg_relation_size(indexrelid)) FROM pg_stat_user_indexes "
      "WHERE schemaname IN ('public', 'My Schema')");
  CHECK(report["metrics"]["total_bytes"] == size.integer(0, 0));

  // The statements work, and the way back gives the same index.
  CHECK(row_of(report, "idx_fleet_kept")["reasons"].dump().find("asked for by audit") != std::string::npos);
  for (const auto& finding : report["findings"]) {
    if (finding["verdict"] != "drop") continue;
    const std::string all =
        "SELECT string_agg(pg_get_indexdef(indexrelid), '; ' ORDER BY indexrelid::regclass::text) FROM "
        "pg_stat_user_indexes";
    const std::string before(db.query(all).text(0, 0));
    db.run(finding["sql"]["do"].get<std::string>());
    CHECK(db.query(all).text(0, 0) != before);
    db.run(finding["sql"]["undo"].get<std::string>());
    CHECK(db.query(all).text(0, 0) == before);
  }
}

TEST_CASE("a partitioned index is judged by all of its leaves") {
  Bench bench;
  bench.connection.query(
      "CREATE TABLE events (at date, org int) PARTITION BY RANGE (at);"
      "CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST "
      "(org);"
      "CREATE TABLE events_24_1 PARTITION OF events_24 FOR VALUES IN (1);"
      "CREATE TABLE events_25 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
      "CREATE INDEX idx_events_at ON events (at);"
      "CREATE INDEX idx_events_org ON events (org);"
      "INSERT INTO events SELECT '2024-06-01', 1 FROM generate_series(1, 500)");
  bench.scan("SELECT count(*) FROM events_24_1 WHERE at = '2024-06-01'", 2);
  const json report = bench.report();
  CHECK(candidates(report) == Names{"public.idx_events_org"});
  CHECK(row_of(report, "idx_events_at")["scans"] == 2);
  CHECK(row_of(report, "idx_events_at")["partitions"] == 2);
  CHECK(row_of(report, "events_24_1_at_idx")["scans"] == 2);
  CHECK(row_of(report, "events_24_1_at_idx")["partition_of"] == "public.events_24_at_idx");
  CHECK(row_of(report, "events_25_at_idx")["scans"] == 0);
  CHECK(row_of(report, "events_25_at_idx")["verdict"] == "keep");

  const auto& sql = report["findings"][0]["sql"];
  bench.connection.query(sql["do"].get<std::string>());
  CHECK(candidates(bench.report()).empty());
  const std::string undo = sql["undo"];
  for (const std::string_view statement : base::split(undo, ';')) bench.connection.query(base::trim(statement));
  const json again = bench.report();
  CHECK(candidates(again) == Names{"public.idx_events_org"});
  CHECK(row_of(again, "idx_events_org")["partitions"] == 2);
}

TEST_CASE("the verdict waits for the evidence, and a reset starts it anew") {
  Bench bench("14d");
  bench.connection.query("CREATE TABLE t (a int); CREATE INDEX idx_t ON t (a)");
  json report = bench.report();
  REQUIRE(report["findings"].size() == 1);
  CHECK(report["findings"][0]["verdict"] == "insufficient evidence");
  CHECK(report["findings"][0]["message"].get<std::string>().find("14 d are needed") != std::string::npos);
  CHECK_FALSE(report["findings"][0].contains("sql"));
  if (bench.connection.server_version() >= 150000)  // before, the first statistics of a database count as a reset
    CHECK(bench.run({}).out.find("Statistics of this database were never reset") != std::string::npos);

  const std::string before(bench.connection.query("SELECT clock_timestamp()").text(0, 0));
  bench.connection.query("SELECT pg_stat_reset()");
  // Before 15 a process of its own does it.
  test::await(bench.connection,
              "SELECT stats_reset >= '" + before + "' FROM pg_stat_database WHERE datname = current_database()");
  const std::string table = bench.run({}).out;
  CHECK(table.find("Statistics of this database were last reset at ") != std::string::npos);
  CHECK(table.find("That is too short to call an index unused") != std::string::npos);
  CHECK(bench.run({"--format", "markdown"}).out.find("were last reset at") != std::string::npos);
}

TEST_CASE("a crash empties the statistics, and the report knows it") {
  test::Cluster cluster;
  Bench bench("14d", cluster);
  bench.connection.query("CREATE TABLE t (a int); CREATE INDEX idx_t ON t (a); SELECT pg_stat_reset(); CHECKPOINT");
  const auto clock =
      bench.connection.query("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");
  const std::string before(clock.text(0, 0));
  cluster.stop_immediate();
  cluster.start();
  const std::string table = bench.run({}).out;
  // Before PostgreSQL 15 statistics that begin anew count as reset.
  const std::string words =
      bench.connection.server_version() >= 150000 ? "the server has counted since " : "were last reset at ";
  const std::size_t at = table.find(words);
  INFO(table);
  REQUIRE(at != std::string::npos);
  CHECK(table.substr(at + words.size(), before.size()) >= before);
}

TEST_CASE("filters, order, and names that do not exist") {
  Bench bench;
  bench.connection.query(
      "CREATE TABLE couriers (a int, b int); CREATE INDEX idx_b ON couriers (b); CREATE INDEX idx_a ON couriers (a);"
      "CREATE TABLE bare (a int); CREATE SCHEMA audit; CREATE TABLE audit.events (a int PRIMARY KEY)");
  CHECK(bench.report({"--schema", "audit"})["rows"].size() == 1);
  CHECK(bench.report({"--table", "couriers"})["rows"].size() == 2);
  CHECK(bench.report({"--table", "audit.events"})["rows"].size() == 1);
  CHECK(bench.report({"--unused"})["rows"].size() == 2);
  CHECK(bench.report({"--sort", "name", "--unused"})["rows"][0]["index"] == "idx_a");

  const test::Outcome bare = bench.run({"--table", "bare"});
  CHECK(bare.exit_code == 0);
  CHECK(bare.out.find("There are no indexes.") != std::string::npos);

  const test::Outcome table = bench.run({"--table", "courriers"});
  CHECK(table.exit_code == 2);
  CHECK(table.out.empty());
  CHECK(table.err.find("there is no table 'courriers'") != std::string::npos);
  CHECK(table.err.find("did you mean 'couriers'?") != std::string::npos);

  const test::Outcome qualified = bench.run({"--table", "audit.event"});
  CHECK(qualified.exit_code == 2);
  CHECK(qualified.err.find("did you mean 'audit.events'?") != std::string::npos);

  const test::Outcome schema = bench.run({"--schema", "adit"});
  CHECK(schema.exit_code == 2);
  CHECK(schema.err.find("did you mean 'audit'?") != std::string::npos);
}

TEST_CASE("an empty database says so") {
  Bench bench;
  const test::Outcome outcome = bench.run({});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.find("There are no indexes.") != std::string::npos);
  const json report = bench.report();
  CHECK(report["rows"].empty());
  CHECK(report["metrics"]["indexes"] == 0);
}

TEST_CASE("a role without any privilege sees all of it") {
  test::Cluster cluster;
  Bench bench("0", cluster);
  bench.connection.query(
      "CREATE SCHEMA hidden; CREATE TABLE hidden.t (a int PRIMARY KEY, b int); CREATE INDEX idx_b ON hidden.t (b);"
      "INSERT INTO hidden.t SELECT g, g FROM generate_series(1, 1000) AS g; CREATE ROLE watcher LOGIN;"
      "REVOKE ALL ON SCHEMA public FROM PUBLIC");
  const json all = bench.report();
  bench.write_profile("report: {min_evidence: 0, min_size: 0, " + idle + "}\n", "watcher");
  const json seen = bench.report();
  CHECK(timeless(seen) == timeless(all));
  CHECK(candidates(seen) == Names{"hidden.idx_b"});
  CHECK(unseen(seen, bench.connection).empty());
}

TEST_CASE("an index that another session holds exclusively does not stop the report") {
  test::Cluster cluster;
  Bench bench("0", cluster);
  bench.connection.query(
      "CREATE TABLE t (a int, b int); CREATE INDEX idx_held ON t (a); CREATE INDEX idx_free ON t (b); CREATE ROLE "
      "watcher "
      "LOGIN;"
      "CREATE TABLE other (a int); CREATE INDEX idx_other ON other (a)");
  bench.connection.query("BEGIN");
  bench.connection.query("LOCK TABLE t; DROP INDEX idx_held");
  // A superuser reads sizes from the files; definitions of what is held cannot be read, and so no statement is offered.
  const json held = bench.report();
  CHECK(row_of(held, "idx_held")["bytes"] == 8192);
  REQUIRE(held["findings"].size() == 3);
  for (const auto& finding : held["findings"])
    CHECK(finding.contains("sql") == (finding["object"] == "public.idx_other"));
  CHECK(held["not_examined"].size() == 2);

  bench.write_profile("", "watcher");
  const json report = bench.report();
  CHECK(row_of(report, "idx_held")["bytes"].is_null());
  CHECK(row_of(report, "idx_free")["bytes"] == 8192);
  const json unread = unseen(report, bench.connection);
  REQUIRE(unread.size() == 1);
  CHECK(unread[0]["object"] == "public.idx_held");
  bench.connection.query("ROLLBACK");
}

TEST_CASE("sizes are the same with and without the right to look at files") {
  test::Cluster cluster;
  Bench bench("0", cluster);
  bench.connection.query(
      "CREATE TABLE t (a int, b text); CREATE INDEX idx_a ON t (a); CREATE INDEX idx_b ON t (b);"
      "INSERT INTO t SELECT g, repeat('x', g % 90) FROM generate_series(1, 20000) AS g; CREATE ROLE watcher LOGIN");
  const json by_file = bench.report();
  bench.write_profile("report: {min_evidence: 0, min_size: 0, " + idle + "}\n", "watcher");
  const json by_lock = bench.report();
  CHECK(row_of(by_file, "idx_a")["bytes"].get<int>() > 100000);
  CHECK(timeless(by_file) == timeless(by_lock));
}

TEST_CASE("replicas of the profile are named as not examined, without their secrets") {
  Bench bench;
  bench.write_profile("replicas: [\"postgresql://reader:geheim@replica.example/fleet\"]\n");
  const test::Outcome outcome = bench.run({"--format", "json"});
  REQUIRE(outcome.exit_code == 0);
  const json report = json::parse(outcome.out);
  REQUIRE(report["not_examined"].size() == 1);
  CHECK(report["not_examined"][0]["object"].get<std::string>().find("replica.example") != std::string::npos);
  CHECK(outcome.out.find("geheim") == std::string::npos);
}
