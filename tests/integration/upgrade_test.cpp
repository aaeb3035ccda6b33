// upgrade through the real program: what runs is what was planned, once, and every refusal changes nothing.
#include <doctest/doctest.h>

#include "support/json.hpp"
#include "support/project.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

const std::string base = "revision: \"001\"\ndown_revision: null\nsteps:\n";

// A table with rows in it; every build on it is concurrent by the profile.
Project& with_table(Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text, c int); INSERT INTO t SELECT i, 'x' || i, 7 FROM generate_series(1, 300) AS i");
  return project;
}

struct Setup {
  Project project{logged_cluster()};
  Setup() { with_table(project); }
};

std::vector<std::string> ddl(const Project& project, std::size_t from) {
  std::vector<std::string> out;
  for (const Logged& one : project.statements(from)) {
    for (const char* head : {"CREATE INDEX", "CREATE UNIQUE", "DROP INDEX", "ALTER", "CREATE TABLE t", "ANALYZE",
                             "VACUUM", "COMMENT ON INDEX", "REINDEX"}) {
      if (one.sql.starts_with(head) && !has(one.sql, "barqdb_clone")) out.push_back(one.sql);
    }
  }
  return out;
}

void check_untouched(const Project& project) {
  CHECK(project.text(
            "SELECT count(*) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid WHERE c.relname = 't'") ==
        "0");
  CHECK(project.text("SELECT count(*) FROM pg_class WHERE relname = 'fresh'") == "0");
}

}  // namespace

TEST_CASE("YAML and SQL revisions, a second run without DDL, and the plan's SQL in the server's log") {
  Setup s;
  s.project.write("001.sql", R"yaml(-- revision: "001"
-- down_revision: null
-- description: a table; and a semicolon in a 'text'
-- barqdb:up
CREATE TABLE fresh (x int, y text);
INSERT INTO fresh VALUES (1, 'a;b');
-- barqdb:down
DROP TABLE fresh;
)yaml");
  s.project.write("indexes/t.yaml",
                  "t:\n  idx_t_a: {columns: [a], comment: \"it's a\"}\n  idx_t_b: {columns: [{name: b, order: desc}], "
                  "where: \"c IN (7, 8)\"}\n");
  s.project.write("002.yaml", R"yaml(revision: "002"
down_revision: "001"
steps:
  - sql: {up: "ALTER TABLE t ADD COLUMN d int", down: "ALTER TABLE t DROP COLUMN d"}
  - create_index: {name: idx_fresh_x, table: fresh, columns: [x], unique: true}
  - create_indexes: indexes/t.yaml
  - sql: {up: "VACUUM t", irreversible: true, transaction: false}
  - analyze: [t]
)yaml");
  const Outcome dry = s.project.run({"upgrade", "head", "--dry-run", "--format", "json"});
  REQUIRE_MESSAGE(dry.exit_code == 0, dry.err);
  check_untouched(s.project);
  CHECK(s.project.text("SELECT to_regnamespace('barqdb')").empty());
  const std::size_t before = s.project.cluster().log().size();
  const Outcome up = s.project.run({"upgrade", "head", "--format", "json"});
  REQUIRE_MESSAGE(up.exit_code == 0, up.err);
  const auto report = nlohmann::json::parse(up.out);
  CHECK(report["report"] == "upgrade");
  CHECK(report["metrics"]["revisions"] == 2);
  CHECK(report["metrics"]["indexes_created"] == 3);
  CHECK(report["rows"][1]["revision"] == "002");

  // What was shown is what was run: every planned statement, in its order, as it stands.
  const auto plan = nlohmann::json::parse(dry.out);
  CHECK(plan["schema_version"] == 1);
  const std::vector<Logged> log = s.project.statements(before);
  std::size_t at = 0;
  for (const auto& row : plan["rows"]) {
    const std::string sql = row["sql"];
    while (at < log.size() && log[at].sql != sql) ++at;
    REQUIRE_MESSAGE(at < log.size(), sql);
    ++at;
  }
  // Concurrent statements stand outside any transaction of their session.
  std::map<int, bool> open;
  for (const Logged& one : log) {
    if (one.sql.starts_with("BEGIN")) open[one.pid] = true;
    if (has(one.sql, "CONCURRENTLY") || one.sql.starts_with("VACUUM")) {
      for (const auto& [pid, in_transaction] : open) CHECK_MESSAGE(!in_transaction, one.sql);
    }
    if (one.sql.ends_with("COMMIT") || one.sql == "ROLLBACK") open[one.pid] = false;
  }
  CHECK(s.project.index("idx_t_b") ==
        "CREATE INDEX idx_t_b ON public.t USING btree (b DESC) WHERE (c = ANY (ARRAY[7, 8]))");
  CHECK(s.project.text("SELECT obj_description('idx_t_a'::regclass)") == "it's a");
  CHECK(s.project.text("SELECT y FROM fresh") == "a;b");
  CHECK(s.project.text("SELECT count(*) FROM pg_index WHERE indexrelid = 'idx_fresh_x'::regclass AND indisunique") ==
        "1");

  const std::size_t again = s.project.cluster().log().size();
  const Outcome second = s.project.run({"upgrade", "head"});
  CHECK(second.exit_code == 0);
  CHECK(has(second.out, "nothing to do: at 002"));
  CHECK(ddl(s.project, again).empty());
  for (const Logged& one : s.project.statements(again)) CHECK_FALSE(has(one.sql, "pg_try_advisory_lock"));

  CHECK(s.project.run({"current", "--check"}).exit_code == 0);
  const auto current = nlohmann::json::parse(s.project.run({"current", "--format", "json"}).out);
  CHECK(current["rows"][0]["revision"] == "002");
  CHECK(current["metrics"]["pending"] == 0);
}

