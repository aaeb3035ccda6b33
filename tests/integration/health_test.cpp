#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <sstream>
#include <thread>

#include "base/error.hpp"
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
    arguments.insert(arguments.begin(), {"--profile", profile, "health"});
    return test::barqdb(arguments);
  }
  json report() const {
    const test::Outcome outcome = run({"--format", "json"});
    INFO(outcome.err);
    const json out = json::parse(outcome.out);
    const bool bad = std::any_of(out["findings"].begin(), out["findings"].end(),
                                 [](const json& finding) { return finding["severity"] != "info"; });
    CHECK(outcome.exit_code == (bad ? 1 : 0));
    return out;
  }

  test::Cluster& cluster;
  std::string database;
  db::Connection connection;
  test::TemporaryFolder folder;
  std::string profile;
};

std::vector<json> findings(const json& report, const std::string& check) {
  std::vector<json> out;
  for (const json& finding : report["findings"]) {
    if (finding["check"] == check) out.push_back(finding);
  }
  return out;
}

json row(const json& report, const std::string& check) {
  for (const json& one : report["rows"]) {
    if (one["check"] == check) return one;
  }
  FAIL("no row of " << check);
  return {};
}

}  // namespace

TEST_CASE("a quiet server has no findings, and every reading is there") {
  test::Cluster cluster;
  Bench bench(cluster);
  bench.write_profile("health: {statistics_reset: 0}\n");
  const json report = bench.report();
  CHECK(report["findings"].size() == 1);  // autovacuum is off in test clusters
  CHECK(findings(report, "health.autovacuum").size() == 1);
  for (const char* check : {"health.connections", "health.long_transaction", "health.oldest_snapshot",
                            "health.lock_wait", "health.wraparound", "health.dead_rows", "health.checkpoints",
                            "health.statistics_reset", "health.invalid_indexes", "health.unused_indexes"}) {
    CHECK(row(report, check)["state"] == "ok");
  }
  CHECK(report["not_examined"].empty());
  CHECK(report["metrics"]["nodes_answered"] == 1);
}

TEST_CASE("transactions, prepared ones, snapshots, locks and indexes are named with who holds them") {
  test::Cluster cluster({"max_prepared_transactions = 5"});
  Bench bench(cluster);
  bench.write_profile(
      "health: {long_transaction: 500ms, idle_in_transaction: 500ms, lock_wait: 500ms, snapshot_age: 3, connections: "
      "1}\n");
  bench.connection.query("CREATE TABLE t (a int); CREATE TABLE l (a int); INSERT INTO t VALUES (1), (1)");
  CHECK_THROWS_AS(bench.connection.run("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)"), base::Error);
  db::Connection prepared = cluster.connect(bench.database);
  prepared.query("BEGIN; INSERT INTO t VALUES (2); PREPARE TRANSACTION 'left behind'");
  for (int i = 0; i < 4; ++i) bench.connection.query("INSERT INTO t VALUES (3)");
  db::Connection holder = cluster.connect(bench.database);
  holder.query("BEGIN");
  holder.query("LOCK TABLE l; SELECT 'hunter2', E'it\\'s hunter2', $a$hunter2$a$, 4711008");
  db::Connection waiter = cluster.connect(bench.database);
  std::thread waiting([&] { CHECK_NOTHROW(waiter.query("SELECT count(*) FROM l WHERE 'hunter2' <> 'x'")); });
  test::await(bench.connection,
              "SELECT coalesce(bool_or(now() - a.query_start > '1.6 s'), false) FROM pg_locks AS l JOIN "
              "pg_stat_activity AS a USING (pid) WHERE NOT l.granted");

  const json report = bench.report();
  const test::Outcome table = bench.run({});
  holder.query("COMMIT");
  waiting.join();

  const auto idle = findings(report, "health.idle_in_transaction");
  REQUIRE(idle.size() == 1);
  CHECK(idle[0]["evidence"]["pid"] == holder.backend_pid());
  CHECK(findings(report, "health.long_transaction").size() == 1);
  CHECK(row(report, "health.lock_wait")["state"] == "warning");
  const auto waits = findings(report, "health.lock_wait");
  REQUIRE(waits.size() == 1);
  CHECK(waits[0]["evidence"]["pid"] == waiter.backend_pid());
  CHECK(waits[0]["evidence"]["blockers"] == std::to_string(holder.backend_pid()));
  CHECK(waits[0]["evidence"]["object"] == "public.l");
  CHECK(waits[0]["evidence"]["blocker_state"] == "idle in transaction");
  const auto snapshots = findings(report, "health.oldest_snapshot");
  REQUIRE(snapshots.size() == 1);
  CHECK(snapshots[0]["evidence"]["kind"] == "prepared transaction");
  CHECK(snapshots[0]["evidence"]["holder"] == "left behind");
  const auto invalid = findings(report, "health.invalid_indexes");
  REQUIRE(invalid.size() == 1);
  CHECK(invalid[0]["evidence"]["names"] == "public.broken");
  CHECK(findings(report, "health.connections").size() == 1);
  // Statements are shown without their literals.
  CHECK(report.dump().find("hunter2") == std::string::npos);
  CHECK(report.dump().find("4711008") == std::string::npos);
  CHECK(table.out.find("hunter2") == std::string::npos);
}

