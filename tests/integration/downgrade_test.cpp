// downgrade through the real program: the way back is as careful as the way forward.
#include <doctest/doctest.h>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

const std::string base = "revision: \"001\"\ndown_revision: null\nsteps:\n";

struct Setup {
  Project project{logged_cluster()};
  Setup() {
    project.query("CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' FROM generate_series(1, 300) AS i");
  }
};

}  // namespace

TEST_CASE("a dropped index comes back as it was") {
  for (const char* mode : {"always", "never"}) {
    Setup s;
    s.project.query(
        "CREATE UNIQUE INDEX idx_old ON t (a DESC) INCLUDE (b) WITH (fillfactor = 70) WHERE b <> ' WHERE '; COMMENT ON "
        "INDEX idx_old IS 'a\nb'");
    const std::string original = s.project.index("idx_old");
    s.project.write("001.yaml", base + "  - drop_index: idx_old\n  - drop_index: idx_never_was\n");
    const Outcome up = s.project.run({"upgrade", "head", "--online", mode});
    CHECK_MESSAGE(up.exit_code == 0, up.err);
    CHECK(has(up.err, "idx_never_was"));
    CHECK(has(up.err, "does not exist"));
    CHECK(s.project.index("idx_old").empty());
    const Outcome down = s.project.run({"downgrade", "-1", "--online", mode});
    CHECK_MESSAGE(down.exit_code == 0, down.err);
    CHECK(s.project.index("idx_old") == original);
    CHECK(s.project.text("SELECT obj_description('idx_old'::regclass)") == "a\nb");
    CHECK(s.project.run({"downgrade", "base"}).exit_code == 0);
  }
}

TEST_CASE("the index of a constraint is not dropped") {
  Setup s;
  s.project.query("ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a)");
  s.project.write("001.yaml", base + "  - drop_index: t_a_key\n");
  const Outcome outcome = s.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 4);
  CHECK(has(outcome.err, "DROP CONSTRAINT"));
  CHECK_FALSE(s.project.index("t_a_key").empty());
}

TEST_CASE("an irreversible step refuses the downgrade before anything runs, also of the revisions above it") {
  Setup s;
  s.project.write("001.yaml", base + "  - sql: {up: \"DELETE FROM t WHERE a = 1\", irreversible: true}\n");
  s.project.write(
      "002.yaml",
      "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - create_index: {name: idx_t_a, table: t, columns: [a]}\n");
  REQUIRE(s.project.run({"upgrade", "head"}).exit_code == 0);
  const Outcome outcome = s.project.run({"downgrade", "base"});
  CHECK(outcome.exit_code == 4);
  CHECK(has(outcome.err, "irreversible"));
  CHECK(has(outcome.err, "001.yaml:4"));
  CHECK_FALSE(s.project.index("idx_t_a").empty());
  CHECK(s.project.run({"downgrade", "-1"}).exit_code == 0);
  CHECK(s.project.index("idx_t_a").empty());
}

TEST_CASE("a step without a way back is refused as well") {
  Setup s;
  s.project.write("001.sql",
                  "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE fresh (x int);\n");
  const Outcome up = s.project.run({"upgrade", "head"});
  if (up.exit_code == 0) {
    const Outcome outcome = s.project.run({"downgrade", "base"});
    CHECK(outcome.exit_code == 4);
    CHECK(has(outcome.err, "down"));
    CHECK(s.project.text("SELECT count(*) FROM pg_class WHERE relname = 'fresh'") == "1");
  } else {
    CHECK(up.exit_code == 2);
    CHECK(has(up.err, "down"));
  }
}

