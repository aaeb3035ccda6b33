// Several runners at once, and the ladder of attempts at a lock that others hold.
#include <doctest/doctest.h>
#include <signal.h>

#include <string>
#include <thread>

#include "support/project.hpp"
#include "support/stop.hpp"

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

TEST_CASE("what finished SQL had set for its session holds when the revision is resumed") {
  Project project(logged_cluster());
  project.query("CREATE SCHEMA tenant");
  const auto tables = [&] {
    return project.text(
        "SELECT string_agg(relnamespace::regnamespace || '.' || relname, ' ' ORDER BY relname) FROM "
        "pg_class WHERE relname IN ('one', 'two')");
  };
  SUBCASE("statements of a file without a transaction") {
    project.write(
        "001.sql",
        "-- revision: \"001\"\n-- down_revision: null\n-- irreversible: true\n-- transaction: false\n"
        "-- barqdb:up\nSET search_path = tenant;\nCREATE TABLE one (i int);\nSELECT 1 / (SELECT count(*) FROM "
        "public.gate);\nCREATE TABLE two (i int);\n");
  }
  SUBCASE("steps of a revision") {
    project.write("001.yaml", R"yaml(revision: "001"
down_revision: null
steps:
  - sql: {up: "SET search_path = tenant; CREATE TABLE one (i int)", irreversible: true}
  - sql: {up: "SELECT 1 / (SELECT count(*) FROM public.gate)", transaction: false, irreversible: true}
  - sql: {up: "CREATE TABLE two (i int)", irreversible: true}
)yaml");
  }
  project.query("CREATE TABLE gate (a int)");
  CHECK(project.run({"upgrade", "head"}).exit_code == 3);
  project.query("INSERT INTO gate VALUES (1)");
  const Outcome plan = project.run({"plan"});
  CHECK_MESSAGE(has(plan.out, "SET search_path = tenant"), plan.out);
  const Outcome outcome = project.run({"upgrade", "head"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(tables() == "tenant.one tenant.two");
}

TEST_CASE("SQL outside a transaction that takes a role or wants to read only: the ledger is written all the same") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 300)");
  project.query("CREATE ROLE \"app_" + project.database() + "\"");
  project.write("001.sql",
                "-- revision: \"001\"\n-- down_revision: null\n-- irreversible: true\n-- transaction: false\n"
                "-- barqdb:up\nSET ROLE \"app_" +
                    project.database() + "\";\nSET default_transaction_read_only = on;\nSELECT 1;\n");
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - create_index: {name: idx, table: t, columns: "
                "[a]}\n");
  SUBCASE("run") {
    const Outcome outcome = project.run({"upgrade", "head", "--online", "always"});
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  }
  SUBCASE("as a script") {
    const Outcome script = project.run({"upgrade", "head", "--online", "always", "--sql"});
    REQUIRE_MESSAGE(script.exit_code == 0, script.err);
    ProgramOptions options;
    options.input = script.out;
    const Outcome psql = run_program({project.cluster().psql(), "-X", "-q", project.conninfo()}, options);
    CHECK_MESSAGE(psql.exit_code == 0, psql.err);
  }
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open OR outcome <> 'done'") == "0");
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "2");
}

TEST_CASE("what completes an index waits for its lock no longer than the ladder lets it") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int NOT NULL); INSERT INTO t SELECT generate_series(1, 300)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: idx, table: t, columns: [a], "
                "unique: true, replica_identity: true}\n");
  auto reader = project.connect();
  reader.query("BEGIN; SELECT count(*) FROM t");
  const Outcome busy = project.run({"upgrade", "head", "--online", "always", "--lock-budget", "1s"});
  CHECK(busy.exit_code == 5);
  CHECK_MESSAGE(has(busy.err, "lock budget"), busy.err);
  reader.query("COMMIT");
  const Outcome outcome = project.run({"upgrade", "head", "--online", "always"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(project.text("SELECT relreplident FROM pg_class WHERE oid = 't'::regclass") == "i");
}

TEST_CASE("the look for duplicates can be interrupted, and has the budget of the build that it stands before") {
  Project project(logged_cluster());
  project.query(
      "CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 300); CREATE FUNCTION slow(a int) RETURNS int "
      "IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(43); RETURN a; END $$");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: idx_slow, table: t, columns: "
                "[{expression: slow(a)}], unique: true}\n");
  auto holder = project.connect();
  holder.query("SELECT pg_advisory_lock(43)");
  Outcome outcome;
  SUBCASE("Ctrl-C") {
    Running run = project.start({"upgrade", "head", "--online", "always"});
    auto watcher = project.connect();
    await(
        watcher,
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 43 AND database = "
        "(SELECT oid FROM pg_database WHERE datname = current_database()))");
    run.signal(SIGINT);
    outcome = run.wait();
    CHECK(outcome.exit_code == 130);
  }
  SUBCASE("the wait budget") {
    outcome = project.run({"upgrade", "head", "--online", "always", "--wait-budget", "1s"});
    CHECK(outcome.exit_code == 5);
    CHECK_MESSAGE(has(outcome.err, "pid " + std::to_string(holder.backend_pid())), outcome.err);
  }
  CHECK(project.index("idx_slow").empty());
  holder.query("SELECT pg_advisory_unlock(43)");
  outcome = project.run({"upgrade", "head", "--online", "always"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
}

TEST_CASE("an unfinished index that somebody else began under the name is theirs") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 300)");
  project.write("001.yaml", "revision: \"001\"\ndown_revision: null\nsteps:\n  - drop_index: nothing\n");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - create_index: {name: idx, table: t, columns: "
                "[a]}\n");
  Stop stop(project, "NEW.intent = 'create_index'");
  Running run = project.start({"upgrade", "head", "--online", "always"});
  stop.await_stop();
  project.query("CREATE INDEX idx ON t (a)");
  project.query("UPDATE pg_index SET indisvalid = false, indisready = false WHERE indexrelid = 'idx'::regclass");
  stop.release();
  const Outcome outcome = run.wait();
  CHECK(outcome.exit_code == 3);
  CHECK_FALSE(has(outcome.out, "removing"));
  CHECK(has(project.index("idx"), "INVALID"));
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
