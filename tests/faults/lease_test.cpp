// Runners that keep apart by a lease, alone and behind a transaction pooler: kills, a lease that was lost, other
// runners.
#include <doctest/doctest.h>
#include <signal.h>

#include "support/blocker.hpp"
#include "support/pooler.hpp"

using namespace barqdb;
using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

constexpr const char* by_lease =
    "small_table: 1, lock_timeout: 200ms, lock_budget: 30s, wait_budget: 1m, runner_wait: 1m, lock_mode: lease, "
    "lease_time: 1s";

void with_chain(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 500) AS i; "
      "CREATE TABLE u (a int); INSERT INTO u SELECT generate_series(1, 500); CREATE TABLE other (c int)");
  project.write("001.yaml", R"(revision: "001"
down_revision: null
steps:
  - sql: {up: "SET search_path = pg_catalog, public; ALTER TABLE public.t ADD COLUMN c int", down: ALTER TABLE t DROP COLUMN c}
  - create_index: {name: idx_a, table: t, columns: [a], unique: true}
  - create_index: {name: idx_u, table: u, columns: [a]}
  - analyze: [t]
)");
  project.set_online(by_lease);
}

void check_built(const Project& project) {
  CHECK(project.index("idx_a") == "CREATE UNIQUE INDEX idx_a ON public.t USING btree (a)");
  CHECK(project.index("idx_u") == "CREATE INDEX idx_u ON public.u USING btree (a)");
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  CHECK(project.text("SELECT count(*) FROM barqdb.lease WHERE expires_at > clock_timestamp()") == "0");
}

const char* const advisory_locks =
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE "
    "datname = "
    "current_database())";

}  // namespace

TEST_CASE("behind pgbouncer in transaction mode: up and down, in lanes, and nothing stays on its connections") {
  if (!Pooler::installed()) {
    MESSAGE("skipped: pgbouncer is not installed (apt install pgbouncer)");
    return;
  }
  Project project(logged_cluster());
  with_chain(project);
  Pooler pooler(project, 8);
  Connection through = pooler.connect();
  const auto run = [&](std::vector<std::string> command) {
    command.insert(command.end(), {"--database-url", pooler.conninfo()});
    const Outcome outcome = project.run(command);
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  };
  run({"upgrade", "head", "--jobs", "2"});
  check_built(project);
  CHECK(project.text("SELECT string_agg(intent || ' ' || outcome, ' ' ORDER BY step) FROM barqdb.step") ==
        "sql done create_index done create_index done analyze done");
  CHECK(project.text(advisory_locks) == "0");
  for (int i = 0; i < 8; ++i) CHECK(through.query("SHOW search_path").text(0, 0) == "\"$user\", public");
  run({"downgrade", "base"});
  CHECK(project.index("idx_a").empty());
  run({"stamp", "head"});
}

TEST_CASE("behind a pooler a default timeout of the role is refused, and so is SQL that would stay on its connection") {
  if (!Pooler::installed()) {
    MESSAGE("skipped: pgbouncer is not installed (apt install pgbouncer)");
    return;
  }
  Project project(logged_cluster());
  with_chain(project);
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n"
                "  - sql: {up: SET work_mem = '1MB', down: SELECT 1, transaction: false}\n");
  Pooler pooler(project, 8);
  const std::vector<std::string> command = {"upgrade", "head", "--database-url", pooler.conninfo()};
  pooler.connect();
  const Outcome staying = project.run(command);
  CHECK_MESSAGE(staying.exit_code == 4, staying.err);
  CHECK_MESSAGE(has(staying.err, "SET work_mem"), staying.err);
  CHECK(project.text("SELECT string_agg(revision, ' ') FROM barqdb.revision") == "001");

  Project timed(logged_cluster());
  with_chain(timed);
  timed.query("ALTER DATABASE " + timed.database() + " SET statement_timeout = '71s'");
  Pooler other(timed, 8);
  other.connect();
  const Outcome refused = timed.run({"upgrade", "head", "--database-url", other.conninfo()});
  CHECK_MESSAGE(refused.exit_code == 4, refused.err);
  CHECK_MESSAGE(has(refused.err, "ALTER ROLE"), refused.err);
  CHECK(timed.text("SELECT to_regnamespace('barqdb') IS NULL") == "t");
}

