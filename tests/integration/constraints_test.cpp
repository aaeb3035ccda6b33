// Constraints added online: NOT VALID first, validated apart, finished by the same command after any cut.
#include <doctest/doctest.h>

#include "support/project.hpp"
#include "support/stop.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

// Two tables with rows that fit together, and a revision of one step.
struct Scene {
  Project project{logged_cluster()};
  explicit Scene(const std::string& step) {
    project.query(
        "CREATE TABLE other (id int PRIMARY KEY); INSERT INTO other SELECT generate_series(1, 10); "
        "CREATE TABLE t (a int, b int); INSERT INTO t SELECT i, 1 + i % 10 FROM generate_series(1, 500) AS i");
    write(step);
    project.run({"stamp", "base"});
  }
  void write(const std::string& steps) const {
    project.write("001.yaml", "revision: \"001\"\ndown_revision: null\nsteps:\n  - " + steps + "\n");
  }
  void again(const std::vector<std::string>& arguments) const {
    const Outcome outcome = project.run(arguments);
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  }
  // The constraint's definition, "" when there is none.
  std::string constraint(const std::string& name) const {
    return project.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '" + name + "'");
  }
  std::string constraints_of_t() const {
    return project.text(
        "SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), ', ' ORDER BY conname) FROM pg_constraint "
        "WHERE conrelid = 't'::regclass AND contype <> 'n'");
  }
  std::size_t sent(const std::string& part) const {
    std::size_t found = 0;
    for (const Logged& one : project.statements()) {
      const bool real = one.sql.starts_with("ALTER TABLE") && !has(one.sql, "pg_temp");  // not to compare
      if (real && has(one.sql, part)) ++found;
    }
    return found;
  }
  void check_closed() const {
    CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
    CHECK(project.text("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0");
  }
};

const std::string foreign_key =
    "add_foreign_key: {name: t_b_fkey, table: t, columns: [b], references: other, referenced_columns: [id], on_delete: "
    "cascade, deferrable: true}";
const std::string foreign_key_is = "FOREIGN KEY (b) REFERENCES other(id) ON DELETE CASCADE DEFERRABLE";

struct Kind {
  const char* name;
  std::string step;
  std::string after;  // Scene::constraints_of_t and whether t.a is NOT NULL
};
std::vector<Kind> kinds() {
  return {{"foreign key", foreign_key, "t_b_fkey " + foreign_key_is + "f"},
          {"check", "add_check: {name: t_a_check, table: t, check: \"a > 0\"}", "t_a_check CHECK ((a > 0))f"},
          {"not null", "set_not_null: {table: t, column: a}", "t"},
          {"unique", "add_unique: {name: t_a_key, table: t, columns: [a], include: [b]}",
           "t_a_key UNIQUE (a) INCLUDE (b)f"}};
}

std::string state(const Scene& scene) {
  return scene.constraints_of_t() +
         scene.project.text("SELECT attnotnull FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a'");
}

}  // namespace

TEST_CASE("every kind goes up, is not done twice, and comes back") {
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.name);
    Scene scene(kind.step);
    scene.again({"upgrade", "head"});
    CHECK(state(scene) == kind.after);
    scene.check_closed();
    const std::size_t before = scene.project.cluster().log().size();
    scene.again({"upgrade", "head"});
    for (const Logged& one : scene.project.statements(before)) CHECK_FALSE(has(one.sql, "ALTER TABLE"));
    scene.again({"downgrade", "-1"});
    CHECK(state(scene) == "f");
    CHECK(scene.project.text("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass") == "0");
    scene.check_closed();
    scene.again({"upgrade", "head"});
    CHECK(state(scene) == kind.after);
  }
}

TEST_CASE("rows are read by a validation apart, while writers go on") {
  Scene scene(foreign_key);
  Stop stop(scene.project, "NEW.intent = 'validate_constraint'");
  Running run = scene.project.start({"upgrade", "head"});
  stop.await_stop();
  CHECK(scene.constraint("t_b_fkey").ends_with("NOT VALID"));
  Connection other = scene.project.connect();
  other.query("BEGIN; LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE");
  stop.release();
  Connection writer = scene.project.connect();
  await(writer, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE " + worker +
                    " AND query LIKE '%VALIDATE CONSTRAINT%' AND wait_event_type = 'Lock')");
  writer.query("SET lock_timeout = '1s'");
  writer.query("INSERT INTO t VALUES (1000, 1); INSERT INTO other VALUES (11)");
  CHECK_THROWS(writer.query("INSERT INTO t VALUES (1001, 99)"));
  other.query("COMMIT");
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  CHECK(scene.constraint("t_b_fkey") == foreign_key_is);
  CHECK(scene.sent("NOT VALID") == 1);
  CHECK(scene.sent("VALIDATE CONSTRAINT") == 1);
}

TEST_CASE("SET NOT NULL stands on a validated check, which is gone afterwards") {
  Scene scene("set_not_null: {table: t, column: a}");
  scene.again({"upgrade", "head"});
  CHECK(scene.sent("NOT VALID") == 1);
  CHECK(scene.sent("VALIDATE CONSTRAINT") == 1);
  CHECK(scene.sent("SET NOT NULL") == 1);
  CHECK(scene.constraints_of_t().empty());
}

