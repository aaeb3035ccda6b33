// replace_index: another definition under the same name, and no moment without a valid index of that name.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "support/project.hpp"
#include "support/stop.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

const std::string revision = R"(revision: "001"
down_revision: null
steps:
  - replace_index: {name: idx_t, table: t, columns: [a, b], comment: the new one}
)";
const std::string wanted = "CREATE INDEX idx_t ON public.t USING btree (a, b)";

// Looks at idx_t again and again, in a snapshot of its own each time.
class Watcher {
 public:
  explicit Watcher(const Project& project) : connection_(project.connect()), thread_([this] { look(); }) {}
  ~Watcher() { stop(); }
  int misses() {
    stop();
    CHECK(looks_ > 10);
    return misses_;
  }

 private:
  void look() {
    while (!stop_) {
      const barqdb::db::Result found = connection_.query(
          "SELECT count(*) FROM pg_class AS c JOIN pg_index AS i ON i.indexrelid = c.oid "
          "WHERE c.relname = 'idx_t' AND i.indisvalid AND i.indisready AND i.indislive");
      if (found.integer(0, 0) != 1) ++misses_;
      ++looks_;
    }
  }
  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }

  Connection connection_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> looks_ = 0;
  std::atomic<int> misses_ = 0;
  std::thread thread_;
};

struct Point {
  const char* name;
  const char* rows;  // where the ledger's trigger stops barqdb
};
constexpr Point points[] = {
    {"before the build", "TG_OP = 'INSERT' AND NEW.intent = 'create_index'"},
    {"built, not recorded", "TG_OP = 'UPDATE' AND NEW.intent = 'create_index'"},
    {"in the swap", "NEW.intent = 'replace_index'"},
    {"swapped, before the drop", "TG_OP = 'INSERT' AND NEW.intent = 'drop_index'"},
    {"dropped, not recorded", "TG_OP = 'UPDATE' AND NEW.intent = 'drop_index'"},
};

// A project with an index to replace; its original definition and comment.
struct Scene {
  Project project{logged_cluster()};
  std::string original;
  explicit Scene(const std::string& index = "CREATE INDEX idx_t ON t (a DESC) WITH (fillfactor = 70) WHERE b <> 'x'") {
    project.query(
        "CREATE TABLE t (a int NOT NULL, b text NOT NULL); INSERT INTO t SELECT i, 'x' || i FROM "
        "generate_series(1, 500) AS i; " +
        index + "; COMMENT ON INDEX idx_t IS 'it''s old'");
    project.write("001.yaml", revision);
    project.run({"stamp", "base"});
    original = project.index("idx_t");
  }
  void again(const std::vector<std::string>& arguments) const {
    const Outcome outcome = project.run(arguments);
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  }
  void check_alone() const {
    CHECK(project.text("SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE indrelid = "
                       "'t'::regclass") == "idx_t");
    CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  }
  void check_new() const {
    CHECK(project.index("idx_t") == wanted);
    CHECK(project.text("SELECT obj_description('idx_t'::regclass)") == "the new one");
    check_alone();
  }
  void check_old() const {
    CHECK(project.index("idx_t") == original);
    CHECK(project.text("SELECT obj_description('idx_t'::regclass)") == "it's old");
    check_alone();
  }
};

}  // namespace

TEST_CASE("an index is replaced and comes back, and every snapshot sees a valid one") {
  Scene scene;
  Watcher watcher(scene.project);
  scene.again({"upgrade", "head"});
  scene.check_new();
  const std::size_t before = scene.project.cluster().log().size();
  scene.again({"upgrade", "head"});
  for (const Logged& one : scene.project.statements(before)) CHECK_FALSE(has(one.sql, "INDEX"));
  scene.again({"downgrade", "-1"});
  scene.check_old();
  scene.again({"upgrade", "head"});
  scene.check_new();
  scene.again({"downgrade", "-1"});
  scene.check_old();
  CHECK(watcher.misses() == 0);
  std::size_t concurrent = 0;
  for (const Logged& one : scene.project.statements()) {
    if (one.sql.starts_with("CREATE INDEX CONC") || one.sql.starts_with("DROP INDEX CONC")) ++concurrent;
  }
  CHECK(concurrent == 8);  // a build and a drop each time
}