TEST_CASE("an index that exists as defined is adopted and outlives the downgrade; one that differs is refused") {
  Setup s;
  s.project.query("CREATE INDEX idx_t_a ON t (a) WHERE b IN ('p', 'q')");
  s.project.write("001.yaml",
                  base + "  - create_index: {name: idx_t_a, table: t, columns: [a], where: \"b = 'p' OR b = 'q'\"}\n");
  const Outcome differs = s.project.run({"upgrade", "head"});
  CHECK(differs.exit_code == 4);
  CHECK(has(differs.err, "another definition"));
  CHECK(has(differs.err, "001.yaml:4"));
  s.project.write("001.yaml",
                  base + "  - create_index: {name: idx_t_a, table: t, columns: [a], where: \"b IN ('p', 'q')\"}\n");
  const std::size_t before = s.project.cluster().log().size();
  CHECK(s.project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(ddl(s.project, before).empty());
  CHECK(s.project.text("SELECT outcome FROM barqdb.step") == "preexisting");
  CHECK(s.project.run({"downgrade", "-1"}).exit_code == 0);
  CHECK_FALSE(s.project.index("idx_t_a").empty());
}

TEST_CASE("a foreign invalid index is refused and not touched") {
  Setup s;
  CHECK_THROWS(s.project.query("CREATE UNIQUE INDEX CONCURRENTLY idx_t_c ON t (c)"));
  s.project.write("001.yaml", base + "  - create_index: {name: idx_t_c, table: t, columns: [c], unique: true}\n");
  const Outcome outcome = s.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 4);
  CHECK(has(outcome.err, "invalid"));
  CHECK(has(outcome.err, "repair drop-invalid public.idx_t_c"));
  CHECK(s.project.index("idx_t_c").ends_with("INVALID"));
}

TEST_CASE("duplicates under a unique index: exit 6, nothing left, and the run goes on once they are gone") {
  for (const char* mode : {"always", "never"}) {
    Setup s;
    s.project.write("001.yaml", base + "  - sql: {up: \"CREATE TABLE fresh (x int)\", down: \"DROP TABLE fresh\"}\n" +
                                    "  - create_index: {name: idx_t_c, table: t, columns: [c], unique: true}\n");
    const Outcome outcome = s.project.run({"upgrade", "head", "--online", mode});
    CHECK(outcome.exit_code == 6);
    CHECK(has(outcome.err, "(c)=(7)"));
    CHECK(has(outcome.err, "001.yaml:5"));
    CHECK(s.project.index("idx_t_c").empty());
    if (std::string(mode) == "never") check_untouched(s.project);
    s.project.query("UPDATE t SET c = a");
    const Outcome again = s.project.run({"upgrade", "head", "--online", mode});
    CHECK_MESSAGE(again.exit_code == 0, again.err);
    CHECK_FALSE(has(s.project.index("idx_t_c"), "INVALID"));
    CHECK(s.project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  }
}

TEST_CASE("failing SQL: exit 3, rolled back, and the place is the statement's") {
  Setup s;
  s.project.write("001.sql", R"yaml(-- revision: "001"
-- down_revision: null
-- barqdb:up
CREATE TABLE fresh (x int);

INSERT INTO fresh VALUES (1);
SELECT 1/0;
INSERT INTO fresh VALUES (2);
)yaml");
  Outcome outcome = s.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 3);
  CHECK(has(outcome.err, "001.sql:7"));
  CHECK(has(outcome.err, "division by zero"));
  check_untouched(s.project);
  s.project.write("001.sql",
                  "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE fresh (x int);\nINSERT "
                  "INTO fresh\n  VALUES (nope);\n");
  outcome = s.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 3);
  CHECK(has(outcome.err, "001.sql:6"));
  check_untouched(s.project);
  CHECK(s.project.text("SELECT count(*) FROM barqdb.revision") == "0");
}

