// A pooler in transaction mode between barqdb and the server: refused, and nothing of ours stays on its connections.
#include "support/pooler.hpp"

#include <doctest/doctest.h>

#include "support/blocker.hpp"

using namespace barqdb;
using namespace barqdb::test;

TEST_CASE("pgbouncer in transaction mode: exit 4, and neither a lock nor a setting is left on its connection") {
  if (!Pooler::installed()) {
    MESSAGE("skipped: pgbouncer is not installed (apt install pgbouncer)");
    return;
  }
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int); ALTER DATABASE " + project.database() +
                " SET statement_timeout = '71s'; ALTER DATABASE " + project.database() + " SET lock_timeout = '72s'");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_t_a, table: t, columns: [a]}\n");
  Pooler pooler(project);
  db::Connection through = pooler.connect();
  REQUIRE(through.query("SELECT pg_backend_pid()").integer(0, 0) != through.backend_pid());

  const auto refused = [&](std::vector<std::string> command) {
    CAPTURE(command.front());
    command.insert(command.end(), {"--database-url", pooler.conninfo()});
    const Outcome outcome = project.run(command);
    CHECK_MESSAGE(outcome.exit_code == 4, outcome.err);
    CHECK_MESSAGE(has(outcome.err, "pooler"), outcome.err);
    // Pool size 1: `through` speaks on the very connection that barqdb had.
    CHECK(through.query("SHOW statement_timeout").text(0, 0) == "71s");
    CHECK(through.query("SHOW lock_timeout").text(0, 0) == "72s");
    CHECK(project.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM "
                       "pg_database WHERE datname = current_database())") == "0");
  };
  refused({"upgrade", "head"});
  CHECK(project.text("SELECT to_regnamespace('barqdb') IS NULL") == "t");
  CHECK(project.index("idx_t_a").empty());
  refused({"stamp", "head"});
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);  // with no pooler in the path
  refused({"downgrade", "base"});
  refused({"batch", "update", "--table", "t", "--set", "a = 1"});
  CHECK_FALSE(project.index("idx_t_a").empty());
}

TEST_CASE("a revision with a backfill is refused behind a pooler before any of its steps runs") {
  if (!Pooler::installed()) {
    MESSAGE("skipped: pgbouncer is not installed (apt install pgbouncer)");
    return;
  }
  Project project(Cluster::shared());
  project.query("CREATE TABLE t (id int PRIMARY KEY, a int)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - sql: {up: \"ALTER TABLE t ADD b int\", down: \"ALTER TABLE t DROP b\"}\n"
                "  - backfill: {table: t, set: \"a = 1\", irreversible: true}\n");
  Pooler pooler(project, 4);
  const Outcome outcome = project.run({"upgrade", "head", "--lock-mode", "lease", "--database-url", pooler.conninfo()});
  CHECK(outcome.exit_code == 4);
  CHECK_MESSAGE(has(outcome.err, "a backfill does not run behind"), outcome.err);
  CHECK(project.text("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b'") == "0");
}