TEST_CASE("a NOT NULL that was never validated is none yet (since 18)") {
  Scene scene("set_not_null: {table: t, column: a}");
  if (scene.project.connect().server_version() < 180000) return;
  scene.project.query("ALTER TABLE t ALTER COLUMN a DROP NOT NULL; INSERT INTO t VALUES (NULL, 1)");
  scene.project.query("ALTER TABLE t ADD CONSTRAINT by_hand NOT NULL a NOT VALID");
  CHECK(scene.project.run({"upgrade", "head"}).exit_code == 6);
  scene.project.query("DELETE FROM t WHERE a IS NULL");
  const Outcome outcome = scene.project.run({"upgrade", "head"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(scene.project.text("SELECT string_agg(conname || convalidated, ' ') FROM pg_constraint WHERE conrelid = "
                           "'t'::regclass AND contype IN ('n', 'c')") == "by_handtrue");
}

TEST_CASE("rows that break it: exit 6, the constraint holds for new rows, and the run goes on after the repair") {
  struct Case {
    const char* step;
    const char* breaks;
    const char* says;
    const char* repair;
  };
  const std::string fkey = foreign_key;
  for (const Case& one :
       {Case{fkey.c_str(), "INSERT INTO t VALUES (501, 99)", "Key (b)=(99)", "DELETE FROM t WHERE b = 99"},
        Case{"add_check: {name: t_a_check, table: t, check: a > 0}", "INSERT INTO t VALUES (-1, 1)", "t_a_check",
             "DELETE FROM t WHERE a < 0"},
        Case{"set_not_null: {table: t, column: a}", "INSERT INTO t VALUES (NULL, 1)", "t_a_barqdb_",
             "DELETE FROM t WHERE a IS NULL"}}) {
    CAPTURE(one.step);
    Scene scene(one.step);
    scene.project.query(one.breaks);
    const Outcome outcome = scene.project.run({"upgrade", "head"});
    CHECK(outcome.exit_code == 6);
    CHECK_MESSAGE(has(outcome.err, one.says), outcome.err);
    CHECK(has(outcome.err, "the constraint stays, NOT VALID"));
    CHECK(has(scene.constraints_of_t(), "NOT VALID"));
    CHECK_THROWS(scene.project.query(one.breaks));
    CHECK(scene.project.run({"upgrade", "head"}).exit_code == 6);
    scene.project.query(one.repair);
    scene.again({"upgrade", "head"});
    CHECK_FALSE(has(scene.constraints_of_t(), "NOT VALID"));
    CHECK(scene.sent("NOT VALID") == 1);
    scene.check_closed();
  }
}

TEST_CASE("a failed validation can be rolled back, too") {
  Scene scene("set_not_null: {table: t, column: a}");
  scene.project.query("INSERT INTO t VALUES (NULL, 1)");
  CHECK(scene.project.run({"upgrade", "head"}).exit_code == 6);
  scene.again({"downgrade", "-1"});
  CHECK(scene.constraints_of_t().empty());
  scene.check_closed();
}

TEST_CASE("duplicates under a unique constraint: exit 6 and nothing is left") {
  Scene scene("add_unique: {name: t_a_key, table: t, columns: [a], deferrable: true, initially_deferred: true}");
  scene.project.query("INSERT INTO t VALUES (1, 1)");
  const Outcome outcome = scene.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 6);
  CHECK(has(outcome.err, "(a)=(1)"));
  CHECK(scene.project.index("t_a_key").empty());
  scene.project.query("DELETE FROM t WHERE a = 1 AND b = 1");
  scene.again({"upgrade", "head"});
  CHECK(scene.constraint("t_a_key") == "UNIQUE (a) DEFERRABLE INITIALLY DEFERRED");
}

TEST_CASE("killed between any two operations: the same command, or the way back, finishes") {
  for (const Kind& kind : kinds()) {
    for (const char* rows : {"NEW.intent = 'add_constraint'", "TG_OP = 'INSERT' AND NEW.intent = 'validate_constraint'",
                             "TG_OP = 'UPDATE' AND NEW.intent = 'validate_constraint'", "NEW.intent = 'set_not_null'",
                             "TG_OP = 'UPDATE' AND NEW.intent = 'create_index'"}) {
      const bool unique = std::string(kind.name) == "unique";
      const bool not_null = std::string(kind.name) == "not null";
      if (has(rows, "set_not_null") && !not_null) continue;
      if (has(rows, "validate") && unique) continue;
      if (has(rows, "create_index") && !unique) continue;
      for (const bool back : {false, true}) {
        // The first operation left no record: there is nothing to roll back.
        if (back && has(rows, "add_constraint") && !unique) continue;
        CAPTURE(kind.name);
        CAPTURE(rows);
        CAPTURE(back);
        Scene scene(kind.step);
        Stop stop(scene.project, rows);
        Connection connection = scene.project.connect();
        Running run = scene.project.start({"upgrade", "head"});
        stop.await_stop();
        kill_worker(run, connection);
        stop.remove();
        if (!back) {
          scene.again({"upgrade", "head"});
          CHECK(state(scene) == kind.after);
          scene.check_closed();
        }
        scene.again({"downgrade", "-1"});
        CHECK(state(scene) == "f");
        CHECK(scene.project.text("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass") == "0");
        scene.check_closed();
      }
    }
  }
}

TEST_CASE("what is there already as wanted is adopted and kept by the way back") {
  const std::vector<std::string> there = {
      "ALTER TABLE t ADD CONSTRAINT t_b_fkey FOREIGN KEY (b) REFERENCES other ON DELETE CASCADE DEFERRABLE",
      "ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (0 < a OR a > 0)", "ALTER TABLE t ALTER a SET NOT NULL",
      "ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a) INCLUDE (b)"};
  const std::vector<Kind> all = kinds();
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i].name);
    Scene scene(all[i].step);
    if (i == 1) scene.write("add_check: {name: t_a_check, table: t, check: \"0<a or a>0\"}");
    scene.project.query(there[i]);
    const std::string before = state(scene);
    scene.again({"upgrade", "head"});
    CHECK(state(scene) == before);
    CHECK(scene.sent("") == 0);
    scene.again({"downgrade", "-1"});
    CHECK(state(scene) == before);
  }
}

