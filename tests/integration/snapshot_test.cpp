#include <doctest/doctest.h>

#include <chrono>

#include "support/cluster.hpp"
#include "support/json.hpp"
#include "support/program.hpp"
#include "support/project.hpp"
#include "support/standby.hpp"

using namespace barqdb;
using nlohmann::json;

namespace {

struct Bench {
  explicit Bench(test::Cluster& cluster_ = test::Cluster::shared())
      : cluster(cluster_), database(cluster.create_database()), connection(cluster.connect(database)) {
    write_profile("");
  }
  void write_profile(const std::string& rest, const std::string& user = "postgres") {
    profile = folder.write("profile.yaml", "url: \"" + cluster.conninfo(database, user) + "\"\n" + rest);
  }
  test::Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--profile", profile});
    return test::barqdb(arguments);
  }
  json report(std::vector<std::string> arguments, int code = 0) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const test::Outcome outcome = run(arguments);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == code);
    return json::parse(outcome.out);
  }
  // Reads the table through its index `times` times, and makes the counters visible to others.
  void scan(db::Connection& reader, const std::string& query, int times) const {
    reader.query("SET enable_seqscan = off; SET enable_bitmapscan = off");
    for (int i = 0; i < times; ++i) reader.query(query);
    reader.query("SELECT pg_stat_force_next_flush()");
    reader.query("SELECT 1");
  }
  std::int64_t number(const std::string& sql) { return connection.query(sql).integer(0, 0); }

  test::Cluster& cluster;
  std::string database;
  db::Connection connection;
  test::TemporaryFolder folder;
  std::string profile;
};

}  // namespace

TEST_CASE("snapshots keep what grew, across resets of the database and of one relation") {
  Bench bench;
  auto& db = bench.connection;
  if (db.server_version() < 150000) return;  // pg_stat_force_next_flush
  db.query(
      "CREATE TABLE t (a int, b int); CREATE INDEX ia ON t (a); CREATE INDEX ib ON t (b); INSERT INTO t VALUES (1, 1)");
  bench.scan(db, "SELECT a FROM t WHERE a = 1", 5);
  json first = bench.report({"snapshot"});
  CHECK(first["rows"][0]["known"] == false);
  CHECK(first["rows"][0]["scans"] == 0);  // nobody knows when these were counted

  bench.scan(db, "SELECT a FROM t WHERE a = 1", 3);
  CHECK(bench.report({"snapshot"})["rows"][0]["scans"] == 3);
  CHECK(bench.report({"snapshot"})["rows"][0]["scans"] == 0);
  CHECK(bench.number("SELECT max(cardinality(indexes)) FROM barqdb.usage_snapshot") == 1);  // changed ones only

  db.query("CREATE INDEX ic ON t ((a + 1))");
  bench.scan(db, "SELECT b FROM t WHERE b = 1", 2);
  CHECK(bench.report({"snapshot"})["rows"][0]["scans"] == 2);

  db.query("SELECT pg_stat_reset_single_table_counters('ib'::regclass)");
  bench.scan(db, "SELECT b FROM t WHERE b = 1", 1);
  CHECK(bench.report({"snapshot"})["rows"][0]["scans"] == 1);
  CHECK(bench.number("SELECT earlier_scans FROM barqdb.usage_index WHERE index = 'ib'::regclass") == 2);
  CHECK(bench.number("SELECT count(*) FROM barqdb.usage_index WHERE counted_since IS NOT NULL") == 1);

  db.query("SELECT pg_stat_reset()");
  bench.scan(db, "SELECT b FROM t WHERE b = 1", 4);
  const json after = bench.report({"snapshot"});
  CHECK(after["rows"][0]["known"] == false);
  CHECK(after["rows"][0]["scans"] == 4);  // they began after the snapshot before

  const json list = bench.report({"snapshot", "list"});
  CHECK(list["metrics"]["snapshots"] == 6);
  CHECK(list["rows"][0]["note"].get<std::string>().find("reset") != std::string::npos);
  CHECK(list["rows"][1]["note"] == "");

  db.query("UPDATE barqdb.usage_snapshot SET taken_at = taken_at - interval '91 days' WHERE id <= 2");
  CHECK(bench.run({"snapshot", "--prune"}).err.find("forgot 2 snapshots older than 90 d") != std::string::npos);
  CHECK(bench.run({"snapshot", "--prune", "--retention", "soon"}).exit_code == 2);
  CHECK(bench.report({"snapshot", "list"})["metrics"]["snapshots"] == 4);
}

