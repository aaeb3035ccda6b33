#include <doctest/doctest.h>

#include <algorithm>

#include "support/cluster.hpp"
#include "support/json.hpp"
#include "support/program.hpp"
#include "support/project.hpp"
#include "support/standby.hpp"

// Which indexes are offered as unused, with several servers and with snapshots.

using namespace barqdb;
using nlohmann::json;

namespace {

using Names = std::vector<std::string>;

struct Bench {
  explicit Bench(test::Cluster& cluster_, std::string min_evidence)
      : cluster(cluster_),
        database(cluster.create_database()),
        connection(cluster.connect(database)),
        evidence(std::move(min_evidence)) {
    write_profile("");
  }
  void write_profile(const std::string& rest) {
    profile = folder.write("profile.yaml", "url: \"" + cluster.conninfo(database) +
                                               "\"\nreport: {min_evidence: " + evidence + ", min_size: 0}\n" + rest);
  }
  json report(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {"--profile", profile, "index-report", "--format", "json"});
    const test::Outcome outcome = test::barqdb(arguments);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return json::parse(outcome.out);
  }
  void snapshot() const {
    const test::Outcome outcome = test::barqdb({"--profile", profile, "snapshot"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
  }
  // As if all that was stored so far had happened days ago.
  void age(const std::string& interval) {
    connection.query("UPDATE barqdb.usage_snapshot SET taken_at = taken_at - interval '" + interval +
                     "'; UPDATE barqdb.usage_source SET first_seen = first_seen - interval '" + interval +
                     "'; UPDATE barqdb.usage_index SET first_seen = first_seen - interval '" + interval + "'");
  }
  void scan(db::Connection& reader, const std::string& query) const {
    reader.query("SET enable_seqscan = off; SET enable_bitmapscan = off");
    reader.query(query);
    reader.query("SELECT pg_stat_force_next_flush()");
    reader.query("SELECT 1");
  }
  void write_rows() {
    connection.query("INSERT INTO t SELECT g, g, g, g FROM generate_series(1, 2000) AS g");
    connection.query("SELECT pg_stat_force_next_flush()");
    connection.query("SELECT 1");
  }

  test::Cluster& cluster;
  std::string database;
  db::Connection connection;
  std::string evidence;
  test::TemporaryFolder folder;
  std::string profile;
};

Names offered(const json& report) {
  Names out;
  for (const json& finding : report["findings"]) {
    if (finding["check"] == "index.unused" && finding["verdict"] == "drop") out.push_back(finding["object"]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("an index that only a replica reads is never offered, and without the replica's word none is") {
  test::Cluster cluster;
  if (!test::Standby::possible(cluster)) return;
  test::Standby standby(cluster);
  Bench bench(cluster, "0");
  auto& db = bench.connection;
  if (db.server_version() < 150000) return;
  db.query(
      "CREATE TABLE t (a int, b int, c int, d int); CREATE INDEX on_replica ON t (a); CREATE INDEX unused ON t (b)");
  bench.write_rows();
  standby.catch_up(db);
  db::Connection reader = standby.connect(bench.database);
  bench.scan(reader, "SELECT a FROM t WHERE a = 5");

  CHECK(offered(bench.report()) == Names{"public.on_replica", "public.unused"});  // the profile does not name it
  CHECK(bench.report()["not_examined"].dump().find("1 standby receives from this server") != std::string::npos);

  bench.write_profile("replicas: [\"" + standby.conninfo(bench.database) + "\"]\n");
  json report = bench.report();
  CHECK(offered(report) == Names{"public.unused"});
  CHECK(report["not_examined"].dump().find("standby receives") == std::string::npos);
  for (const json& row : report["rows"]) {
    if (row["index"] == "on_replica") CHECK(row["scans"] == 1);
  }

  standby.stop_immediate();
  report = bench.report();
  CHECK(offered(report).empty());
  CHECK(report["not_examined"].dump().find("no index can be called unused") != std::string::npos);
}

TEST_CASE("thirty-five days of snapshots: exactly the unused ones are offered, and a reset takes all of it back") {
  Bench bench(test::Cluster::shared(), "30d");
  auto& db = bench.connection;
  if (db.server_version() < 150000) return;
  db.query(
      "CREATE TABLE t (a int, b int, c int, d int); CREATE INDEX used_long_ago ON t (a); CREATE INDEX used_lately ON t "
      "(b);"
      "CREATE INDEX unused ON t (c); CREATE UNIQUE INDEX promise ON t (d, a, b, c)");
  bench.write_rows();
  bench.scan(db, "SELECT a FROM t WHERE a = 5");
  bench.snapshot();
  bench.age("31 days");
  bench.scan(db, "SELECT b FROM t WHERE b = 5");
  bench.snapshot();
  bench.age("4 days");
  db.query("CREATE INDEX new ON t (d, c)");
  db.query("UPDATE t SET d = d + 1");
  db.query("SELECT pg_stat_force_next_flush()");
  db.query("SELECT 1");

  CHECK(offered(bench.report()) == Names{"public.unused"});
  // Within the last thirty days the first one was not used either.
  CHECK(offered(bench.report({"--since", "30d"})) == Names{"public.unused", "public.used_long_ago"});
  const json recent = bench.report({"--since", "1h"});
  CHECK(offered(recent).empty());  // four days are too short

  bench.snapshot();
  db.query("SELECT pg_stat_reset()");
  CHECK(offered(bench.report()).empty());
  bench.snapshot();
  CHECK(offered(bench.report()).empty());
  CHECK(offered(bench.report({"--since", "30d"})).empty());
}

TEST_CASE("--since wants a time; a role that may not read snapshots is told so") {
  Bench bench(test::Cluster::shared(), "0");
  bench.connection.query("CREATE TABLE t (a int); CREATE INDEX i ON t (a)");
  CHECK(test::barqdb({"--profile", bench.profile, "index-report", "--since", "monday"}).exit_code == 2);
  bench.snapshot();
  bench.connection.query(
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'window_reader') THEN "
      "CREATE ROLE window_reader LOGIN; END IF; END $$");
  bench.folder.write("profile.yaml", "url: \"" + bench.cluster.conninfo(bench.database, "window_reader") + "\"\n");
  const json report = bench.report();
  CHECK(report["not_examined"].dump().find("may not read the snapshots") != std::string::npos);
}
