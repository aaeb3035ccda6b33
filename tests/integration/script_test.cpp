// A script leads to the same catalog and the same ledger as the run; roles and servers that will not do are refused
// clearly.
#include <doctest/doctest.h>

#include <fstream>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

void fill(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' FROM generate_series(1, 300) AS i; CREATE INDEX "
      "idx_old ON t (b)");
  project.write("001.sql",
                "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE fresh (x int);\nINSERT INTO "
                "fresh VALUES (1); -- last\n-- barqdb:down\nDROP TABLE fresh;\n");
  project.write("002.yaml", R"yaml(revision: "002"
down_revision: "001"
description: it's "two" \ lines
steps:
  - create_index: {name: idx_t_a, table: t, columns: [a], comment: it's}
  - drop_index: idx_old
  - create_index: {name: idx_fresh, table: fresh, columns: [{expression: "x + 1 -- more"}]}
  - sql: {up: "VACUUM t", irreversible: true, transaction: false}
  - analyze: [t]
)yaml");
}

const char* const catalog_of =
    "SELECT string_agg(x, E'\\n' ORDER BY x) FROM (SELECT pg_get_indexdef(i.indexrelid) || i.indisvalid || "
    "coalesce(obj_description(i.indexrelid), '') "
    "FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid WHERE c.relname IN ('t', 'fresh')) AS s(x)";
const char* const ledger_of =
    "SELECT coalesce((SELECT string_agg(concat_ws('|', revision, down_revisions, description, file, checksum, files, "
    "stamped), E'\\n' ORDER BY revision) FROM "
    "barqdb.revision), '') || E'\\n--\\n' || (SELECT string_agg(concat_ws('|', revision, direction, step, intent, "
    "object, sql, hash, prior, outcome, open), E'\\n' "
    "ORDER BY revision, direction, step, object, id) FROM barqdb.step)";

}  // namespace

TEST_CASE("upgrade --sql through psql: the same catalog and the same ledger") {
  Cluster& cluster = logged_cluster();
  Project by_run(cluster);
  Project by_script(cluster);
  fill(by_run);
  fill(by_script);
  const auto both = [&](const char* command, const char* target) {
    const Outcome run = by_run.run({command, target});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    const Outcome script = by_script.run({command, target, "--sql"});
    REQUIRE_MESSAGE(script.exit_code == 0, script.err);
    ProgramOptions options;
    options.input = script.out;
    const Outcome psql = run_program({cluster.psql(), "-X", "-q", by_script.conninfo()}, options);
    REQUIRE_MESSAGE(psql.exit_code == 0, (psql.err + script.out));
    CHECK(by_run.text(catalog_of) == by_script.text(catalog_of));
    CHECK(by_run.text(ledger_of) == by_script.text(ledger_of));
  };
  both("upgrade", "head");
  CHECK(by_script.run({"upgrade", "head"}).exit_code == 0);
  CHECK(by_script.run({"current", "--check"}).exit_code == 0);
}

