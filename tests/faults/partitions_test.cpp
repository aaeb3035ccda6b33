// A partitioned tree that changes while its index is built, and a kill in the middle.
#include <doctest/doctest.h>
#include <signal.h>

#include "support/blocker.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

// Root by list, four branches by range, ten leaves each with rows.
void with_tree(const Project& project) {
  project.query(R"(CREATE TABLE tree (region int, day int, note text) PARTITION BY LIST (region);
DO $$ BEGIN
  FOR r IN 1..4 LOOP
    EXECUTE format('CREATE TABLE tree_%s PARTITION OF tree FOR VALUES IN (%s) PARTITION BY RANGE (day)', r, r);
    FOR d IN 0..9 LOOP
      EXECUTE format('CREATE TABLE tree_%s_%s PARTITION OF tree_%s FOR VALUES FROM (%s) TO (%s)', r, d, r, d * 10, d * 10 + 10);
    END LOOP;
  END LOOP;
END $$;
INSERT INTO tree SELECT r, d, 'n' || i FROM generate_series(1, 4) AS r, generate_series(0, 99) AS d, generate_series(1, 5) AS i;
CREATE TABLE newcomer (LIKE tree); INSERT INTO newcomer SELECT 4, 100 + i % 10, 'new' FROM generate_series(1, 50) AS i)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_tree, table: tree, columns: [day, note]}\n");
}

// Leaves without a valid index that is attached, level by level, to the root's.
constexpr const char* bare_leaves = R"(
SELECT t.relid::regclass::text FROM pg_partition_tree('tree') AS t
WHERE t.isleaf AND NOT EXISTS (
  SELECT FROM pg_partition_tree('idx_tree') AS i JOIN pg_index AS x ON x.indexrelid = i.relid
  WHERE x.indrelid = t.relid AND x.indisvalid AND x.indisready)
ORDER BY 1)";

}  // namespace

TEST_CASE("40 leaves, one attached, one detached, a kill: the same command ends with every leaf indexed") {
  Project project(logged_cluster());
  with_tree(project);
  const std::size_t before = project.cluster().log().size();
  Connection watcher = project.connect();
  // Without a snapshot, which would keep the first leaf waiting already.
  Blocker blocker(project, "UPDATE tree_3_4 SET note = note WHERE false", "READ COMMITTED");
  {
    Running run = project.start({"upgrade", "head"});
    await_phase(watcher, "waiting for writers before build");
    watcher.query("ALTER TABLE tree_4 ATTACH PARTITION newcomer FOR VALUES FROM (100) TO (110)");
    watcher.query("ALTER TABLE tree_4 DETACH PARTITION tree_4_8");
    run.signal(SIGKILL);
    run.wait();
  }
  blocker.release();
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  CHECK(project.texts(bare_leaves) == std::vector<std::string>{});
  CHECK(project.text("SELECT count(*) FROM pg_partition_tree('tree') WHERE isleaf") == "40");
  CHECK(project.text("SELECT count(*) FROM pg_partition_tree('idx_tree') AS i JOIN pg_index AS x ON x.indexrelid = "
                     "i.relid WHERE x.indisvalid") == "45");
  std::size_t concurrent = 0;
  for (const Logged& one : project.statements(before)) {
    if (!one.sql.starts_with("CREATE INDEX ") || has(one.sql, " ON ONLY ") || has(one.sql, "pg_temp")) continue;
    CAPTURE(one.sql);
    CHECK(one.sql.starts_with("CREATE INDEX CONCURRENTLY "));
    ++concurrent;
  }
  CHECK(concurrent >= 39);
  check_finished(project, {"upgrade", "head"});

  const Outcome back = project.run({"downgrade", "-1"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE indrelid IN (SELECT relid FROM pg_partition_tree('tree'))") ==
        "0");
}

TEST_CASE("an attempt that ended behind the index: it is still ours, and the way back drops it") {
  Project project(logged_cluster());
  with_tree(project);
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_tree, table: tree, columns: [day, note]}\n"
                "  - sql: {up: VACUUM later, down: SELECT 1, transaction: false}\n");
  CHECK(project.run({"upgrade", "head"}).exit_code == 3);
  CHECK_FALSE(project.index("idx_tree").empty());
  project.query("CREATE TABLE later (a int)");
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  check_finished(project, {"upgrade", "head"});
  const Outcome back = project.run({"downgrade", "-1"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(project.index("idx_tree").empty());
}