TEST_CASE("of invalid indexes the first five are named, and the rest counted") {
  Bench bench;
  bench.connection.query(
      "CREATE TABLE t (a int); CREATE INDEX \"a, b\" ON t (a); CREATE INDEX c1 ON t (a); CREATE INDEX c2 ON t (a);"
      "CREATE INDEX c3 ON t (a); CREATE INDEX c4 ON t (a); CREATE INDEX c5 ON t (a); CREATE INDEX c6 ON t (a);"
      "UPDATE pg_index SET indisvalid = false WHERE indrelid = 't'::regclass");
  const auto invalid = findings(bench.report(), "health.invalid_indexes");
  REQUIRE(invalid.size() == 1);
  CHECK(invalid[0]["evidence"]["invalid"] == 7);
  CHECK(invalid[0]["message"].get<std::string>().find(
            "them: public.a, b, public.c1, public.c2, public.c3, public.c4 and 2 more;") != std::string::npos);
}

TEST_CASE("a standby, a node that is down, a role that sees little") {
  test::Cluster cluster;
  if (!test::Standby::possible(cluster)) return;
  test::Standby standby(cluster);
  Bench bench(cluster);
  db::Connection& primary = bench.connection;
  primary.query(
      "CREATE TABLE t (a int, b int); CREATE INDEX used_there ON t (a); CREATE INDEX unused ON t (b);"
      "INSERT INTO t SELECT g, g FROM generate_series(1, 1000) AS g; ANALYZE t");
  standby.catch_up(primary);
  db::Connection reader = standby.connect(bench.database);
  reader.query("SET enable_seqscan = off");
  reader.query("SELECT * FROM t WHERE a = 5");
  reader.query("SELECT pg_stat_force_next_flush()");
  reader.query("SELECT 1");

  const std::string replicas = "replicas: [\"" + standby.conninfo(bench.database) + "\"]\n";
  bench.write_profile(replicas);
  json report = bench.report();
  CHECK(report["metrics"]["nodes_answered"] == 2);
  CHECK(row(report, "health.unused_indexes")["value"] == 1);
  CHECK(findings(report, "health.replication_lag").empty());
  std::size_t lags = 0;
  for (const json& one : report["rows"]) lags += one["check"] == "health.replication_lag" ? 1u : 0u;
  CHECK(lags == 2);  // as the primary says, and as the standby says
  CHECK(row(report, "health.replication_slot")["state"] == "ok");

  // What the standby has not replayed is a lag, as soon as it is more than the profile allows.
  standby.connect("postgres").query("SELECT pg_wal_replay_pause()");
  primary.query("INSERT INTO t SELECT g, g FROM generate_series(1, 50000) AS g");
  bench.write_profile(replicas + "health: {replication_lag_size: 1MB, slot_size: 1MB}\n");
  report = bench.report();
  CHECK(findings(report, "health.replication_lag").size() >= 2);

  standby.stop_immediate();
  primary.query("INSERT INTO t SELECT g, g FROM generate_series(1, 50000) AS g");  // what its slot keeps
  report = bench.report();
  CHECK(findings(report, "health.unreachable").size() == 1);
  CHECK(row(report, "health.unused_indexes")["value"].is_null());
  CHECK(findings(report, "health.replication_slot").size() == 1);

  primary.query("CREATE ROLE plain LOGIN; CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher");
  bench.write_profile("", "plain");
  report = bench.report();
  CHECK(row(report, "health.long_transaction")["state"] == "not examined");
  REQUIRE(report["not_examined"].size() == 1);
  CHECK(report["not_examined"][0]["reason"].get<std::string>().find("GRANT pg_monitor") != std::string::npos);
  bench.write_profile("", "watcher");
  CHECK(bench.report()["not_examined"].empty());
}