TEST_CASE("downgrade --sql through psql: the same catalog and the same ledger, and the session as it was before") {
  Cluster& cluster = logged_cluster();
  Project by_run(cluster);
  Project by_script(cluster);
  for (const Project* project : {&by_run, &by_script}) {
    fill(*project);
    // Sets things for the session, which must not reach the next revision.
    project->write("003.yaml", R"yaml(revision: "003"
down_revision: "002"
steps:
  - sql: {up: "SET search_path = pg_catalog; SET statement_timeout = '5ms'", down: "SET search_path = pg_catalog; SET lock_timeout = '7s'"}
)yaml");
    project->write("004.sql",
                   "-- revision: \"004\"\n-- down_revision: \"003\"\n-- barqdb:up\nCREATE TABLE later (y int);\n"
                   "-- barqdb:down\nDROP TABLE later;\n");
    project->write("002.yaml", R"yaml(revision: "002"
down_revision: "001"
steps:
  - create_index: {name: idx_t_a, table: t, columns: [a], comment: it's}
  - drop_index: idx_old
  - create_index: {name: idx_fresh, table: fresh, columns: [x]}
)yaml");
  }
  const auto psql = [&](const std::string& script) {
    ProgramOptions options;
    options.input = script + "\nSHOW search_path; SHOW statement_timeout; SHOW lock_timeout;\n";
    return run_program({cluster.psql(), "-X", "-q", "-At", by_script.conninfo()}, options);
  };
  const auto both = [&](const char* command, const char* target) {
    CAPTURE(command);
    CAPTURE(target);
    const Outcome run = by_run.run({command, target});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    const Outcome script = by_script.run({command, target, "--sql"});
    REQUIRE_MESSAGE(script.exit_code == 0, script.err);
    const Outcome outcome = psql(script.out);
    REQUIRE_MESSAGE(outcome.exit_code == 0, (outcome.err + script.out));
    CHECK_MESSAGE(has(outcome.out, "\"$user\", public\n0\n0\n"), outcome.out);
    CHECK(by_run.text(catalog_of) == by_script.text(catalog_of));
    CHECK(by_run.text(ledger_of) == by_script.text(ledger_of));
    CHECK(by_script.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
    return script.out;
  };
  CHECK(has(both("upgrade", "head"), "CREATE TABLE IF NOT EXISTS barqdb.revision"));
  // The ledger is there: a role that may only write it can run what follows.
  CHECK_FALSE(has(both("downgrade", "-1"), "CREATE TABLE IF NOT EXISTS barqdb"));
  both("downgrade", "base");
  CHECK(by_script.index("idx_old") == "CREATE INDEX idx_old ON public.t USING btree (b)");
  both("upgrade", "head");
}

TEST_CASE("files whose names hold quotes and backslashes are remembered and known again") {
  Project project(logged_cluster());
  const std::string name = "sql/it's \"odd\" \\ name.sql";
  project.write(name, "CREATE TABLE odd (a int)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up_file: 'sql/it''s \"odd\" \\ "
                "name.sql', down: DROP TABLE odd}\n");
  const Outcome run = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(run.exit_code == 0, run.err);
  CHECK(project.text("SELECT files->0->>0 FROM barqdb.revision") == name);
  CHECK(project.run({"current", "--check"}).exit_code == 0);
  project.write(name, "CREATE TABLE odd (b int)");
  CHECK(project.run({"current", "--check"}).exit_code == 4);
}

TEST_CASE("a range needs no server, and only a script can take one") {
  Project project(logged_cluster());
  fill(project);
  CHECK(project.run({"upgrade", "001:head"}).exit_code == 2);
  CHECK(project.run({"upgrade", "base:001", "--sql"}).exit_code == 0);
}

TEST_CASE("a role without rights is told what it needs") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
  project.query("CREATE ROLE \"r_" + project.database() + "\" LOGIN");
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: idx_t_a, table: t, columns: [a]}\n");
  project.set_user("r_" + project.database());
  const Outcome create = project.run({"upgrade", "head"});
  CHECK(create.exit_code == 3);
  CHECK(has(create.err, "permission denied for database"));
  CHECK(has(create.err, "hint: "));
  CHECK(has(create.err, "CREATE"));
  // The remedy: somebody else makes the schema.
  project.query("CREATE SCHEMA barqdb AUTHORIZATION \"r_" + project.database() + "\"");
  const Outcome owner = project.run({"upgrade", "head"});
  CHECK(owner.exit_code == 3);
  CHECK(has(owner.err, "must be owner of table t"));
  CHECK(has(owner.err, "hint: "));
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass") == "0");
  project.query("ALTER TABLE t OWNER TO \"r_" + project.database() + "\"; GRANT CREATE ON SCHEMA public TO \"r_" +
                project.database() + "\"");
  const Outcome done = project.run({"upgrade", "head"});
  CHECK_MESSAGE(done.exit_code == 0, done.err);
}

TEST_CASE("timeouts of the role do not cut a build off") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 300)");
  const std::string role = "s_" + project.database();
  project.query("CREATE ROLE \"" + role + "\" LOGIN SUPERUSER; ALTER ROLE \"" + role +
                "\" SET statement_timeout = '1s'; ALTER ROLE \"" + role +
                "\" SET lock_timeout = '100ms'; ALTER ROLE \"" + role +
                "\" SET idle_in_transaction_session_timeout = '100ms'");
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: idx_t_a, table: t, columns: [a]}\n");
  project.set_user(role);
  auto blocker = project.connect();
  auto watcher = project.connect();
  blocker.query("BEGIN; UPDATE t SET a = a WHERE false");
  Running run = project.start({"upgrade", "head"});
  await(watcher,
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX "
        "CONCURRENTLY%' AND "
        "clock_timestamp() - query_start > '1.2 s')");
  blocker.query("COMMIT");
  const Outcome outcome = run.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  CHECK_FALSE(project.index("idx_t_a").empty());
}

