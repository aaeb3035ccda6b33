// A run that is cut off at any point is finished by typing the same command again.
#include <doctest/doctest.h>
#include <signal.h>

#include "support/blocker.hpp"
#include "support/project.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

// A table with rows, and a revision that indexes it; the profile makes every build concurrent.
Project& with_table(Project& project) {
  project.query("CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 500) AS i");
  project.write("001.yaml", R"yaml(revision: "001"
down_revision: null
steps:
  - create_index: {name: idx_t_a, table: t, columns: [a], comment: made by 001}
  - create_index: {name: idx_t_b, table: t, columns: [b]}
)yaml");
  return project;
}

// Keeps a concurrent build (or drop) on t from ending.
const std::string writes = "UPDATE t SET a = a WHERE false";

const std::string worker = "application_name = 'barqdb' AND datname = current_database()";

// The worker's build waits for the blocker: the moment is certain.
void await_build(Connection& watcher, const std::string& phase) {
  await(watcher,
        "SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE datname = current_database() AND phase = '" +
            phase + "')");
}

void await_drop(Connection& watcher) {
  await(watcher, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE " + worker +
                     " AND query LIKE 'DROP INDEX CONCURRENTLY%' AND wait_event_type = 'Lock')");
}

std::size_t sent(const Project& project, const std::string& head, std::size_t from = 0) {
  std::size_t found = 0;
  for (const Logged& one : project.statements(from)) found += one.sql.starts_with(head) ? 1 : 0;
  return found;
}

void check_finished(const Project& project) {
  CHECK(project.index("idx_t_a") == "CREATE INDEX idx_t_a ON public.t USING btree (a)");
  CHECK(project.index("idx_t_b") == "CREATE INDEX idx_t_b ON public.t USING btree (b)");
  CHECK(project.text("SELECT obj_description('idx_t_a'::regclass)") == "made by 001");
  CHECK(project.text("SELECT string_agg(revision, ',') FROM barqdb.revision") == "001");
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0");
  const std::size_t before = project.cluster().log().size();
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  for (const Logged& one : project.statements(before)) CHECK_FALSE(has(one.sql, "INDEX"));
}

}  // namespace

TEST_CASE("killed during a concurrent build: the same command waits for the orphan and adopts its index") {
  Project project(logged_cluster());
  with_table(project);
  Blocker blocker(project, writes);
  Connection watcher = project.connect();
  {
    Running run = project.start({"upgrade", "head"});
    await_build(watcher, "waiting for writers before build");
    run.signal(SIGKILL);
    CHECK(run.wait().exit_code == 128 + SIGKILL);
  }
  Running again = project.start({"upgrade", "head"});
  await_output(again, "another barqdb is at work");
  blocker.release();
  const Outcome outcome = again.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  check_finished(project);
  CHECK(sent(project, "CREATE INDEX CONCURRENTLY idx_t_a") == 1);
  CHECK(sent(project, "DROP INDEX") == 0);
}

TEST_CASE("killed while the build waits for old snapshots: awaited and adopted as well") {
  Project project(logged_cluster());
  with_table(project);
  project.query("CREATE TABLE other (c int)");
  Blocker blocker(project, "SELECT 1 FROM other");
  Connection watcher = project.connect();
  {
    Running run = project.start({"upgrade", "head"});
    await_build(watcher, "waiting for old snapshots");
    run.signal(SIGKILL);
    run.wait();
  }
  Running again = project.start({"upgrade", "head"});
  await_output(again, "another barqdb is at work");
  blocker.release();
  const Outcome outcome = again.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  check_finished(project);
  CHECK(sent(project, "DROP INDEX") == 0);
}

TEST_CASE("the worker's backend is terminated during a build: exit 3, and the next run rebuilds") {
  for (const char* phase : {"waiting for writers before build", "waiting for old snapshots"}) {
    Project project(logged_cluster());
    with_table(project);
    project.query("CREATE TABLE other (c int)");
    Blocker blocker(project, std::string(phase).ends_with("snapshots") ? "SELECT 1 FROM other" : writes);
    Connection watcher = project.connect();
    Running run = project.start({"upgrade", "head"});
    await_build(watcher, phase);
    watcher.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index WHERE datname = current_database()");
    const Outcome outcome = run.wait();
    CHECK(outcome.exit_code == 3);
    CHECK(has(outcome.out, "idx_t_a"));
    CHECK(has(outcome.out, "connection to the server was lost"));
    CHECK(has(outcome.out, "same command again"));
    CHECK(project.index("idx_t_a").ends_with("INVALID"));
    blocker.release();
    CHECK(project.run({"current", "--check"}).exit_code == 1);
    const Outcome again = project.run({"upgrade", "head"});
    CHECK_MESSAGE(again.exit_code == 0, again.err);
    CHECK(sent(project, "DROP INDEX CONCURRENTLY idx_t_a") + sent(project, "DROP INDEX CONCURRENTLY public.idx_t_a") ==
          1);
    check_finished(project);
  }
}