TEST_CASE("indexes of small tables share a message, and an error names the one that failed and its line") {
  Setup s;
  const auto line = [](const std::string& name, const std::string& column) {
    return "  - create_index: {name: " + name + ", table: t, columns: [" + column + "], comment: \u00fcber}\n";
  };
  const std::string fine = base + line("idx_1", "a") + line("idx_2", "b");
  s.project.write("001.yaml", fine + line("idx_3", "{expression: 1 / (a - 5)}") + line("idx_4", "c"));
  const Outcome failed = s.project.run({"upgrade", "head", "--online", "never"});
  CHECK(failed.exit_code == 3);
  CHECK(has(failed.err, "idx_3: division by zero"));
  CHECK(has(failed.err, "001.yaml:6"));
  CHECK_FALSE(has(failed.err, "idx_2"));
  check_untouched(s.project);
  s.project.write("001.yaml", fine + line("idx_3", "{expression: lower(b || nope)}"));
  const Outcome unknown = s.project.run({"upgrade", "head", "--online", "never"});
  CHECK(has(unknown.err, "idx_3"));
  CHECK(has(unknown.err, "001.yaml:6"));
  check_untouched(s.project);

  s.project.write("001.yaml", fine);
  const std::size_t from = s.project.cluster().log().size();
  REQUIRE(s.project.run({"upgrade", "head", "--online", "never"}).exit_code == 0);
  CHECK(has(s.project.cluster().log().substr(from), "(a);\n\tCOMMENT ON INDEX"));
  CHECK(s.project.text("SELECT obj_description('idx_2'::regclass)") == "\u00fcber");
}

TEST_CASE(
    "a lock that is not to be had in the middle of a shared message: the index and the blocker named, nothing left") {
  Setup s;
  s.project.query("CREATE TABLE u (a int)");
  s.project.write("001.yaml", base +
                                  "  - create_index: {name: idx_t, table: t, columns: [a]}\n"
                                  "  - create_index: {name: idx_u, table: u, columns: [a]}\n"
                                  "  - create_index: {name: idx_t_b, table: t, columns: [b]}\n");
  Connection writer = s.project.connect();
  writer.query("BEGIN");
  writer.query("INSERT INTO u VALUES (1)");
  const std::vector<std::string> command = {"upgrade", "head", "--online", "never"};
  std::vector<std::string> hasty = command;
  hasty.insert(hasty.end(), {"--lock-timeout", "100ms", "--lock-budget", "500ms"});
  const Outcome blocked = s.project.run(hasty);
  CHECK(blocked.exit_code == 5);
  CHECK(has(blocked.err, "create index public.idx_u"));
  CHECK(has(blocked.err, "blocked by pid " + std::to_string(writer.backend_pid())));
  check_untouched(s.project);
  writer.query("COMMIT");
  CHECK(s.project.run(command).exit_code == 0);
  CHECK_FALSE(s.project.index("idx_t_b").empty());
}

TEST_CASE("SQL that is no SQL is not skipped") {
  Setup s;
  s.project.write("001.sql", "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nfoo bar;\n");
  CHECK(s.project.run({"upgrade", "head"}).exit_code == 3);
}

