#include <doctest/doctest.h>
#include <signal.h>

#include <cstdlib>

#include "support/project.hpp"

// The step `backfill` between the revisions that expand and contract.

using namespace barqdb;
using test::has;
using test::Outcome;
using test::Project;
using test::Running;

namespace {

void fine(const Project& project, const std::vector<std::string>& words) {
  const Outcome outcome = project.run(words);
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
}

class WithChain : public Project {
 public:
  explicit WithChain(const std::string& more) : Project(test::Cluster::shared()) {
    write("1.sql",
          "-- revision: \"one\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE t (id int PRIMARY KEY, x int "
          "DEFAULT 0);\n"
          "INSERT INTO t SELECT g FROM generate_series(1, 12000) g;\n-- barqdb:down\nDROP TABLE t;\n");
    write("2.yaml",
          "revision: \"two\"\ndown_revision: \"one\"\nsteps:\n"
          "  - sql: {up: \"ALTER TABLE t ADD tier text\", down: \"ALTER TABLE t DROP tier\"}\n"
          "  - backfill: {table: t, set: \"tier = 'basic', x = x + 1\", where: \"tier IS NULL OR x >= 0\"" +
              more + "}\n  - set_not_null: {table: t, column: tier}\n");
  }
};

}  // namespace

TEST_CASE("a backfill runs once between its neighbours, and again after its revision was rolled back") {
  const WithChain project(", down: \"UPDATE t SET x = 0\"");
  const Outcome plan = project.run({"upgrade", "head", "--dry-run"});
  CHECK_MESSAGE(plan.exit_code == 0, plan.err);
  CHECK(has(plan.out, "backfill"));
  fine(project, {"upgrade", "head"});
  CHECK(project.text("SELECT count(*) FROM t WHERE tier = 'basic' AND x = 1") == "12000");
  CHECK(project.text("SELECT outcome FROM barqdb.step WHERE intent = 'backfill'") == "done");
  CHECK(project.text("SELECT state FROM barqdb.batch") == "done");
  CHECK(has(project.run({"upgrade", "head"}).out, "nothing to do"));
  fine(project, {"downgrade", "-1"});
  CHECK(project.text("SELECT sum(x) FROM t") == "0");
  fine(project, {"upgrade", "head"});
  CHECK(project.text("SELECT count(*) FROM t WHERE tier = 'basic' AND x = 1") == "12000");
}

TEST_CASE("a backfill that is killed goes on with the same upgrade, no row twice") {
  WithChain project(", irreversible: true, max_rate: 5000, jobs: 2");
  db::Connection connection = project.connect();
  for (int kill = 0; kill < 2; ++kill) {
    Running run = project.start({"upgrade", "head"});
    test::await(connection, "SELECT to_regclass('barqdb.batch_lane') IS NOT NULL");
    test::await(connection,
                "SELECT coalesce(sum(rows), 0) > " + std::to_string(2000 + 3000 * kill) + " FROM barqdb.batch_lane");
    run.signal(SIGKILL);
    run.wait();
  }
  fine(project, {"upgrade", "head"});
  CHECK(project.text("SELECT count(*) FROM t WHERE tier = 'basic' AND x = 1") == "12000");
  CHECK(project.text("SELECT count(*) FROM barqdb.batch") == "1");
  CHECK(project.text("SELECT sum(rows) FROM barqdb.batch_lane") == "12000");
  CHECK(project.run({"downgrade", "-1"}).exit_code == 4);
}

// The n-th statement that writes to the ledger or to a batch is held until 77 is free; it is not committed then.
TEST_CASE("killed at every write of a backfill, the same upgrade does every row once, and can be taken back") {
  const int step = std::getenv("BARQDB_SOAK") != nullptr ? 1 : 5;  // all of them take long
  for (int n = 1;; n += step) {
    CAPTURE(n);
    WithChain project(", down: \"UPDATE t SET x = 0\"");
    fine(project, {"upgrade", "one"});
    project.query("DELETE FROM t WHERE id > 100");
    fine(project, {"batch", "delete", "--table", "t", "--where", "id > 100"});  // makes the tables of batches
    db::Connection holder = project.connect();
    std::string gate =
        "CREATE SEQUENCE writes; CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
        "nextval('public.writes') = " +
        std::to_string(n) + " THEN PERFORM pg_advisory_xact_lock(77); END IF; RETURN NULL; END $$;";
    for (const char* table : {"step", "revision", "batch", "batch_lane"})
      gate += "CREATE TRIGGER hold BEFORE INSERT OR UPDATE OR DELETE ON barqdb." + std::string(table) +
              " EXECUTE FUNCTION hold();";
    holder.query(gate);
    holder.query("SELECT pg_advisory_lock(77)");
    Running run = project.start({"upgrade", "head"});
    const char* held =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 77 AND "
        "database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while (holder.query(held).integer(0, 0) == 0 && !run.ended()) continue;
    const bool last = run.ended();
    if (!last) run.signal(SIGKILL);
    run.wait();
    holder.query("SELECT pg_advisory_unlock(77)");
    fine(project, {"upgrade", "head"});
    CHECK(project.text("SELECT count(*) FILTER (WHERE tier = 'basic' AND x = 1) || ' ' || count(*) FROM t") ==
          "100 100");
    CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
    CHECK(project.text("SELECT count(*) || max(state) FROM barqdb.batch WHERE kind = 'update'") == "1done");
    if (!last) continue;
    CHECK(n > 10);
    fine(project, {"downgrade", "-1"});
    CHECK(project.text("SELECT sum(x) FROM t") == "0");
    break;
  }
}