TEST_CASE("Ctrl-C during a concurrent build: exit 130, no index left, and the next run goes on") {
  Project project(logged_cluster());
  with_table(project);
  project.query("CREATE TABLE other (c int)");
  Blocker blocker(project, "SELECT 1 FROM other");
  Connection watcher = project.connect();
  Running run = project.start({"upgrade", "head"});
  await_build(watcher, "waiting for old snapshots");
  run.signal(SIGINT);
  const Outcome outcome = run.wait();
  CHECK(outcome.exit_code == 130);
  CHECK(project.index("idx_t_a").empty());
  CHECK(has(outcome.out, "barqdb upgrade head"));
  CHECK(project.text("SELECT string_agg(outcome, ',') FROM barqdb.step") == "failed");
  blocker.release();
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  check_finished(project);
}

TEST_CASE("a lost terminal is like Ctrl-C, unless it is ignored from the start as under nohup") {
  Project project(logged_cluster());
  with_table(project);
  project.query("CREATE TABLE other (c int)");
  Blocker blocker(project, "SELECT 1 FROM other");
  Connection watcher = project.connect();
  SUBCASE("lost") {
    Running run = project.start({"upgrade", "head"});
    await_build(watcher, "waiting for old snapshots");
    run.signal(SIGHUP);
    CHECK(run.wait().exit_code == 130);
    CHECK(project.index("idx_t_a").empty());
    blocker.release();
    CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  }
  SUBCASE("nohup") {
    const auto before = ::signal(SIGHUP, SIG_IGN);  // what is started inherits it
    Running run = project.start({"upgrade", "head"});
    ::signal(SIGHUP, before);
    await_build(watcher, "waiting for old snapshots");
    run.signal(SIGHUP);
    blocker.release();
    CHECK(run.wait().exit_code == 0);
  }
  check_finished(project);
}

TEST_CASE("Ctrl-C while the blocker holds the table too: the program ends soon, and the next run goes on") {
  Project project(logged_cluster());
  with_table(project);
  Blocker blocker(project, "INSERT INTO t VALUES (0, 'held')");
  Connection watcher = project.connect();
  Running run = project.start({"upgrade", "head"});
  await_build(watcher, "waiting for writers before build");
  run.signal(SIGINT);
  const Outcome outcome = run.wait();
  CHECK(outcome.exit_code == 130);
  CHECK(has(outcome.out, "the next run of the same command"));
  blocker.release();
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  check_finished(project);
}

TEST_CASE("killed between two operations: what is done is not done again") {
  Project project(logged_cluster());
  with_table(project);
  project.write("001.yaml", R"yaml(revision: "001"
down_revision: null
steps:
  - sql: {up: "ALTER TABLE t ADD COLUMN c int", down: "ALTER TABLE t DROP COLUMN c"}
  - create_index: {name: idx_t_a, table: t, columns: [a], comment: made by 001}
  - create_index: {name: idx_t_b, table: t, columns: [b]}
)yaml");
  Connection watcher = project.connect();
  {
    // The ledger row of the second build is written first: hold it there.
    REQUIRE(project.run({"stamp", "base"}).exit_code == 0);
    Connection ledger = project.connect();
    ledger.query(
        "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.object LIKE '%idx_t_b' THEN PERFORM pg_advisory_xact_lock(42); END IF; RETURN NEW; END $$; "
        "SELECT pg_advisory_lock(42); CREATE TRIGGER stop BEFORE INSERT ON barqdb.step FOR EACH ROW EXECUTE FUNCTION "
        "stop()");
    Running run = project.start({"upgrade", "head"});
    await(watcher, "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
    run.signal(SIGKILL);
    run.wait();
    watcher.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + worker);
    await(watcher, "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE " + worker + ")");
    ledger.query("DROP TRIGGER stop ON barqdb.step");
  }
  CHECK_FALSE(project.index("idx_t_a").empty());
  CHECK(project.index("idx_t_b").empty());
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  check_finished(project);
  CHECK(sent(project, "CREATE INDEX CONCURRENTLY idx_t_a") == 1);
  CHECK(sent(project, "ALTER TABLE t ADD COLUMN c") == 1);
}

