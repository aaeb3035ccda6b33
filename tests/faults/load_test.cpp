// Pauses while the server or a replica has too much to do.
#include <doctest/doctest.h>

#include <filesystem>
#include <memory>

#include "base/process.hpp"
#include "support/blocker.hpp"

using namespace barqdb;
using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

constexpr const char* quick = "small_table: 1, lock_timeout: 200ms, lock_budget: 30s, runner_wait: 1m, wait_budget: ";

void with_chain(const Project& project) {
  project.query("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 500)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - sql: {up: ALTER TABLE t ADD COLUMN b int, down: ALTER TABLE t DROP COLUMN b}\n"
                "  - create_index: {name: idx_a, table: t, columns: [a]}\n");
}

// A session that works until the end of the object.
class Busy {
 public:
  explicit Busy(const Project& project)
      : psql_({project.cluster().psql(), "-X", "-d", project.conninfo(), "-c", "SELECT pg_sleep(100)"},
              folder_.path() + "/out") {}

 private:
  TemporaryFolder folder_;
  Running psql_;
};

void end_sleepers(Connection& connection) {
  connection.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(100)'");
}

}  // namespace

TEST_CASE("more active sessions than allowed: paused, said so, resumed by itself; exit 5 when it lasts") {
  Cluster cluster({"log_line_prefix = '%p %d %a> '"});  // counts the sessions of the whole server
  Project project(cluster);
  with_chain(project);
  std::vector<std::unique_ptr<Busy>> busy;
  for (int i = 0; i < 3; ++i) busy.push_back(std::make_unique<Busy>(project));
  Connection watcher = project.connect();
  await(watcher, "SELECT count(*) = 3 FROM pg_stat_activity WHERE state = 'active' AND query = 'SELECT pg_sleep(100)'");
  project.set_online(std::string(quick) + "500ms, max_active_sessions: 2");
  const Outcome spent = project.run({"upgrade", "head"});
  CHECK_MESSAGE(spent.exit_code == 5, spent.err);
  CHECK_MESSAGE(has(spent.err, "3 sessions are active"), spent.err);
  CHECK(project.text("SELECT count(*) FROM barqdb.step") == "0");
  project.set_online(std::string(quick) + "1m, max_active_sessions: 2");
  Running run = project.start({"upgrade", "head"});
  await_output(run, "paused: 3 sessions are active");
  CHECK(project.index("idx_a").empty());
  end_sleepers(watcher);
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  CHECK_MESSAGE(has(outcome.out, "going on after a pause of"), outcome.out);
  CHECK_FALSE(project.index("idx_a").empty());

  // A role that may not look is told so instead of going on blindly.
  const std::string role = "blind_" + project.database();
  project.query("CREATE ROLE " + role + " LOGIN; GRANT SELECT ON t TO " + role + "; GRANT ALL ON SCHEMA barqdb TO " +
                role + "; GRANT ALL ON ALL TABLES IN SCHEMA barqdb TO " + role);
  project.set_user(role);
  project.set_online(std::string(quick) + "1m, max_active_sessions: 2");
  const Outcome blind = project.run({"downgrade", "base"});
  CHECK_MESSAGE(blind.exit_code == 4, blind.err);
  CHECK_MESSAGE(has(blind.err, "pg_read_all_stats"), blind.err);
}

TEST_CASE("a replica that is behind: paused by the replica's own word, and by the primary's when no replica is named") {
  Cluster primary({"wal_receiver_status_interval = 1s"});
  Project project(primary);
  with_chain(project);
  Cluster standby;
  standby.stop_immediate();
  std::filesystem::remove_all(standby.data_dir());
  base::Command copy;
  copy.words = {primary.bin_dir() + "/pg_basebackup",
                "-h",
                primary.socket_dir(),
                "-U",
                "postgres",
                "-R",
                "-c",
                "fast",
                "-X",
                "stream",
                "-D",
                standby.data_dir()};
  copy.user = base::unprivileged_user();
  copy.folder = "/";
  const base::Outcome copied = base::run_process(copy);
  REQUIRE_MESSAGE(copied.exit_code == 0, copied.err);
  standby.start();
  Connection replica = standby.connect();
  Connection watcher = project.connect();
  await(watcher, "SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");

  TemporaryFolder folder;
  const auto profile = [&](const std::string& name, const std::string& replicas) {
    return folder.write(name, "url: \"" + project.conninfo() + "\"\n" + replicas + "online: {" + quick +
                                  "1m, max_replica_lag: 500ms}\n");
  };
  const std::string named = profile("named.yaml", "replicas: [\"" + standby.conninfo() + "\"]\n");
  const std::string unnamed = profile("unnamed.yaml", "");
  const auto start = [&](const std::string& command, const std::string& target, const std::string& with) {
    return Running({BARQDB_BINARY, command, target, "--profile", with, "--migrations", project.migrations()},
                   folder.path() + "/out." + command);
  };
  const auto pause_and_go = [&](Running run) {
    await_output(run, "paused: replica ");
    replica.query("SELECT pg_wal_replay_resume()");
    const Outcome outcome = run.wait();
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
    CHECK_MESSAGE(has(outcome.out, "going on after a pause"), outcome.out);
  };
  project.query("INSERT INTO t VALUES (0)");
  await(replica, "SELECT pg_last_xact_replay_timestamp() IS NOT NULL");
  replica.query("SELECT pg_wal_replay_pause()");
  project.query("INSERT INTO t VALUES (1)");
  await(replica, "SELECT clock_timestamp() - pg_last_xact_replay_timestamp() > interval '1 s'");
  pause_and_go(start("upgrade", "head", named));

  replica.query("SELECT pg_wal_replay_pause()");
  project.query("INSERT INTO t VALUES (2)");
  await(watcher, "SELECT coalesce(max(replay_lag), interval '0') > interval '600 ms' FROM pg_stat_replication");
  pause_and_go(start("downgrade", "base", unnamed));

  // A replica that cannot be asked is not taken for one that keeps up.
  standby.stop_immediate();
  Running run = start("upgrade", "head", named);
  await_output(run, "cannot be asked");
  standby.start();
  CHECK(run.wait().exit_code == 0);
}