TEST_CASE("drop and create of one name in one revision: forward and back, and the preview says the same") {
  Setup s;
  s.project.query("CREATE INDEX idx_t ON t (a)");
  s.project.write("001.yaml",
                  base + "  - drop_index: idx_t\n  - create_index: {name: idx_t, table: t, columns: [b]}\n");
  const Outcome dry = s.project.run({"upgrade", "head", "--dry-run"});
  CHECK_MESSAGE(dry.exit_code == 0, dry.err);
  const Outcome up = s.project.run({"upgrade", "head"});
  CHECK_MESSAGE(up.exit_code == 0, up.err);
  CHECK(s.project.index("idx_t") == "CREATE INDEX idx_t ON public.t USING btree (b)");
  const Outcome back = s.project.run({"downgrade", "base"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(s.project.index("idx_t") == "CREATE INDEX idx_t ON public.t USING btree (a)");
}

TEST_CASE("a preview over several revisions foresees what the ones before will have done") {
  Setup s;
  s.project.write("001.yaml", base + "  - create_index: {name: idx_t, table: t, columns: [a]}\n");
  s.project.write("002.yaml", "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - drop_index: idx_t\n");
  CHECK(s.project.run({"upgrade", "head", "--dry-run"}).exit_code == 0);
  REQUIRE(s.project.run({"upgrade", "head"}).exit_code == 0);
  const Outcome dry = s.project.run({"downgrade", "base", "--dry-run"});
  CHECK_MESSAGE(dry.exit_code == 0, dry.err);
  const Outcome back = s.project.run({"downgrade", "base"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(s.project.index("idx_t").empty());
}

TEST_CASE("an upgrade that failed half way is undone as far as it came") {
  Setup s;
  s.project.query("CREATE INDEX idx_kept ON t (b)");
  s.project.write("001.yaml", base + R"yaml(  - sql: {up: "CREATE TABLE fresh (x int)", down: "DROP TABLE fresh"}
  - create_index: {name: idx_made, table: t, columns: [a]}
  - sql: {up: "SELECT 1/0", down: "DROP TABLE never_made"}
  - create_index: {name: idx_kept, table: t, columns: [b]}
)yaml");
  CHECK(s.project.run({"upgrade", "head"}).exit_code == 3);
  CHECK_FALSE(s.project.index("idx_made").empty());
  const Outcome back = s.project.run({"downgrade", "base"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(s.project.index("idx_made").empty());
  CHECK_FALSE(s.project.index("idx_kept").empty());
  CHECK(s.project.text("SELECT count(*) FROM pg_class WHERE relname = 'fresh'") == "0");
  CHECK(s.project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
}

TEST_CASE("what an unfinished upgrade did not reach needs no way back") {
  Setup s;
  s.project.query("INSERT INTO t VALUES (1, 'twice')");
  s.project.write("001.yaml", base + R"yaml(  - sql: {up: "CREATE TABLE fresh (x int)", down: "DROP TABLE fresh"}
  - create_index: {name: idx_unique, table: t, columns: [a], unique: true}
  - sql: {up: "INSERT INTO fresh VALUES (1)", irreversible: true}
)yaml");
  CHECK(s.project.run({"upgrade", "head"}).exit_code == 6);
  const Outcome dry = s.project.run({"downgrade", "base", "--dry-run"});
  CHECK_MESSAGE(dry.exit_code == 0, dry.err);
  const Outcome back = s.project.run({"downgrade", "base"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(s.project.text("SELECT to_regclass('fresh')").empty());
  CHECK(s.project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  // One that was reached does.
  s.project.write("001.yaml", base + R"yaml(  - sql: {up: "VACUUM t", irreversible: true, transaction: false}
  - create_index: {name: idx_unique, table: t, columns: [a], unique: true}
)yaml");
  CHECK(s.project.run({"upgrade", "head"}).exit_code == 6);
  const Outcome refused = s.project.run({"downgrade", "base"});
  CHECK(refused.exit_code == 4);
  CHECK_MESSAGE(has(refused.err, "001.yaml:4"), refused.err);
}

TEST_CASE("two schemas with an index of one name: the way back takes each for what it is") {
  Setup s;
  s.project.query("CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE INDEX i ON s.t (a)");
  s.project.write("indexes/i.yaml", "t:\n  i: {columns: [a]}\ns.t:\n  i: {columns: [a]}\n");
  s.project.write("001.yaml", base + "  - create_indexes: indexes/i.yaml\n");
  const Outcome up = s.project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(up.exit_code == 0, up.err);
  const Outcome back = s.project.run({"downgrade", "base"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(s.project.index("i").empty());
  CHECK_FALSE(s.project.index("s.i").empty());  // it was there before
}

TEST_CASE("the way back of a replica identity is the primary key, before the index goes") {
  for (const char* mode : {"always", "never"}) {
    Setup s;
    s.project.query("ALTER TABLE t ALTER COLUMN a SET NOT NULL");
    s.project.write(
        "001.yaml",
        base + "  - create_index: {name: idx, table: t, columns: [a], unique: true, replica_identity: true}\n");
    const auto identity = [&] { return s.project.text("SELECT relreplident FROM pg_class WHERE oid = 't'::regclass"); };
    const Outcome up = s.project.run({"upgrade", "head", "--online", mode});
    REQUIRE_MESSAGE(up.exit_code == 0, up.err);
    CHECK(identity() == "i");
    const Outcome back = s.project.run({"downgrade", "base", "--online", mode});
    CHECK_MESSAGE(back.exit_code == 0, back.err);
    CHECK(identity() == "d");
    CHECK(s.project.index("idx").empty());
  }
}

TEST_CASE("a dropped index of a partitioned table that is there again is taken as it is") {
  Setup s;
  s.project.query(
      "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9); "
      "CREATE INDEX idx_p ON p (a)");
  s.project.write("001.yaml", base + "  - drop_index: idx_p\n");
  REQUIRE(s.project.run({"upgrade", "head"}).exit_code == 0);
  s.project.query("CREATE INDEX idx_p ON p (a)");
  const Outcome back = s.project.run({"downgrade", "base"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(s.project.index("idx_p") == "CREATE INDEX idx_p ON ONLY public.p USING btree (a)");
}

TEST_CASE(
    "a revision that is edited in the middle of its upgrade: what was done is known again, here and on the way back") {
  Setup s;
  s.project.query("INSERT INTO t VALUES (-1, 'breaks the check')");
  const std::string made = R"yaml(  - sql: {up: "CREATE TABLE fresh (x int)", down: "DROP TABLE fresh"}
  - create_index: {name: idx_made, table: t, columns: [a]}
  - add_check: {name: positive, table: t, check: "a > 0"}
)yaml";
  s.project.write("001.yaml", base + made);
  CHECK(s.project.run({"upgrade", "head", "--online", "always"}).exit_code == 6);
  s.project.write("001.yaml", base + "  - sql: {up: \"DELETE FROM t WHERE a < 0\", irreversible: true}\n" + made);
  SUBCASE("upgrade, then downgrade") {
    s.project.write("001.yaml", base + "  - sql: {up: \"DELETE FROM t WHERE a < 0\", down: \"SELECT 1\"}\n" + made);
    const Outcome up = s.project.run({"upgrade", "head", "--online", "always"});
    CHECK_MESSAGE(up.exit_code == 0, up.err);
    const Outcome back = s.project.run({"downgrade", "base"});
    CHECK_MESSAGE(back.exit_code == 0, back.err);
  }
  SUBCASE("downgrade at once: the new step was not reached") {
    const Outcome back = s.project.run({"downgrade", "base"});
    CHECK_MESSAGE(back.exit_code == 0, back.err);
  }
  SUBCASE("a step that was begun is gone from the file") {
    s.project.write("001.yaml", base + R"yaml(  - sql: {up: "CREATE TABLE fresh (x int)", down: "DROP TABLE fresh"}
)yaml");
    const Outcome up = s.project.run({"upgrade", "head"});
    CHECK(up.exit_code == 4);
    CHECK_MESSAGE(has(up.err, "public.idx_made"), up.err);
    const Outcome down = s.project.run({"downgrade", "base"});
    CHECK(down.exit_code == 4);
    CHECK_MESSAGE(has(down.err, "public.idx_made"), down.err);
    s.project.query("DROP INDEX idx_made; ALTER TABLE t DROP CONSTRAINT IF EXISTS positive");
    CHECK(s.project.run({"downgrade", "base"}).exit_code == 0);
  }
  CHECK(s.project.index("idx_made").empty());
  CHECK(s.project.text("SELECT count(*) FROM pg_constraint WHERE conname = 'positive'") == "0");
  CHECK(s.project.text("SELECT to_regclass('fresh')").empty());
}

TEST_CASE("a dropped index comes back as it was, however the session prints dates and numbers") {
  Setup s;
  s.project.query(
      "CREATE TABLE events (at timestamptz, day date, size float8); CREATE INDEX idx_recent ON events (at) WHERE day > "
      "date '2024-03-04' AND at > timestamptz '2024-03-04 12:00+00' AND size > 3.14159265358979");
  const std::string original = s.project.index("idx_recent");
  s.project.query("ALTER DATABASE \"" + s.project.database() + "\" SET datestyle = 'SQL, DMY'; ALTER DATABASE \"" +
                  s.project.database() + "\" SET timezone = 'Asia/Kolkata'; ALTER DATABASE \"" + s.project.database() +
                  "\" SET extra_float_digits = -10");
  s.project.write("001.yaml", base + "  - drop_index: idx_recent\n");
  const Outcome up = s.project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(up.exit_code == 0, up.err);
  s.project.query("ALTER DATABASE \"" + s.project.database() + "\" RESET ALL");
  const Outcome back = s.project.run({"downgrade", "base"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(s.project.index("idx_recent") == original);
}

TEST_CASE("a part that a revision adds to an index of another one stays, and the downgrade says so") {
  Setup s;
  s.project.query(
      "CREATE TABLE whole (a int, b int) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);"
      "CREATE INDEX idx_whole ON ONLY whole (b)");
  s.project.write("001.yaml",
                  base + "  - create_index: {name: idx_part, table: part, columns: [b], part_of: idx_whole}\n");
  const Outcome up = s.project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(up.exit_code == 0, up.err);
  const Outcome plan = s.project.run({"plan", "--down", "base"});
  CHECK(has(plan.out, "kept: a part of index idx_whole, which stays"));
  const Outcome back = s.project.run({"downgrade", "-1"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(has(back.err, "kept: a part of index idx_whole"));
  CHECK_FALSE(s.project.index("idx_part").empty());
  CHECK(s.project.run({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("the way back drops the index that it made, whatever the search_path makes of its name now") {
  Project project(logged_cluster());
  project.query(
      "CREATE SCHEMA r; CREATE SCHEMA s; CREATE TABLE r.t (a int); CREATE TABLE s.t (a int); CREATE INDEX i ON s.t "
      "(a)");
  const auto path = [&](const std::string& schemas) {
    project.query("ALTER DATABASE " + project.database() + " SET search_path = " + schemas);
  };
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: i, table: t, columns: "
                "[a]}\n");
  path("r, s");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  path("s, r");
  const Outcome refused = project.run({"downgrade", "base"});
  CHECK(refused.exit_code == 4);
  CHECK_MESSAGE(has(refused.err, "made index r.i, and its name means s.i now"), refused.err);
  CHECK(project.text("SELECT count(*) FROM pg_indexes WHERE indexname = 'i'") == "2");
  path("r, s");
  CHECK(project.run({"downgrade", "base"}).exit_code == 0);
  CHECK(project.text("SELECT string_agg(schemaname, ',') FROM pg_indexes WHERE indexname = 'i'") == "s");
}

TEST_CASE("an index that the way back's SQL gives its name again is dropped, in a run and in a script") {
  for (const bool script : {false, true}) {
    CAPTURE(script);
    Cluster& cluster = logged_cluster();
    Project project(cluster);
    project.query("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
    const std::string sql = "  - sql: {up: ALTER INDEX i RENAME TO j, down: ALTER INDEX j RENAME TO i}\n";
    project.write("001.yaml",
                  "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: i, table: t, columns: "
                  "[a]}\n" +
                      sql);
    project.write("002.yaml",
                  "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - create_index: {name: i, table: t, columns: "
                  "[{expression: a + 1}]}\n");
    project.write("003.yaml",
                  "revision: \"003\"\ndown_revision: \"002\"\nsteps:\n  - sql: {up: ALTER INDEX i RENAME TO k, down: "
                  "ALTER INDEX k RENAME TO i}\n");
    const Outcome up = project.run({"upgrade", "head"});
    REQUIRE_MESSAGE(up.exit_code == 0, up.err);
    std::vector<std::string> command = {"downgrade", "base"};
    if (script) command.emplace_back("--sql");
    const Outcome down = project.run(command);
    REQUIRE_MESSAGE(down.exit_code == 0, down.err);
    if (script) {
      ProgramOptions options;
      options.input = down.out;
      const Outcome psql = run_program({cluster.psql(), "-X", "-q", project.conninfo()}, options);
      REQUIRE_MESSAGE(psql.exit_code == 0, (psql.err + down.out));
    }
    CHECK(project.text("SELECT count(*) FROM pg_indexes WHERE tablename = 't'") == "0");
  }
}
