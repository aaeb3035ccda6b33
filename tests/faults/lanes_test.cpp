// Two builds side by side when barqdb is killed.
#include <doctest/doctest.h>
#include <signal.h>

#include "support/blocker.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

TEST_CASE("killed with two lanes at work: both builds are waited for and adopted") {
  Project project(logged_cluster());
  Connection watcher = project.connect();
  if (watcher.server_version() < 140000) {
    MESSAGE("skipped: before PostgreSQL 14 concurrent builds wait for each other, so there is one lane");
    return;
  }
  project.query(
      "CREATE TABLE t (a int); INSERT INTO t SELECT i FROM generate_series(1, 500) AS i; CREATE TABLE u (a int); "
      "INSERT INTO u SELECT i FROM generate_series(1, 500) AS i");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_t, table: t, columns: [a]}\n"
                "  - create_index: {name: idx_u, table: u, columns: [a]}\n");
  const std::size_t before = project.cluster().log().size();
  Blocker of_t(project, "UPDATE t SET a = a WHERE false");
  Blocker of_u(project, "UPDATE u SET a = a WHERE false");
  {
    Running run = project.start({"upgrade", "head", "--jobs", "2"});
    await(watcher,
          "SELECT count(*) = 2 FROM pg_stat_progress_create_index WHERE datname = current_database() AND phase = "
          "'waiting for writers before build'");
    run.signal(SIGKILL);
    run.wait();
  }
  Running again = project.start({"upgrade", "head", "--jobs", "2"});
  await_output(again, "waiting");
  CHECK(project.text("SELECT count(*) FROM pg_stat_progress_create_index WHERE datname = current_database()") == "2");
  of_t.release();
  of_u.release();
  const Outcome outcome = again.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  CHECK(project.index("idx_t") == "CREATE INDEX idx_t ON public.t USING btree (a)");
  CHECK(project.index("idx_u") == "CREATE INDEX idx_u ON public.u USING btree (a)");
  std::size_t builds = 0;
  for (const Logged& one : project.statements(before)) {
    CHECK_FALSE(one.sql.starts_with("DROP"));
    builds += one.sql.starts_with("CREATE INDEX CONCURRENTLY") ? 1 : 0;
  }
  CHECK(builds == 2);
  check_finished(project, {"upgrade", "head"});
}
