// The connection is cut after a build and before the ledger knows of it.
#include <doctest/doctest.h>

#include "support/blocker.hpp"
#include "support/cutting_proxy.hpp"

using namespace barqdb::test;

TEST_CASE("cut between a build and its ledger row: the same command adopts the index and does not build again") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 500) AS i");
  project.write("000.yaml",
                "revision: \"000\"\ndown_revision: null\nsteps:\n  - sql: {up: SELECT 1, down: SELECT 1}\n");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);  // makes the ledger
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: \"000\"\nsteps:\n"
                "  - create_index: {name: idx_t_a, table: t, columns: [a], comment: ours}\n"
                "  - create_index: {name: idx_t_b, table: t, columns: [b], unique: true}\n");
  // A sequence does not roll back, so the second attempt passes.
  project.query(R"(CREATE SEQUENCE cuts;
CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF nextval('cuts') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER cut BEFORE UPDATE ON barqdb.step EXECUTE FUNCTION cut())");
  const std::size_t before = project.cluster().log().size();
  const Outcome cut = project.run({"upgrade", "head"});
  CHECK_MESSAGE(cut.exit_code == 3, cut.err);
  const std::string identity = "SELECT oid || ' ' || relfilenode FROM pg_class WHERE relname = 'idx_t_a'";
  const std::string built = project.text(identity);
  CHECK_FALSE(built.empty());
  CHECK(project.index("idx_t_b").empty());
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  CHECK(project.text(identity) == built);
  CHECK(project.text("SELECT obj_description('idx_t_a'::regclass)") == "ours");
  CHECK(project.index("idx_t_b") == "CREATE UNIQUE INDEX idx_t_b ON public.t USING btree (b)");
  std::size_t builds = 0;
  for (const Logged& one : project.statements(before))
    builds += one.sql.starts_with("CREATE") && has(one.sql, "INDEX CONCURRENTLY") ? 1 : 0;
  CHECK(builds == 2);
  check_finished(project, {"upgrade", "head"});

  // Ours all the same: the way back drops what was adopted after the cut.
  const Outcome back = project.run({"downgrade", "-1"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(project.index("idx_t_a").empty());
}

TEST_CASE("the TCP connection is cut after the build: exit 3, and the same command adopts the index") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 500)");
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: idx_t_a, table: t, columns: [a]}\n");
  std::string built;
  {
    const CuttingProxy proxy(project, "UPDATE barqdb.step SET outcome = 'done'");
    const Outcome cut = project.run({"upgrade", "head", "--database-url", proxy.conninfo()});
    CHECK_MESSAGE(cut.exit_code == 3, cut.err);
    CHECK_MESSAGE(has(cut.err, "connection to the server was lost"), cut.err);
    CHECK(proxy.has_cut());
    built = project.text("SELECT relfilenode FROM pg_class WHERE relname = 'idx_t_a'");
    CHECK_FALSE(built.empty());
    CHECK(project.text("SELECT outcome FROM barqdb.step") == "started");
    const Outcome again = project.run({"upgrade", "head", "--database-url", proxy.conninfo()});
    CHECK_MESSAGE(again.exit_code == 0, again.err);
  }
  CHECK(project.text("SELECT relfilenode FROM pg_class WHERE relname = 'idx_t_a'") == built);
  CHECK(project.text("SELECT string_agg(outcome, ' ' ORDER BY id) FROM barqdb.step") == "started adopted");
  check_finished(project, {"upgrade", "head"});
}
