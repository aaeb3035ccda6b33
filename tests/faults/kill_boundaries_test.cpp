// Kills at every boundary of an operation, up and down: the same command then ends as an undisturbed run does.
#include <doctest/doctest.h>
#include <signal.h>

#include <functional>
#include <memory>

#include "support/blocker.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

// Transactions, concurrent builds of several kinds, a drop, and statements alone.
void with_chain(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 300) AS i; "
      "CREATE INDEX idx_old ON t (b DESC)");
  project.write("000.yaml",
                "revision: \"000\"\ndown_revision: null\nsteps:\n  - sql: {up: SELECT 1, down: SELECT 1}\n");
  project.write("001.yaml", R"(revision: "001"
down_revision: "000"
steps:
  - sql: {up: ALTER TABLE t ADD COLUMN c int, down: ALTER TABLE t DROP COLUMN c}
  - create_index: {name: idx_a, table: t, columns: [a], unique: true, comment: ours}
  - create_index: {name: idx_b, table: t, columns: [b], where: a > 10}
  - drop_index: idx_old
  - analyze: [t]
)");
}

const char* const state = R"(
SELECT coalesce(string_agg(pg_get_indexdef(indexrelid) || coalesce(obj_description(indexrelid), '')
         || (indisvalid AND indisready AND indislive)::text, E'\n' ORDER BY indexrelid::regclass::text), '')
  || (SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0
      AND NOT attisdropped)
  || (SELECT coalesce(string_agg(revision, ','  ORDER BY revision), '') FROM barqdb.revision)
FROM pg_index WHERE indrelid = 't'::regclass)";

// The n-th statement that writes to the ledger is held until 77 is free; it is not committed then.
std::string gate(int n) {
  return "CREATE SEQUENCE writes; CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
         "IF nextval('public.writes') = " +
         std::to_string(n) +
         " THEN PERFORM pg_advisory_xact_lock(77); END IF; RETURN NULL; END $$; "
         "CREATE TRIGGER hold BEFORE INSERT OR UPDATE OR DELETE ON barqdb.step EXECUTE FUNCTION hold(); "
         "CREATE TRIGGER hold BEFORE INSERT OR UPDATE OR DELETE ON barqdb.revision EXECUTE FUNCTION hold()";
}

// Stops `command` at its n-th boundary, kills, and types it again; false when it has no n-th boundary.
bool kill_at(Cluster& cluster, const std::vector<std::string>& command, int n, const std::string& expected,
             const std::function<void(Project&, Running&)>& kill) {
  CAPTURE(n);
  Project project(cluster);
  with_chain(project);
  REQUIRE(project.run({"upgrade", command[0] == "upgrade" ? "000" : "head"}).exit_code == 0);
  auto holder = std::make_unique<Connection>(project.connect());
  holder->query(gate(n));
  holder->query("SELECT pg_advisory_lock(77)");
  Running run = project.start(command);
  const std::string held =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 77 AND database = (SELECT "
      "oid FROM pg_database WHERE datname = current_database())";
  while (holder->query(held).integer(0, 0) == 0) {
    if (!run.ended()) continue;
    REQUIRE(run.wait().exit_code == 0);
    CHECK(project.text(state) == expected);
    return false;
  }
  kill(project, run);
  run.wait();
  holder.reset();  // lets the server go on with what it was told, if it still is
  const Outcome again = project.run(command);
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  CHECK(project.text(state) == expected);
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  check_finished(project, command);
  return true;
}

void at_every_boundary(Cluster& cluster, const std::function<void(Project&, Running&)>& kill) {
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"upgrade", "head"}, std::vector<std::string>{"downgrade", "000"}}) {
    CAPTURE(command[0]);
    std::string expected;
    {
      Project undisturbed(cluster);
      with_chain(undisturbed);
      REQUIRE(undisturbed.run({"upgrade", "head"}).exit_code == 0);
      REQUIRE(undisturbed.run(command).exit_code == 0);
      expected = undisturbed.text(state);
    }
    int n = 1;
    while (kill_at(cluster, command, n, expected, kill)) ++n;
    MESSAGE(command[0] << ": " << n - 1 << " boundaries");
    CHECK(n > 8);
  }
}

}  // namespace

TEST_CASE("SIGKILL of barqdb at every boundary") {
  at_every_boundary(logged_cluster(), [](Project&, Running& run) { run.signal(SIGKILL); });
}

TEST_CASE("the end of its sessions at every boundary") {
  at_every_boundary(logged_cluster(), [](Project& project, Running&) { end_sessions(project); });
}

TEST_CASE("a crash of the server at every boundary") {
  Cluster cluster({"log_statement = all", "log_line_prefix = '%p %d %a> '"});
  at_every_boundary(cluster, [&](Project&, Running&) {
    cluster.stop_immediate();
    cluster.start();
  });
}