TEST_CASE("what is wrong is found before anything runs: exit 2 with the place") {
  Setup s;
  const auto refused = [&](const std::string& file, const std::string& text, const std::string& place,
                           const std::string& words) {
    s.project.write(file, text);
    const Outcome outcome = s.project.run({"upgrade", "head"});
    CHECK_MESSAGE(outcome.exit_code == 2, outcome.err);
    CHECK_MESSAGE(has(outcome.err, file + ":" + place), outcome.err);
    CHECK_MESSAGE(has(outcome.err, words), outcome.err);
    CHECK(s.project.text("SELECT to_regnamespace('barqdb')").empty());
    check_untouched(s.project);
    s.project.remove(file);
  };
  const std::string sql = "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE fresh (x int);\n";
  refused("001.sql", sql + "COMMIT;\n", "5", "end the transaction");
  refused("001.sql", sql + "VACUUM t;\n", "5", "transaction: false");
  refused("001.yaml", base + "  - create_index: {name: i, table: tt, columns: [a]}\n", "4:36", "tt does not exist");
  refused("001.yaml", base + "  - create_index: {name: i, table: t, columns: [aa]}\n", "4:", "no column aa");
  refused("001.yaml", base + "  - create_index: {name: i, table: t, columns: [a], where: \"cc = 1\"}\n",
          "4:", "no column cc");
  refused("001.yaml", base + "  - create_index: {name: i, table: t, columns: [a], where: \"c = \"}\n",
          "4:", "does not parse");
  refused("001.yaml", base + "  - create_index: {name: i, table: t, columns: [a], requires: [no_such_extension]}\n",
          "4:", "no_such_extension");
  s.project.write("000.sql",
                  "-- revision: \"000\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE fresh (x int);\n");
  refused(
      "001.yaml",
      "revision: \"001\"\ndown_revision: \"000\"\nsteps:\n  - create_index: {name: i, table: fresh, columns: [y]}\n",
      "4:", "no column y");
}

TEST_CASE("the ledger against the files: edited, gone, unknown") {
  Setup s;
  s.project.write("indexes/t.yaml", "t:\n  idx_t_a: {columns: [a]}\n");
  s.project.write("001.yaml", base + "  - create_indexes: indexes/t.yaml\n");
  REQUIRE(s.project.run({"upgrade", "head"}).exit_code == 0);
  s.project.write("indexes/t.yaml", "t:\n  idx_t_a: {columns: [b]}\n");
  Outcome outcome = s.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 4);
  CHECK(has(outcome.err, "indexes/t.yaml"));
  CHECK(s.project.run({"current", "--check"}).exit_code == 4);
  s.project.write("indexes/t.yaml", "t:\n  idx_t_a: {columns: [a]}\n");
  s.project.write("001.yaml", base + "  - create_indexes: indexes/t.yaml\n# a comment\n");
  outcome = s.project.run({"downgrade", "-1"});
  CHECK(outcome.exit_code == 4);
  CHECK(has(outcome.err, "001.yaml"));
  CHECK(has(outcome.err, "stamp"));
  CHECK(s.project.run({"stamp", "001"}).exit_code == 0);
  CHECK(s.project.run({"upgrade", "head"}).exit_code == 0);
  s.project.remove("001.yaml");
  s.project.write("002.yaml", "revision: \"002\"\ndown_revision: null\nsteps: []\n");
  outcome = s.project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 4);
  CHECK(has(outcome.err, "001"));
  CHECK(has(outcome.err, "--purge"));
  CHECK(s.project.run({"stamp", "--purge", "base"}).exit_code == 0);
  CHECK(s.project.text("SELECT count(*) FROM barqdb.revision") == "0");
  CHECK(s.project.run({"current", "--check"}).exit_code == 1);
}