TEST_CASE("killed behind a pooler: the lease expires, the statement that still runs is awaited, its index adopted") {
  if (!Pooler::installed()) {
    MESSAGE("skipped: pgbouncer is not installed (apt install pgbouncer)");
    return;
  }
  Project project(logged_cluster());
  with_chain(project);
  Pooler pooler(project, 8);
  pooler.connect();
  const std::vector<std::string> command = {"upgrade", "head", "--database-url", pooler.conninfo()};
  Blocker blocker(project, "SELECT count(*) FROM other");
  Connection watcher = project.connect();
  Running run = project.start(command);
  await_phase(watcher, "waiting for old snapshots");
  await_output(run, "waits for pid " + std::to_string(blocker.pid()));  // the watch finds the statement
  const std::size_t before = project.cluster().log().size();
  run.signal(SIGKILL);
  run.wait();
  Running again = project.start(command);
  await_output(again, "lease of");
  await_output(again, "the server still works for an earlier run");
  blocker.release();
  const Outcome outcome = again.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  check_built(project);
  std::size_t builds = 0;
  for (const Logged& one : project.statements(before)) {
    CHECK_FALSE(one.sql.starts_with("DROP"));
    builds += has(one.sql, "INDEX CONCURRENTLY idx_a") && one.sql.starts_with("CREATE") ? 1 : 0;
  }
  CHECK(builds == 0);
}

TEST_CASE("a runner that slept through its lease writes nothing any more: exit 5, and the other one's result stands") {
  Project project(logged_cluster());
  with_chain(project);
  Blocker blocker(project, "SELECT count(*) FROM other");
  Connection watcher = project.connect();
  Running sleeper = project.start({"upgrade", "head"});
  await_phase(watcher, "waiting for old snapshots");
  sleeper.signal(SIGSTOP);
  Running other = project.start({"upgrade", "head"});
  await_output(other, "the server still works for an earlier run");
  blocker.release();
  const Outcome outcome = other.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  check_built(project);
  const std::string ledger = "SELECT string_agg(id || outcome || open, ' ' ORDER BY id) FROM barqdb.step";
  const std::string before = project.text(ledger);
  sleeper.signal(SIGCONT);
  const Outcome lost = sleeper.wait();
  CHECK_MESSAGE(lost.exit_code == 5, lost.out);
  CHECK_MESSAGE(has(lost.out, "lease of this run was lost"), lost.out);
  CHECK(project.text(ledger) == before);
  check_built(project);
  check_finished(project, {"upgrade", "head"});
}

TEST_CASE("a lease keeps a runner with a session lock away, and the other way round") {
  for (const bool lease_first : {true, false}) {
    CAPTURE(lease_first);
    Project project(logged_cluster());
    with_chain(project);
    Blocker blocker(project, "SELECT count(*) FROM other");
    Connection watcher = project.connect();
    const auto start = [&](bool lease) {
      return project.start({"upgrade", "head", "--lock-mode", lease ? "lease" : "session"});
    };
    Running first = start(lease_first);
    await_phase(watcher, "waiting for old snapshots");
    Running second = start(!lease_first);
    await_output(second, "another barqdb is at work on this database");
    blocker.release();
    for (Running* run : {&first, &second}) {
      const Outcome outcome = run->wait();
      CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
    }
    CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE intent = 'create_index'") == "2");
    CHECK(project.text(advisory_locks) == "0");
    check_finished(project, {"upgrade", "head"});
  }
}

TEST_CASE("eight runners by lease on a new database: eight times exit 0, each step once") {
  Project project(logged_cluster());
  with_chain(project);
  std::vector<Running> runners;
  for (int i = 0; i < 8; ++i) runners.push_back(project.start({"upgrade", "head"}));
  for (Running& runner : runners) {
    const Outcome outcome = runner.wait();
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  }
  check_built(project);
  CHECK(project.text("SELECT count(*) FROM barqdb.step") == "4");
}