TEST_CASE("on a small table everything is one transaction") {
  Scene scene;
  scene.project.set_online("small_table: 1MB");
  scene.again({"upgrade", "head"});
  scene.check_new();
  for (const Logged& one : scene.project.statements()) {
    if (!one.sql.starts_with("--")) CHECK_FALSE(has(one.sql, "INDEX CONCURRENTLY"));  // a query that looks for builds
  }
  scene.again({"downgrade", "-1"});
  scene.check_old();
}

TEST_CASE("killed between any two operations: the same command, or the way back, finishes") {
  for (const Point& point : points) {
    for (const bool back : {false, true}) {
      if (back && &point == points) continue;  // nothing is recorded yet, so there is nothing to roll back
      CAPTURE(point.name);
      CAPTURE(back);
      Scene scene;
      Watcher watcher(scene.project);
      Stop stop(scene.project, point.rows);
      Connection connection = scene.project.connect();
      Running run = scene.project.start({"upgrade", "head"});
      stop.await_stop();
      kill_worker(run, connection);
      stop.remove();
      if (!back) {
        scene.again({"upgrade", "head"});
        scene.check_new();
      }
      scene.again({"downgrade", "-1"});
      scene.check_old();
      CHECK(watcher.misses() == 0);
    }
  }
}

TEST_CASE("a downgrade killed between any two operations is finished by the same command") {
  for (const Point& point : points) {
    CAPTURE(point.name);
    Scene scene;
    scene.again({"upgrade", "head"});
    Watcher watcher(scene.project);
    Stop stop(scene.project, "NEW.direction = 'down' AND " + std::string(point.rows));
    Connection connection = scene.project.connect();
    Running run = scene.project.start({"downgrade", "-1"});
    stop.await_stop();
    kill_worker(run, connection);
    stop.remove();
    scene.again({"downgrade", "-1"});
    scene.check_old();
    CHECK(watcher.misses() == 0);
  }
}