TEST_CASE("the exposition format: every family once with HELP and TYPE, labels escaped") {
  Bench bench;
  const std::string slot = "CREATE TABLE t (a int)";
  bench.connection.query(slot);
  const std::string file = bench.folder.path() + "/barqdb.prom";
  const test::Outcome outcome = bench.run({"--format", "prometheus", "--output", file});
  CHECK(outcome.out.empty());
  const std::string text = test::run_program({"cat", file}).out;
  const std::regex sample(R"re([a-z_]+(\{([a-z_]+="([^"\\\n]|\\.)*",?)*\})? [-+0-9.eEInfNa]+)re");
  std::string family;
  std::vector<std::string> families;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    if (line.starts_with("# HELP ")) {
      family = line.substr(7, line.find(' ', 7) - 7);
      CHECK(std::count(families.begin(), families.end(), family) == 0);
      families.push_back(family);
      CHECK(family.starts_with("barqdb_"));
    } else if (line.starts_with("# TYPE ")) {
      const bool counter = family.ends_with("_total");
      CHECK(line == "# TYPE " + family + (counter ? " counter" : " gauge"));
    } else {
      CHECK(line.starts_with(family + (line[family.size()] == '{' ? "{" : " ")));
      CHECK(std::regex_match(line, sample));
    }
  }
  CHECK(text.ends_with('\n'));
  for (const char* name : {"barqdb_up", "barqdb_connections_limit", "barqdb_longest_transaction_seconds",
                           "barqdb_oldest_snapshot_transactions", "barqdb_lock_waits", "barqdb_wraparound_transactions",
                           "barqdb_checkpoints_timed_total", "barqdb_blocks_hit_total", "barqdb_invalid_indexes"}) {
    CHECK(std::count(families.begin(), families.end(), name) == 1);
  }
}

TEST_CASE("--watch draws again until Ctrl-C, and leaves the terminal as it was") {
  Bench bench;
  CHECK(bench.run({"--watch", "1"}).exit_code == 2);  // no terminal
  // script gives it a terminal; the second drawing tells that it goes on.
  const std::string out = bench.folder.path() + "/screen";
  const std::string command = "exec " BARQDB_BINARY " --profile " + bench.profile + " health --watch 100ms";
  const std::string driver = "{ for i in $(seq 400); do n=$(grep -ao 'health of database' " + out +
                             " 2>/dev/null | wc -l); " +
                             "[ \"$n\" -ge 2 ] && break; sleep 0.02; done; printf '\\003'; } | " + "script -qefc '" +
                             command + "' " + out + " >/dev/null 2>&1; echo rc $?";
  const test::Outcome outcome = test::run_program({"sh", "-c", driver});
  CHECK(outcome.out.find("rc 0") != std::string::npos);
  const std::string screen = test::run_program({"cat", out}).out;
  CHECK(test::count(screen, "health of database") >= 2);
  CHECK(screen.find("\033[?1049h") < screen.find("health of database"));
  CHECK(screen.rfind("\033[?1049l") > screen.rfind("health of database"));
}