TEST_CASE("replicas are counted by themselves, also after one was promoted; a rebuilt index tells its size") {
  test::Cluster cluster;
  if (!test::Standby::possible(cluster)) return;
  test::Standby standby(cluster);
  Bench bench(cluster);
  auto& db = bench.connection;
  if (db.server_version() < 150000) return;
  db.query(
      "CREATE TABLE t (a int); CREATE INDEX ia ON t (a); INSERT INTO t SELECT generate_series(1, 2000); ANALYZE t");
  standby.catch_up(db);
  bench.write_profile("replicas: [\"" + standby.conninfo(bench.database) + "\"]\n");
  bench.report({"snapshot"});
  db::Connection reader = standby.connect(bench.database);
  bench.scan(reader, "SELECT a FROM t WHERE a = 1", 7);
  db.query("REINDEX INDEX ia");
  json report = bench.report({"snapshot"});
  REQUIRE(report["rows"].size() == 2);
  CHECK(report["rows"][0]["scans"] == 0);
  CHECK(report["rows"][1]["scans"] == 7);
  CHECK(bench.number(
            "SELECT built_tuples::int FROM barqdb.usage_index AS u JOIN barqdb.usage_source AS s ON s.id = u.source "
            "WHERE NOT s.standby AND index = 'ia'::regclass") == 2000);

  // The name of the main server now leads to the promoted standby: its counters go on, and are not counted twice.
  standby.catch_up(db);
  cluster.stop_immediate();
  reader.query("SELECT pg_promote()");
  bench.scan(reader, "SELECT a FROM t WHERE a = 1", 2);
  bench.folder.write("profile.yaml", "url: \"" + standby.conninfo(bench.database) + "\"\nreplicas: [\"" +
                                         cluster.conninfo(bench.database) + "\"]\n");
  report = bench.report({"snapshot"}, 1);
  CHECK(report["not_examined"].size() == 1);
  REQUIRE(report["rows"].size() == 1);
  CHECK(report["rows"][0]["known"] == true);
  CHECK(report["rows"][0]["scans"] == 2);
}

TEST_CASE("many idle indexes cost one small row; a missing right is named") {
  Bench bench;
  auto& db = bench.connection;
  db.query(
      "CREATE SCHEMA barqdb; REVOKE ALL ON SCHEMA barqdb FROM public;"
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'snapshot_reader') THEN "
      "CREATE ROLE snapshot_reader LOGIN; END IF; END $$");
  bench.write_profile("", "snapshot_reader");
  const test::Outcome refused = bench.run({"snapshot"});
  CHECK(refused.exit_code == 3);
  CHECK(refused.err.find("docs/privileges.md") != std::string::npos);
  bench.write_profile("");
  CHECK(bench.run({"snapshot", "list"}).exit_code == 0);
  db.query(
      "DO $$ BEGIN FOR t IN 1..60 LOOP EXECUTE format('CREATE TABLE t%s (a int)', t);"
      "FOR i IN 1..10 LOOP EXECUTE format('CREATE INDEX ON t%s (a)', t); END LOOP; END LOOP; END $$");
  if (db.server_version() >= 150000) {  // what the builds counted would else come with the second snapshot
    db.query("SELECT pg_stat_force_next_flush()");
    db.query("SELECT 1");
  }
  bench.report({"snapshot"});
  CHECK(bench.number("SELECT count(*) FROM barqdb.usage_index") == 600);
  bench.report({"snapshot"});
  CHECK(bench.number("SELECT pg_column_size(s.*) FROM barqdb.usage_snapshot AS s ORDER BY id DESC LIMIT 1") < 400);
}
