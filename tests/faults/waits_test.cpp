// Concurrent builds that have to wait: for whom, how long, and what a role's timeouts have to say.
#include <doctest/doctest.h>

#include <chrono>
#include <future>

#include "support/blocker.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;
using Clock = std::chrono::steady_clock;

namespace {

void with_table(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 500) AS i; "
      "CREATE INDEX idx_t_b ON t (b); CREATE TABLE other (c int)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_t_a, table: t, columns: [a]}\n");
}

// A statement of a database administrator, sent from another thread; its error, or "".
std::future<std::string> send(const Project& project, const std::string& sql) {
  return std::async(std::launch::async, [connection = project.connect(), sql]() mutable -> std::string {
    try {
      connection.query(sql);
      return "";
    } catch (const std::exception& error) {
      return error.what();
    }
  });
}

}  // namespace

TEST_CASE("an old snapshot of another table: its pid is named within 2 s, and the run ends with it") {
  Project project(logged_cluster());
  with_table(project);
  Blocker blocker(project, "SELECT count(*) FROM other");
  Connection watcher = project.connect();
  Running run = project.start({"upgrade", "head"});
  await_phase(watcher, "waiting for old snapshots");
  const auto began = Clock::now();
  await_output(run, "waits for pid " + std::to_string(blocker.pid()) + " ");
  const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
  MESSAGE("named after " << passed.count() << " ms");
  CHECK(passed < std::chrono::seconds(2));
  CHECK_FALSE(run.ended());
  blocker.release();
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  CHECK(project.index("idx_t_a") == "CREATE INDEX idx_t_a ON public.t USING btree (a)");
  check_finished(project, {"upgrade", "head"});
}

TEST_CASE("the wait budget: exit 5 with the pid on stderr, no index, nothing invalid") {
  Project project(logged_cluster());
  with_table(project);
  Blocker blocker(project, "SELECT count(*) FROM other");
  const Outcome outcome = project.run({"upgrade", "head", "--wait-budget", "2s"});
  CHECK(outcome.exit_code == 5);
  CHECK_MESSAGE(has(outcome.err, "pid " + std::to_string(blocker.pid())), outcome.err);
  CHECK(project.index("idx_t_a").empty());
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0");
}

TEST_CASE("builds of others on the table are waited for, not killed, and nobody deadlocks") {
  for (const char* statement : {"CREATE INDEX CONCURRENTLY idx_dba ON t (a, b)", "REINDEX INDEX CONCURRENTLY idx_t_b",
                                "REINDEX TABLE CONCURRENTLY t", "DROP INDEX CONCURRENTLY idx_t_b"}) {
    CAPTURE(statement);
    Project project(logged_cluster());
    with_table(project);
    const std::size_t before = project.cluster().log().size();
    Blocker blocker(project, "UPDATE t SET a = a WHERE false");
    Connection watcher = project.connect();
    std::future<std::string> theirs = send(project, statement);
    await(watcher, std::string("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query = '") + statement +
                       "' AND wait_event_type = 'Lock')");
    Running run = project.start({"upgrade", "head"});
    await_output(run, "waits for another build on public.t");
    CHECK(project.index("idx_t_a").empty());
    blocker.release();
    const Outcome outcome = run.wait();
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
    CHECK(theirs.get() == "");
    CHECK(project.index("idx_t_a") == "CREATE INDEX idx_t_a ON public.t USING btree (a)");
    CHECK_FALSE(has(project.cluster().log().substr(before), "deadlock detected"));
    check_finished(project, {"upgrade", "head"});
  }
}

TEST_CASE("two builds of others at once, one after the other: waited for both") {
  Project project(logged_cluster());
  with_table(project);
  const std::size_t before = project.cluster().log().size();
  Blocker first(project, "UPDATE t SET a = a WHERE false");
  Connection watcher = project.connect();
  std::future<std::string> one = send(project, "CREATE INDEX CONCURRENTLY idx_dba ON t (a, b)");
  await_phase(watcher, "waiting for writers before build");
  Running run = project.start({"upgrade", "head"});
  await_output(run, "waits for another build on public.t");
  Blocker second(project, "UPDATE t SET a = a WHERE false");
  first.release();  // the build goes on, and waits for the second one before it validates
  await_phase(watcher, "waiting for writers before validation");
  second.release();
  CHECK(one.get() == "");
  std::future<std::string> two = send(project, "REINDEX INDEX CONCURRENTLY idx_t_b");
  // Theirs and ours may begin in the same moment now: a deadlock ends one of them, and then ours is tried again.
  const std::string their_error = two.get();
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  const bool deadlock = has(project.cluster().log().substr(before), "deadlock detected");
  if (!deadlock) CHECK(their_error == "");
  CHECK(project.index("idx_t_a") == "CREATE INDEX idx_t_a ON public.t USING btree (a)");
}

TEST_CASE("a role with timeouts of one second: a build that takes longer is finished") {
  Project project(logged_cluster());
  with_table(project);
  const std::string role = "hasty_" + project.database();
  project.query("CREATE ROLE " + role + " SUPERUSER LOGIN; ALTER ROLE " + role +
                " SET statement_timeout = '1s'; ALTER ROLE " + role + " SET lock_timeout = '1s'");
  project.set_user(role);
  Blocker blocker(project, "SELECT count(*) FROM other");
  Connection watcher = project.connect();
  Running run = project.start({"upgrade", "head"});
  await_phase(watcher, "waiting for old snapshots");
  await(watcher, std::string("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE ") + of_barqdb +
                     " AND query LIKE 'CREATE INDEX CONCURRENTLY%' AND state = 'active' AND "
                     "clock_timestamp() - query_start > interval '2 s')");
  blocker.release();
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  CHECK(project.index("idx_t_a") == "CREATE INDEX idx_t_a ON public.t USING btree (a)");
  check_finished(project, {"upgrade", "head"});
  project.set_user("postgres");
  project.query("ALTER SCHEMA barqdb OWNER TO postgres; REASSIGN OWNED BY " + role + " TO postgres; DROP ROLE " + role);
}

TEST_CASE("duplicates that appear during the build: exit 6 with the keys, and nothing is left") {
  Project project(logged_cluster());
  with_table(project);
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_t_a, table: t, columns: [a], unique: true}\n");
  Blocker blocker(project, "UPDATE t SET a = a WHERE false");
  Connection watcher = project.connect();
  Running run = project.start({"upgrade", "head"});
  await_phase(watcher, "waiting for writers before build");  // the look for duplicates is over
  watcher.query("INSERT INTO t VALUES (7, 'again')");
  blocker.release();
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 6, outcome.out);
  CHECK_MESSAGE(has(outcome.out, "(a)=(7) stands 2 times"), outcome.out);
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0");
  CHECK(project.index("idx_t_a").empty());
  watcher.query("DELETE FROM t WHERE b = 'again'");
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  check_finished(project, {"upgrade", "head"});
}