TEST_CASE("one of the same definition that is not valid yet is validated") {
  Scene scene("add_check: {name: t_a_check, table: t, check: a > 0}");
  scene.project.query("ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 0) NOT VALID");
  scene.again({"upgrade", "head"});
  CHECK(scene.constraint("t_a_check") == "CHECK ((a > 0))");
  scene.again({"downgrade", "-1"});
  CHECK(scene.constraint("t_a_check") == "CHECK ((a > 0))");
}

TEST_CASE("one of another definition is refused, both are shown") {
  const auto refused = [](const std::string& there, const std::string& step, const std::string& words) {
    CAPTURE(step);
    Scene scene(step);
    scene.project.query(there);
    const std::string before = state(scene);
    const Outcome outcome = scene.project.run({"upgrade", "head"});
    CHECK(outcome.exit_code == 4);
    CHECK_MESSAGE(has(outcome.err, words), outcome.err);
    CHECK(state(scene) == before);
  };
  refused("ALTER TABLE t ADD CONSTRAINT t_b_fkey FOREIGN KEY (b) REFERENCES other DEFERRABLE", foreign_key,
          "exists: FOREIGN KEY (b) REFERENCES other(id) DEFERRABLE");
  refused("ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 1) NOT VALID",
          "add_check: {name: t_a_check, table: t, check: a > 0}", "wanted: CHECK ((a > 0))");
  refused("ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a, b)", "add_unique: {name: t_a_key, table: t, columns: [a]}",
          "exists: UNIQUE (a, b)");
  refused("CREATE UNIQUE INDEX t_a_key ON t (a)", "add_unique: {name: t_a_key, table: t, columns: [a]}",
          "older than the revision");
}

TEST_CASE("on a table of the same run everything is plain, in its transaction") {
  Scene scene(
      "sql: {up: \"CREATE TABLE fresh (a int, b int)\", down: \"DROP TABLE fresh\"}\n"
      "  - add_foreign_key: {name: f_b_fkey, table: fresh, columns: [b], references: other}\n"
      "  - add_check: {name: f_a_check, table: fresh, check: a > 0}\n"
      "  - set_not_null: {table: fresh, column: a}\n"
      "  - add_unique: {name: f_a_key, table: fresh, columns: [a]}");
  scene.again({"upgrade", "head"});
  CHECK(scene.sent("VALID") == 0);
  CHECK(scene.project.text("SELECT count(*) FROM pg_constraint WHERE conrelid = 'fresh'::regclass AND convalidated AND "
                           "contype <> 'n'") == "3");
  scene.again({"downgrade", "-1"});
  CHECK(scene.project.text("SELECT to_regclass('fresh') IS NULL") == "t");
}

TEST_CASE("names and expressions are checked before anything runs: exit 2 at the place") {
  const auto refused = [](const std::string& step, const std::string& words) {
    CAPTURE(step);
    Scene scene(step);
    const Outcome outcome = scene.project.run({"upgrade", "head"});
    CHECK(outcome.exit_code == 2);
    CHECK_MESSAGE(has(outcome.err, words), outcome.err);
    CHECK(has(outcome.err, "001.yaml:4"));
    CHECK(state(scene) == "f");
  };
  refused("set_not_null: {table: t, column: aa}", "has no column aa");
  refused("set_not_null: {table: tt, column: a}", "table tt does not exist");
  refused("add_check: {name: c, table: t, check: \"a >\"}", "does not parse");
  refused("add_check: {name: c, table: t, check: bb > 1}", "has no column bb");
  refused("add_foreign_key: {name: c, table: t, columns: [b], references: others}", "table others does not exist");
  refused("add_foreign_key: {name: c, table: t, columns: [b], references: other, referenced_columns: [nr]}",
          "table other has no column nr");
  refused("add_unique: {name: c, table: t, columns: [z]}", "has no column z");
}