TEST_CASE("the server crashes during a build: the same command goes on after its restart") {
  Cluster cluster({"log_statement = all", "log_line_prefix = '%p %d %a> '", "fsync = on"});
  Project project(cluster);
  with_table(project);
  {
    Blocker blocker(project, writes);
    Connection watcher = project.connect();
    Running run = project.start({"upgrade", "head"});
    await_build(watcher, "waiting for writers before build");
    cluster.stop_immediate();
    CHECK(run.wait().exit_code == 3);
  }
  cluster.start();
  CHECK(project.index("idx_t_a").ends_with("INVALID"));
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  check_finished(project);
}

TEST_CASE("killed during a concurrent drop: the drop is finished, and the way back rebuilds the index as it was") {
  Project project(logged_cluster());
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i FROM generate_series(1, 500) AS i; "
      "CREATE UNIQUE INDEX idx_old ON t (a) WHERE b IS DISTINCT FROM ' WHERE '; COMMENT ON INDEX idx_old IS 'it''s "
      "old'");
  const std::string original = project.index("idx_old");
  project.write("001.yaml", "revision: \"001\"\ndown_revision: null\nsteps:\n  - drop_index: idx_old\n");
  Blocker blocker(project, writes);
  Connection watcher = project.connect();
  Running run = project.start({"upgrade", "head"});
  await_drop(watcher);
  watcher.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + worker + " AND query LIKE 'DROP%'");
  CHECK(run.wait().exit_code == 3);
  CHECK(project.index("idx_old").ends_with("INVALID"));
  blocker.release();

  SUBCASE("upgrade again, then downgrade") {
    const Outcome again = project.run({"upgrade", "head"});
    CHECK_MESSAGE(again.exit_code == 0, again.err);
    CHECK(project.index("idx_old").empty());
    const Outcome back = project.run({"downgrade", "-1"});
    CHECK_MESSAGE(back.exit_code == 0, back.err);
  }
  SUBCASE("downgrade at once") {
    const Outcome back = project.run({"downgrade", "base"});
    CHECK_MESSAGE(back.exit_code == 0, back.err);
  }
  CHECK(project.index("idx_old") == original);
  CHECK(project.text("SELECT obj_description('idx_old'::regclass)") == "it's old");
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "0");
}

TEST_CASE("cut off during the drops of a downgrade: upgrade is refused until the downgrade is finished") {
  Project project(logged_cluster());
  with_table(project);
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  Blocker blocker(project, writes);
  Connection watcher = project.connect();
  Running run = project.start({"downgrade", "-1"});
  await_drop(watcher);
  run.signal(SIGKILL);
  run.wait();
  watcher.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + worker);
  await(watcher, "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE " + worker + ")");
  blocker.release();
  const Outcome up = project.run({"upgrade", "head"});
  CHECK(up.exit_code == 4);
  CHECK(has(up.err, "barqdb downgrade"));
  const Outcome back = project.run({"downgrade", "-1"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(project.index("idx_t_a").empty());
  CHECK(project.index("idx_t_b").empty());
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  check_finished(project);
}

TEST_CASE("cut off during the rebuild of a dropped index: the downgrade is finished by the same command") {
  Project project(logged_cluster());
  project.query(
      "CREATE TABLE t (a int); INSERT INTO t SELECT i FROM generate_series(1, 500) AS i; CREATE INDEX idx_old ON t (a "
      "DESC)");
  project.write("001.yaml", "revision: \"001\"\ndown_revision: null\nsteps:\n  - drop_index: idx_old\n");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  Blocker blocker(project, writes);
  Connection watcher = project.connect();
  Running run = project.start({"downgrade", "-1"});
  await_build(watcher, "waiting for writers before build");
  watcher.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index WHERE datname = current_database()");
  CHECK(run.wait().exit_code == 3);
  blocker.release();
  const Outcome back = project.run({"downgrade", "-1"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(project.index("idx_old") == "CREATE INDEX idx_old ON public.t USING btree (a DESC)");
}

TEST_CASE("the wait budget is spent: exit 5 that names the blocker, nothing left, and the next run goes on") {
  Project project(logged_cluster());
  with_table(project);
  project.query("CREATE TABLE other (c int)");
  Blocker blocker(project, "SELECT 1 FROM other");
  const Outcome outcome = project.run({"upgrade", "head", "--wait-budget", "1s"});
  CHECK(outcome.exit_code == 5);
  CHECK(has(outcome.err, "wait budget"));
  CHECK(has(outcome.err, "SELECT 1 FROM other"));
  CHECK(project.index("idx_t_a").empty());
  blocker.release();
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  check_finished(project);
}
