// What a plan is made of is read without waiting for ever, and under the names that tables will have.
#include <doctest/doctest.h>

#include "support/blocker.hpp"

using namespace barqdb::test;

TEST_CASE("a table that its own revision renames is not taken for a new one: its index is built concurrently") {
  Project project(logged_cluster());
  project.query("CREATE TABLE old_name (a int); INSERT INTO old_name SELECT generate_series(1, 500)");
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n"
      "  - sql: {up: ALTER TABLE old_name RENAME TO new_name, down: ALTER TABLE new_name RENAME TO old_name}\n"
      "  - create_index: {name: idx_a, table: new_name, columns: [a]}\n");
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n"
                "  - create_index: {name: idx_b, table: new_name, columns: [{expression: a + 1}]}\n");
  const Outcome plan = project.run({"upgrade", "head", "--dry-run"});
  REQUIRE_MESSAGE(plan.exit_code == 0, plan.err);
  CHECK_MESSAGE(count(plan.out, "  concurrent  ") == 2, plan.out);
  const std::size_t before = project.cluster().log().size();
  const Outcome outcome = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  std::size_t concurrent = 0;
  for (const Logged& one : project.statements(before))
    concurrent += one.sql.starts_with("CREATE INDEX CONCURRENTLY") ? 1 : 0;
  CHECK(concurrent == 2);
  CHECK(project.run({"downgrade", "base"}).exit_code == 0);
  CHECK(project.text("SELECT to_regclass('old_name') IS NOT NULL") == "t");
  check_finished(project, {"downgrade", "base"});
}

TEST_CASE("a partitioned table named with and without its schema in one revision has its parts both times") {
  Project project(Cluster::shared());
  project.query(
      "CREATE TABLE z (a int, b int) PARTITION BY LIST (a); CREATE TABLE z1 PARTITION OF z FOR VALUES IN (1); "
      "INSERT INTO z SELECT 1, i FROM generate_series(1, 100) AS i");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: one, table: z, columns: [b]}\n"
                "  - create_index: {name: two, table: public.z, columns: [b, a]}\n");
  const Outcome outcome = project.run({"upgrade", "head"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(project.index("one") == "CREATE INDEX one ON ONLY public.z USING btree (b)");
  CHECK(project.index("two") == "CREATE INDEX two ON ONLY public.z USING btree (b, a)");
}

TEST_CASE(
    "a table held exclusively: planning names the holder, gives up at the lock budget, and goes on when it is free") {
  Project project(logged_cluster());
  // An index of the name exists, with a constant in its definition: it is compared on a clone of the table.
  project.query(
      "CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 500); CREATE INDEX idx_a ON t (a) WHERE a > 0");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_a, table: t, columns: [a], where: a > 0}\n");
  Blocker blocker(project, "LOCK TABLE t IN ACCESS EXCLUSIVE MODE", "READ COMMITTED");
  Running run = project.start({"upgrade", "head", "--lock-budget", "1s"});
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 5, outcome.out);
  CHECK_MESSAGE(has(outcome.out, "pid " + std::to_string(blocker.pid())), outcome.out);
  Running shown = project.start({"plan"});
  await_output(shown, "waits for pid " + std::to_string(blocker.pid()));
  Running patient = project.start({"upgrade", "head"});
  await_output(patient, "waits for pid " + std::to_string(blocker.pid()));
  blocker.release();
  CHECK(shown.wait().exit_code == 0);
  const Outcome done = patient.wait();
  CHECK_MESSAGE(done.exit_code == 0, done.out);
}

TEST_CASE("a definition that the server prints word by word is judged without a clone of its table") {
  const Project project(logged_cluster());
  const auto clones = [&](const char* target) {
    const std::size_t from = project.cluster().log().size();
    const Outcome plan = project.run({"plan", "--down", target});
    REQUIRE_MESSAGE(plan.exit_code == 0, plan.err);
    std::size_t made = 0;
    for (const Logged& one : project.statements(from)) made += count(one.sql, "CREATE TEMPORARY TABLE");
    return made;
  };
  project.write("1.sql",
                "-- revision: \"1\"\n-- down_revision: null\n-- irreversible: true\n-- barqdb:up\n"
                "CREATE TABLE t (a int, \"B\" text);\n");
  project.write(
      "2.yaml",
      "revision: \"2\"\ndown_revision: \"1\"\nsteps:\n"
      "  - create_index: {name: t_a, table: t, columns: [{name: a, order: desc}], include: [B], unique: true}\n"
      "  - create_index: {name: t_b, table: t, columns: [B], where: a IS NOT NULL}\n");
  project.write("3.yaml",
                "revision: \"3\"\ndown_revision: \"2\"\nsteps:\n"
                "  - create_index: {name: t_c, table: t, columns: [a], where: \"\\\"B\\\" = 'x'\"}\n");
  REQUIRE(project.run({"upgrade", "2"}).exit_code == 0);
  CHECK(clones("1") == 0);
  REQUIRE(project.run({"upgrade", "3"}).exit_code == 0);
  CHECK(clones("2") == 1);
}