TEST_CASE("a row that breaks a foreign key ends a backfill with what to do, and the rest follows") {
  WithChain project("");
  fine(project, {"upgrade", "one"});
  project.query("CREATE TABLE tiers (name text PRIMARY KEY); INSERT INTO tiers VALUES ('other')");
  project.write("2.yaml",
                "revision: \"two\"\ndown_revision: \"one\"\nsteps:\n"
                "  - sql: {up: \"ALTER TABLE t ADD tier text REFERENCES tiers\", down: \"ALTER TABLE t DROP tier\"}\n"
                "  - backfill: {table: t, set: \"tier = 'basic'\", where: \"tier IS NULL\", irreversible: true}\n");
  const Outcome outcome = project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 6);
  CHECK(has(outcome.err, "hint: the chunk was rolled back, those before it stay"));
  project.query("INSERT INTO tiers VALUES ('basic')");
  fine(project, {"upgrade", "head"});
  CHECK(project.text("SELECT count(*) FROM t WHERE tier = 'basic'") == "12000");
}

TEST_CASE("a backfill that cannot be right is refused before anything runs") {
  for (const std::string more :
       {", where: x", ", jobs: 100", ", chunk_time: soon", ", down: \"SELECT 1\", irreversible: true"}) {
    WithChain project(more);
    CHECK(project.run({"upgrade", "head"}).exit_code == 2);
  }
  WithChain project("");
  project.write("2.yaml",
                "revision: \"two\"\ndown_revision: \"one\"\nsteps:\n  - backfill: {table: t, set: \"y = 1; DROP TABLE "
                "t\", irreversible: true}\n");
  CHECK(project.run({"upgrade", "head"}).exit_code == 2);
  project.write("2.yaml",
                "revision: \"two\"\ndown_revision: \"one\"\nsteps:\n  - backfill: {table: t, set: \"xx = 1\", "
                "irreversible: true}\n");
  const Outcome column = project.run({"upgrade", "head"});
  CHECK(column.exit_code == 2);
  CHECK_MESSAGE(has(column.err, "xx"), column.err);
  CHECK(project.text("SELECT to_regclass('t') IS NULL") == "t");
}

TEST_CASE("more lanes than the pool has connections are refused before an earlier step runs, and by the plan") {
  WithChain project(", irreversible: true, jobs: 15");  // and one that looks on
  fine(project, {"upgrade", "one"});
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"plan"}, {"upgrade", "head", "--dry-run"}, {"upgrade", "head"}}) {
    const Outcome refused = project.run(words);
    CHECK(refused.exit_code == 2);
    CHECK_MESSAGE(has(refused.err, "`jobs: 15` needs 16 connections, the pool has 15"), refused.err);
    CHECK_MESSAGE(has(refused.err, "2.yaml:5"), refused.err);
  }
  CHECK(project.text("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'tier'") == "0");
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE revision = 'two'") == "0");
}

TEST_CASE("a backfill that was cancelled goes on when it is told to, as its message says") {
  WithChain project(", irreversible: true, max_rate: 5000");
  db::Connection connection = project.connect();
  Running run = project.start({"upgrade", "head"});
  test::await(connection, "SELECT to_regclass('barqdb.batch_lane') IS NOT NULL");
  test::await(connection, "SELECT coalesce(sum(rows), 0) > 0 FROM barqdb.batch_lane");
  const std::string name = "revision two, step 2";
  fine(project, {"batch", "cancel", name});
  const Outcome cancelled = run.wait();
  CHECK(cancelled.exit_code == 130);
  const std::string told = "`barqdb batch resume 'revision two, step 2'`, then `barqdb upgrade`";
  CHECK_MESSAGE(has(cancelled.out, told), cancelled.out);
  const Outcome refused = project.run({"upgrade", "head"});
  CHECK(refused.exit_code == 4);
  CHECK_MESSAGE(has(refused.err, told), refused.err);
  const Outcome resumed = project.run({"batch", "resume", name});
  CHECK(resumed.exit_code == 0);
  CHECK(has(resumed.out, "`barqdb upgrade` goes on with it"));
  fine(project, {"upgrade", "head"});
  CHECK(project.text("SELECT count(*) FROM t WHERE tier = 'basic' AND x = 1") == "12000");
}