TEST_CASE("what SQL sets for the session ends with its revision") {
  Setup s;
  const std::string role = "q_" + s.project.database();
  s.project.query("CREATE ROLE " + role);
  s.project.write("001.sql",
                  "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nSET statement_timeout = '2s'; SET "
                  "lock_timeout = '2s'; "
                  "SET search_path = pg_catalog; SET enable_seqscan = off; SET ROLE " +
                      role + ";\n");
  s.project.write(
      "002.yaml",
      "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - create_index: {name: idx_t_a, table: t, columns: [a]}\n"
      "  - sql: {up: \"CREATE TABLE seen AS SELECT concat(current_setting('enable_seqscan'), "
      "current_setting('statement_timeout'), current_user) AS s\", down: \"DROP TABLE seen\"}\n");
  const Outcome outcome = s.project.run({"upgrade", "head"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(s.project.text("SELECT s FROM public.seen") == "on0postgres");
}

TEST_CASE("an expression that ends in a comment, names that need quotes, and two schemas with a table of one name") {
  Setup s;
  s.project.query(
      "CREATE SCHEMA \"My S\"; CREATE TABLE \"My S\".t (\"Select\" int); INSERT INTO \"My S\".t VALUES (1)");
  s.project.write("indexes/all.yaml",
                  "'\"My S\".t':\n  \"Idx; DROP\": {columns: [Select]}\nt:\n  idx_expr: {columns: [{expression: "
                  "\"lower(b) -- folded\"}], where: \"c > 0 -- all\"}\n");
  s.project.write("001.yaml", base + "  - create_indexes: indexes/all.yaml\n");
  const Outcome outcome = s.project.run({"upgrade", "head"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(s.project.index("\"My S\".\"Idx; DROP\"") ==
        "CREATE INDEX \"Idx; DROP\" ON \"My S\".t USING btree (\"Select\")");
  CHECK(s.project.run({"downgrade", "base"}).exit_code == 0);
  CHECK(s.project.index("idx_expr").empty());
}

TEST_CASE("a step on an index that SQL of its own revision makes or removes is refused: it is planned before") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 1); CREATE INDEX t_a ON t (a)");
  const auto refused = [&](const std::string& sql, const std::string& step, const std::string& reason) {
    CAPTURE(sql);
    project.write("001.yaml", "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up: \"" + sql +
                                  "\", irreversible: true}\n  - " + step + "\n");
    const Outcome run = project.run({"upgrade", "head"});
    CHECK(run.exit_code == 4);
    CHECK_MESSAGE(has(run.err, reason), run.err);
    CHECK(has(run.err, "001.yaml:5"));
    CHECK(project.text("SELECT string_agg(indexname, ',' ORDER BY indexname) FROM pg_indexes WHERE tablename = 't'") ==
          "t_a");
  };
  refused("CREATE INDEX n ON t (b)", "drop_index: n", "the SQL of step 1 makes n,");
  refused("CREATE INDEX n ON t (b)", "replace_index: {name: n, table: t, columns: [a]}", "makes public.n,");
  refused("DROP INDEX IF EXISTS t_a", "create_index: {name: t_a, table: t, columns: [a]}",
          "drops or renames public.t_a,");
  refused("ALTER INDEX t_a RENAME TO x", "create_index: {name: t_a, table: t, columns: [b]}",
          "drops or renames public.t_a,");
  project.query("ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)");
  refused("ALTER TABLE t DROP CONSTRAINT ck", "add_check: {name: ck, table: t, check: a > 0}",
          "drops or renames public.ck,");
  // What does not meet is as ever.
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up: \"DROP INDEX IF EXISTS other; CREATE "
                "INDEX IF NOT EXISTS t_a ON t (a)\", irreversible: true}\n  - create_index: {name: other, table: t, "
                "columns: [b]}\n  - create_index: {name: t_a, table: t, columns: [a]}\n");
  const Outcome run = project.run({"upgrade", "head"});
  CHECK_MESSAGE(run.exit_code == 0, run.err);
  // Nor does another schema's index of that name, which the search_path does not lead to.
  project.query("CREATE SCHEMA aside; CREATE TABLE aside.t (a int); CREATE INDEX x ON aside.t (a)");
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - sql: {up: ALTER INDEX t_a RENAME TO x, down: "
                "ALTER INDEX x RENAME TO t_a}\n  - drop_index: aside.x\n");
  const Outcome apart = project.run({"upgrade", "head"});
  CHECK_MESSAGE(apart.exit_code == 0, apart.err);
  CHECK(project.index("aside.x").empty());
  CHECK(project.index("x") == "CREATE INDEX x ON public.t USING btree (a)");
  const Outcome back = project.run({"downgrade", "-1"});
  CHECK_MESSAGE(back.exit_code == 0, back.err);
  CHECK(project.index("aside.x") == "CREATE INDEX x ON aside.t USING btree (a)");
  CHECK(project.index("t_a") == "CREATE INDEX t_a ON public.t USING btree (a)");
}

TEST_CASE("streams that the caller closed do not become the connection to the server") {
  Project project(logged_cluster());
  for (int id = 1; id <= 5; ++id) {
    project.write("00" + std::to_string(id) + ".yaml", "revision: \"00" + std::to_string(id) + "\"\ndown_revision: " +
                                                           (id == 1 ? "null" : "\"00" + std::to_string(id - 1) + "\"") +
                                                           "\nsteps:\n  - sql: {up: CREATE TABLE t" +
                                                           std::to_string(id) + " (a int), irreversible: true}\n");
  }
  const Outcome closed =
      run_program({"sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh", BARQDB_BINARY, "upgrade", "head", "-v", "--profile",
                   project.folder() + "/test.yaml", "--migrations", project.migrations()});
  CHECK(closed.exit_code == 3);  // the result could not be written
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "5");
}
