// Several runners at once, and the ladder of attempts at a lock that others hold.
#include <doctest/doctest.h>

#include <string>
#include <thread>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

void fill(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text, c int); INSERT INTO t SELECT i, 'x' || i, i FROM generate_series(1, 300) AS i");
  project.write("001.yaml", R"yaml(revision: "001"
down_revision: null
steps:
  - sql: {up: "CREATE TABLE counted (n int)", down: "DROP TABLE counted"}
  - create_index: {name: idx_a, table: t, columns: [a]}
  - sql: {up: "INSERT INTO counted VALUES (1)", down: "DELETE FROM counted"}
  - create_index: {name: idx_b, table: t, columns: [b]}
)yaml");
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - create_index: {name: idx_c, table: t, columns: "
                "[c], where: \"c > 1\"}\n");
}

void run_together(int runners) {
  Project project(logged_cluster());
  fill(project);
  const std::size_t before = project.cluster().log().size();
  std::vector<Running> all;
  for (int i = 0; i < runners; ++i) all.push_back(project.start({"upgrade", "head"}));
  for (Running& one : all) {
    const Outcome outcome = one.wait();
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  }
  CHECK(project.text("SELECT count(*) FROM counted") == "1");
  CHECK(project.text("SELECT count(*) FROM barqdb.step") == "5");
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "2");
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid") == "3");
  CHECK_FALSE(has(project.cluster().log().substr(before), "deadlock detected"));
  std::size_t builds = 0;
  for (const Logged& one : project.statements(before))
    builds += one.sql.starts_with("CREATE INDEX CONCURRENTLY") ? 1 : 0;
  CHECK(builds == 3);
}

}  // namespace

TEST_CASE("two runners: each step once") { run_together(2); }
TEST_CASE("eight runners: each step once") { run_together(8); }

TEST_CASE("a runner that waited too long says who works, and changes nothing") {
  Project project(logged_cluster());
  fill(project);
  auto holder = project.connect();
  holder.query("SELECT pg_advisory_lock(1111577169, 1)");
  const Outcome outcome = project.run({"upgrade", "head", "--runner-wait", "300ms"});
  CHECK(outcome.exit_code == 5);
  CHECK(has(outcome.err, "pid "));
  CHECK(has(outcome.err, "test"));
  CHECK(project.text("SELECT to_regnamespace('barqdb')").empty());
}

TEST_CASE("SQL of a revision that releases every lock of the session") {
  Project project(logged_cluster());
  project.query("CREATE TABLE seen (locks bigint)");
  const char* const held =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND pid = pg_backend_pid()";
  SUBCASE("the runner takes its own again") {
    project.write("001.yaml", std::string("revision: \"001\"\ndown_revision: null\nsteps:\n"
                                          "  - sql: {up: DISCARD ALL, transaction: false, irreversible: true}\n"
                                          "  - sql: {up: \"INSERT INTO seen ") +
                                  held + "\", irreversible: true}\n");
    const Outcome outcome = project.run({"upgrade", "head"});
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
    CHECK(project.text("SELECT string_agg(locks::text, ',') FROM seen") == "1");
  }
  SUBCASE("unless another runner was quicker") {
    project.write("001.yaml",
                  "revision: \"001\"\ndown_revision: null\nsteps:\n"
                  "  - sql: {up: \"SELECT pg_advisory_lock(42)\", transaction: false, irreversible: true}\n"
                  "  - sql: {up: \"SELECT pg_advisory_unlock_all()\", transaction: false, irreversible: true}\n"
                  "  - sql: {up: \"CREATE TABLE later (a int)\", down: \"DROP TABLE later\"}\n");
    auto holder = project.connect();
    holder.query("SELECT pg_advisory_lock(42)");
    Running run = project.start({"upgrade", "head"});
    auto watcher = project.connect();
    const auto waits_for = [&](const char* id) {
      await(watcher, std::string("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND "
                                 "database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND "
                                 "objid = ") +
                         id + ")");
    };
    waits_for("42");
    auto other = project.connect();
    std::jthread quicker([&] { other.query("SELECT pg_advisory_lock(1111577169, 1)"); });
    waits_for("1");
    holder.query("SELECT pg_advisory_unlock(42)");
    const Outcome outcome = run.wait();
    quicker.join();
    CHECK(outcome.exit_code == 5);
    CHECK_MESSAGE(has(outcome.out, "pg_advisory_unlock_all"), outcome.out);
    CHECK(project.text("SELECT to_regclass('later')").empty());
    other.query("SELECT pg_advisory_unlock(1111577169, 1)");
    CHECK(project.run({"upgrade", "head"}).exit_code == 0);
    CHECK(project.text("SELECT to_regclass('later')") == "later");
  }
}

TEST_CASE("a lock that others hold for a while is tried for again") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up: \"ALTER TABLE t ADD COLUMN z int\", "
                "down: \"ALTER TABLE t DROP COLUMN z\"}\n");
  auto holder = project.connect();
  holder.query("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
  SUBCASE("and got") {
    const std::size_t before = project.cluster().log().size();
    Running run = project.start({"upgrade", "head"});
    auto watcher = project.connect();
    while (count(project.cluster().log().substr(before), "canceling statement due to lock timeout") < 2) {
      REQUIRE_FALSE(run.ended());
      watcher.query("SELECT pg_sleep(0.02)");
    }
    holder.query("COMMIT");
    const Outcome outcome = run.wait();
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
    CHECK(has(outcome.out, "attempt"));
    CHECK(project.text("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'z'") == "1");
  }
  SUBCASE("until the budget is spent") {
    const Outcome outcome = project.run({"upgrade", "head", "--lock-budget", "1s"});
    CHECK(outcome.exit_code == 5);
    CHECK(has(outcome.err, "lock budget"));
    CHECK(has(outcome.err, "001.yaml:4"));
    CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "0");
    holder.query("COMMIT");
    CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  }
}