TEST_CASE("cut off inside the build: the invalid one is built again") {
  Scene scene;
  Watcher watcher(scene.project);
  Connection blocker = scene.project.connect();
  blocker.query("BEGIN; UPDATE t SET a = a WHERE false");
  Connection connection = scene.project.connect();
  Running run = scene.project.start({"upgrade", "head"});
  await(connection,
        "SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE datname = current_database() AND "
        "phase = 'waiting for writers before build')");
  kill_worker(run, connection);
  blocker.query("COMMIT");
  CHECK(scene.project.text("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "1");
  scene.again({"upgrade", "head"});
  scene.check_new();
  CHECK(watcher.misses() == 0);
}

TEST_CASE("cut off inside the drop of the old one: the same command, or the way back, finishes") {
  for (const bool back : {false, true}) {
    CAPTURE(back);
    Scene scene;
    Watcher watcher(scene.project);
    Stop stop(scene.project, "TG_OP = 'INSERT' AND NEW.intent = 'drop_index'");
    Connection connection = scene.project.connect();
    Running run = scene.project.start({"upgrade", "head"});
    stop.await_stop();
    Connection blocker = scene.project.connect();
    blocker.query("BEGIN; UPDATE t SET a = a WHERE false");
    stop.release();
    await(connection, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE " + worker +
                          " AND query LIKE 'DROP INDEX CONCURRENTLY%' AND wait_event_type = 'Lock')");
    kill_worker(run, connection);
    blocker.query("COMMIT");
    stop.remove();
    CHECK(scene.project.text("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "1");
    if (!back) {
      scene.again({"upgrade", "head"});
      scene.check_new();
    }
    scene.again({"downgrade", "-1"});
    scene.check_old();
    CHECK(watcher.misses() == 0);
  }
}

TEST_CASE("no index of the name: built; the way back drops it") {
  Scene scene;
  scene.project.query("DROP INDEX idx_t");
  scene.again({"upgrade", "head"});
  scene.check_new();
  scene.again({"downgrade", "-1"});
  CHECK(scene.project.index("idx_t").empty());
}

TEST_CASE("already as wanted: adopted; the way back keeps it") {
  Scene scene("CREATE INDEX idx_t ON t (a, b)");
  scene.again({"upgrade", "head"});
  for (const Logged& one : scene.project.statements()) CHECK_FALSE(has(one.sql, "ALTER INDEX"));
  scene.again({"downgrade", "-1"});
  CHECK(scene.project.index("idx_t") == wanted);
}

TEST_CASE("an index under a constraint is swapped with the constraint, both ways") {
  for (const std::string kind : {"PRIMARY KEY", "UNIQUE", "UNIQUE (a) DEFERRABLE INITIALLY DEFERRED"}) {
    CAPTURE(kind);
    Scene scene("ALTER TABLE t ADD CONSTRAINT idx_t " + (kind.ends_with("DEFERRED") ? kind : kind + " (a)") +
                "; COMMENT ON CONSTRAINT idx_t ON t IS 'kept'");
    scene.project.write("001.yaml", R"(revision: "001"
down_revision: null
steps:
  - replace_index: {name: idx_t, table: t, columns: [a], include: [b], unique: true}
)");
    const std::string constraint =
        "SELECT pg_get_constraintdef(oid) || obj_description(oid, 'pg_constraint') FROM "
        "pg_constraint WHERE conname = 'idx_t' AND contype IN ('p', 'u')";
    const std::string before = scene.project.text(constraint);
    Watcher watcher(scene.project);
    scene.again({"upgrade", "head"});
    CHECK(scene.project.index("idx_t") == "CREATE UNIQUE INDEX idx_t ON public.t USING btree (a) INCLUDE (b)");
    CHECK(has(scene.project.text(constraint), "(a) INCLUDE (b)"));
    CHECK(has(scene.project.text(constraint), "kept"));
    scene.check_alone();
    scene.again({"downgrade", "-1"});
    CHECK(scene.project.text(constraint) == before);
    scene.check_old();
    CHECK(watcher.misses() == 0);
  }
}

TEST_CASE("clustering and replica identity go over to the new index and back") {
  Scene scene(
      "CREATE UNIQUE INDEX idx_t ON t (a); ALTER TABLE t CLUSTER ON idx_t; ALTER TABLE t REPLICA IDENTITY "
      "USING INDEX idx_t");
  scene.project.write("001.yaml", R"(revision: "001"
down_revision: null
steps:
  - replace_index: {name: idx_t, table: t, columns: [a, b], unique: true}
)");
  const std::string marks =
      "SELECT indisclustered AND indisreplident FROM pg_index WHERE indexrelid = "
      "'idx_t'::regclass";
  scene.again({"upgrade", "head"});
  CHECK(scene.project.text(marks) == "t");
  scene.again({"downgrade", "-1"});
  CHECK(scene.project.text(marks) == "t");
  scene.check_old();
}

TEST_CASE("what cannot be replaced is refused before anything runs") {
  const auto refused = [](const Scene& scene, const std::string& definition, const std::string& words) {
    CAPTURE(definition);
    scene.project.write("001.yaml",
                        "revision: \"001\"\ndown_revision: null\nsteps:\n  - replace_index: {name: idx_t, "
                        "table: t, " +
                            definition + "}\n");
    const Outcome outcome = scene.project.run({"upgrade", "head"});
    CHECK(outcome.exit_code == 4);
    CHECK_MESSAGE(has(outcome.err, words), outcome.err);
    CHECK(scene.project.index("idx_t") == scene.original);
  };
  const Scene unique("ALTER TABLE t ADD CONSTRAINT idx_t UNIQUE (a)");
  refused(unique, "columns: [a, b]", "not unique");
  refused(unique, "columns: [a], unique: true, where: a > 1", "has a condition");
  refused(unique, "columns: [{expression: abs(a)}], unique: true", "has an expression");
  refused(unique, "columns: [{name: a, order: desc}], unique: true", "order of its own");
  unique.project.query("CREATE TABLE child (a int REFERENCES t (a))");
  refused(unique, "columns: [a, b], unique: true", "which foreign keys need: child_a_fkey of child");
  const Scene twice;
  refused(twice, "columns: [b]}\n  - replace_index: {name: idx_t, table: t, columns: [a, b]", "earlier step");
  Scene partitioned;
  partitioned.project.query(
      "DROP TABLE t; CREATE TABLE t (a int, b text) PARTITION BY LIST (a); CREATE INDEX idx_t ON "
      "t (a)");
  partitioned.original = partitioned.project.index("idx_t");
  refused(partitioned, "columns: [a, b]", "partitioned table");
}

TEST_CASE("duplicates under the new definition: exit 6, the old index stays") {
  Scene scene;
  scene.project.query("UPDATE t SET a = 1 WHERE a < 3");
  scene.project.write("001.yaml",
                      "revision: \"001\"\ndown_revision: null\nsteps:\n  - replace_index: {name: idx_t, "
                      "table: t, columns: [a], unique: true}\n");
  const Outcome outcome = scene.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 6);
  CHECK(has(outcome.err, "(a)=(1)"));
  CHECK(scene.project.index("idx_t") == scene.original);
}