TEST_CASE("a script puts away every timeout of the role, and gives them back") {
  Project project(logged_cluster());
  const std::string role = "s_" + project.database();
  project.query("CREATE ROLE \"" + role + "\" LOGIN SUPERUSER");
  std::string names;
  for (const std::string& name : project.texts("SELECT name FROM pg_settings WHERE name IN ('statement_timeout', "
                                               "'lock_timeout', 'idle_in_transaction_session_timeout', "
                                               "'idle_session_timeout', 'transaction_timeout') ORDER BY name")) {
    project.query("ALTER ROLE \"" + role + "\" SET " + name + " = '90s'");
    names += (names.empty() ? "" : " || ' ' || ") + ("current_setting('" + name + "')");
  }
  project.query("CREATE TABLE seen (settings text)");
  project.write("001.yaml", "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up: \"INSERT INTO seen SELECT " +
                                names + "\", transaction: false, irreversible: true}\n");
  project.set_user(role);
  const Outcome script = project.run({"upgrade", "head", "--sql"});
  REQUIRE_MESSAGE(script.exit_code == 0, script.err);
  ProgramOptions options;
  options.input = script.out + "\nSELECT " + names + ";\n";
  const Outcome outcome = run_program({project.cluster().psql(), "-X", "-q", "-At", project.conninfo()}, options);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(project.text("SELECT count(*) FROM seen WHERE settings ~ '^0( 0)+$'") == "1");
  CHECK_MESSAGE(has(outcome.out, "90s 90s"), outcome.out);
  CHECK_FALSE(has(outcome.out, "\n0 0"));
}

TEST_CASE("wrong host, database or user: exit 3 or 2 with the target and no secret") {
  Project project(logged_cluster());
  fill(project);
  for (const std::string& url :
       {std::string("postgresql://u:s3cret@127.0.0.1:1/x"),
        "host=" + project.cluster().socket_dir() + " dbname=nowhere user=postgres password=s3cret",
        "host=" + project.cluster().socket_dir() + " user=nobody_here dbname=postgres password=s3cret"}) {
    const Outcome outcome =
        barqdb::test::barqdb({"upgrade", "head", "--database-url", url, "--migrations", project.migrations()});
    CHECK(outcome.exit_code == 3);
    CHECK_FALSE(has(outcome.err, "s3cret"));
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("a standby takes no changes") {
  Cluster cluster;
  Project project(cluster);
  fill(project);
  cluster.stop_immediate();
  std::ofstream(cluster.data_dir() + "/standby.signal").flush();
  cluster.start();
  const Outcome outcome = project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 4);
  CHECK(has(outcome.err, "standby"));
  CHECK(has(outcome.err, "primary"));
}

namespace {

// Each of the steps in a revision of its own, on a table with rows.
void write_chain(const Project& project, const std::vector<std::string>& steps) {
  project.query(
      "CREATE TABLE big (a int, b int, c text); INSERT INTO big SELECT i, i, repeat('x', 60) FROM generate_series(1, "
      "20000) AS i; CREATE INDEX big_a ON big (a)");
  std::string below = "null";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string id = "\"00" + std::to_string(i + 1) + "\"";
    project.write("00" + std::to_string(i + 1) + ".yaml",
                  "revision: " + id + "\ndown_revision: " + below + "\nsteps:\n" + steps[i]);
    below = id;
  }
}

const char* const indexes_of_big =
    "SELECT string_agg(pg_get_indexdef(indexrelid), E'\\n' ORDER BY 1) FROM (SELECT indexrelid FROM pg_index WHERE "
    "indrelid = 'big'::regclass AND indisvalid ORDER BY pg_get_indexdef(indexrelid)) AS i";

std::string sql_step(const std::string& up, const std::string& down) {
  return "  - sql: {up: \"" + up + "\", down: \"" + down + "\"}\n";
}

}  // namespace

TEST_CASE("a script foresees what its own revisions do to an index, and its ledger leads back") {
  const std::vector<std::vector<std::string>> chains = {
      {"  - create_index: {name: n, table: big, columns: [a, b], comment: two}\n", "  - drop_index: n\n"},
      {"  - create_index: {name: n, table: big, columns: [a, b]}\n",
       "  - replace_index: {name: n, table: big, columns: [b, a]}\n",
       "  - replace_index: {name: n, table: big, columns: [b], where: a > 1}\n", "  - drop_index: n\n"},
      {"  - replace_index: {name: big_a, table: big, columns: [a, b]}\n", "  - drop_index: big_a\n"},
      {"  - add_unique: {name: k, table: big, columns: [a], deferrable: true}\n",
       "  - replace_index: {name: k, table: big, columns: [a], unique: true, include: [b]}\n"},
      {sql_step("DROP INDEX big_a", "CREATE INDEX big_a ON big (a)"),
       "  - create_index: {name: big_a, table: big, columns: [a, b]}\n"},
      {sql_step("ALTER INDEX big_a RENAME TO big_x", "ALTER INDEX big_x RENAME TO big_a"),
       "  - create_index: {name: big_a, table: big, columns: [b]}\n"},
  };
  Cluster& cluster = logged_cluster();
  for (const std::vector<std::string>& chain : chains) {
    CAPTURE(chain.back());
    Project by_run(cluster);
    Project by_script(cluster);
    for (const Project* project : {&by_run, &by_script}) write_chain(*project, chain);
    const std::string before = by_run.text(indexes_of_big);
    const Outcome script = by_script.run({"upgrade", "head", "--sql"});
    REQUIRE_MESSAGE(script.exit_code == 0, script.err);
    ProgramOptions options;
    options.input = script.out;
    const Outcome psql = run_program({cluster.psql(), "-X", "-q", by_script.conninfo()}, options);
    REQUIRE_MESSAGE(psql.exit_code == 0, (psql.err + script.out));
    const Outcome run = by_run.run({"upgrade", "head"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    CHECK(by_run.text(indexes_of_big) == by_script.text(indexes_of_big));
    for (std::size_t step = 0; step < chain.size(); ++step) {
      for (const Project* project : {&by_run, &by_script}) {
        const Outcome back = project->run({"downgrade", "-1"});
        REQUIRE_MESSAGE(back.exit_code == 0, back.err);
      }
      CHECK(by_run.text(indexes_of_big) == by_script.text(indexes_of_big));
    }
    CHECK(by_script.text(indexes_of_big) == before);
  }
}

TEST_CASE("a script of the way back keeps what its revisions found as they wanted it") {
  Cluster& cluster = logged_cluster();
  Project project(cluster);
  write_chain(project, {"  - replace_index: {name: big_a, table: big, columns: [a, b]}\n",
                        "  - replace_index: {name: big_a, table: big, columns: [a, b]}\n"});
  const std::string before = project.text(indexes_of_big);
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  const Outcome script = project.run({"downgrade", "base", "--sql"});
  REQUIRE_MESSAGE(script.exit_code == 0, script.err);
  ProgramOptions options;
  options.input = script.out;
  const Outcome psql = run_program({cluster.psql(), "-X", "-q", project.conninfo()}, options);
  REQUIRE_MESSAGE(psql.exit_code == 0, (psql.err + script.out));
  CHECK(project.text(indexes_of_big) == before);
}

TEST_CASE("no script is written for steps on what only SQL of its own revisions makes") {
  const std::vector<std::string> made = {
      sql_step("CREATE INDEX n ON big (a, b)", "DROP INDEX n"),
      sql_step("DO $$ BEGIN EXECUTE 'create index n on big (a, b)'; END $$", "DROP INDEX n")};
  for (const std::string& sql : made) {
    for (const char* step : {"  - drop_index: n\n", "  - replace_index: {name: n, table: big, columns: [b]}\n"}) {
      CAPTURE(sql);
      CAPTURE(step);
      Project project(logged_cluster());
      write_chain(project, {sql, step});
      const Outcome script = project.run({"upgrade", "head", "--sql"});
      CHECK(script.exit_code == 2);
      CHECK_MESSAGE(has(script.err, "which SQL of revision 001 may make"), script.err);
      CHECK(has(script.err, "002.yaml:4"));
      CHECK(project.run({"upgrade", "head", "--dry-run"}).exit_code == 0);
      CHECK(project.run({"upgrade", "head"}).exit_code == 0);
    }
  }
}
