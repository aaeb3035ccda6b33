// Chains made of other tools' migrations: they run forward and back on a real server, and a database that the other
// tool made has nothing pending once it is stamped.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

// A folder of another tool beside the migrations that are made of it.
struct Adoption {
  Project project{Cluster::shared()};
  TemporaryFolder other;

  Outcome import(const std::string& tool, const std::string& path = "", std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"import", tool, path.empty() ? other.path() : path};
    words.insert(words.end(), more.begin(), more.end());
    return project.run(words);
  }
  void check_import(const std::string& tool, const std::string& path = "", std::vector<std::string> more = {}) const {
    const Outcome outcome = import(tool, path, std::move(more));
    REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  }
  // There and, where everything has a way back, back again.
  void check_runs(bool reversible = true) const {
    const Outcome up = project.run({"upgrade", "head"});
    REQUIRE_MESSAGE(up.exit_code == 0, up.err);
    CHECK(project.run({"current", "--check"}).exit_code == 0);
    const Outcome down = project.run({"downgrade", "base"});
    CHECK_MESSAGE(down.exit_code == (reversible ? 0 : 4), down.err);
    if (reversible) CHECK(tables() == "0");
  }
  std::string tables() const {
    return project.text(
        "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
        "WHERE c.relkind = 'r' AND n.nspname = 'public'");
  }
  void check_stamped(const std::vector<std::string>& words = {"stamp"}) const {
    const Outcome stamp = project.run(words);
    REQUIRE_MESSAGE(stamp.exit_code == 0, stamp.err);
    CHECK(project.run({"current", "--check"}).exit_code == 0);
    CHECK(has(project.run({"upgrade", "head"}).out, "nothing to do"));
  }
};

void write_dbmate(const TemporaryFolder& folder) {
  folder.write("20230101000000_create_users.sql",
               "-- migrate:up\nCREATE TABLE users (\n  id serial PRIMARY KEY,\n  email text NOT NULL\n);\n\n"
               "-- migrate:down\nDROP TABLE users;\n");
  folder.write("20230102000000_touch.sql",
               "-- migrate:up\r\nCREATE FUNCTION touch() RETURNS int LANGUAGE plpgsql AS $$\r\nBEGIN\r\n  RETURN 1;\r\n"
               "END;\r\n$$;\r\n\r\n-- migrate:down\r\nDROP FUNCTION touch();\r\n");
  folder.write("20230103000000_index_email.sql",
               "-- migrate:up transaction:false\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email\n"
               "  ON users (lower(email)) WHERE email IS NOT NULL;\n\n-- migrate:down transaction:false\n"
               "DROP INDEX CONCURRENTLY IF EXISTS users_email;\n");
  folder.write("20230104000000_vacuum.sql",
               "-- migrate:up transaction:false\nVACUUM users;\n\n-- migrate:down\nSELECT 1;\n");
}

}  // namespace

TEST_CASE("dbmate: sections, transaction:false, a concurrent index as a step, carriage returns") {
  Adoption adoption;
  write_dbmate(adoption.other);
  adoption.check_import("dbmate");
  const Outcome show = adoption.project.run({"show", "20230103000000", "--offline"});
  CHECK(has(show.out, "create_index"));
  adoption.check_runs();
}

TEST_CASE("dbmate: a database of its own is taken over, gaps are refused") {
  Adoption adoption;
  write_dbmate(adoption.other);
  adoption.check_import("dbmate");
  adoption.project.query(
      "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);"
      "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);"
      "INSERT INTO schema_migrations VALUES ('20230101000000'), ('20230103000000'), ('20230104000000')");
  const Outcome gap = adoption.project.run({"stamp", "--from", "dbmate"});
  CHECK(gap.exit_code == 4);
  CHECK(has(gap.err, "20230102000000"));
  adoption.project.query("INSERT INTO schema_migrations VALUES ('20230102000000')");
  adoption.check_stamped();
}

TEST_CASE("dbmate: a marker begins its line and is a word of its own; a file has one of each") {
  Adoption adoption;
  adoption.other.write("1_a.sql",
                       "-- migrate:update of 2023: two tables\n--migrate:up\nCREATE TABLE a (x int);\n"
                       "  -- migrate:down would be written like this\nCREATE TABLE b (x int);\n-- migrate:down\t\n"
                       "DROP TABLE a; DROP TABLE b;\n");
  adoption.check_import("dbmate");
  adoption.check_runs();
  Adoption twice;
  twice.other.write("1_a.sql",
                    "-- migrate:up\nCREATE TABLE a (x int);\n-- migrate:down\nDROP TABLE a;\n-- migrate:up\n"
                    "CREATE TABLE b (x int);\n-- migrate:down\nDROP TABLE b;\n");
  const Outcome refused = twice.import("dbmate");
  CHECK(refused.exit_code == 2);
  CHECK(has(refused.err, "1_a.sql:5"));
}

TEST_CASE("goose: a block ends its statement without a semicolon") {
  Adoption adoption;
  adoption.other.write(
      "1_a.sql",
      "-- +goose Up\n-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n  RETURN 1;\n"
      "END;\n$$ LANGUAGE plpgsql -- no more\n-- +goose StatementEnd\nCREATE TABLE a (x int DEFAULT f());\n"
      "-- +goose Down\n-- +goose StatementBegin\nDROP TABLE a\n-- +goose StatementEnd\n"
      "-- +goose StatementBegin\nDROP FUNCTION f\n-- +goose StatementEnd\n");
  adoption.check_import("goose");
  adoption.check_runs();
}

TEST_CASE("goose: versions are numbers, and their order is that of numbers") {
  Adoption adoption;
  adoption.other.write("1_a.sql", "-- +goose Up\nCREATE TABLE a (x int);\n-- +goose Down\nDROP TABLE a;\n");
  adoption.other.write("2_b.sql", "-- +goose Up\nALTER TABLE a ADD y int;\n-- +goose Down\nALTER TABLE a DROP y;\n");
  adoption.other.write("10_c.sql",
                       "-- +goose Up\nALTER TABLE a RENAME y TO z;\n-- +goose Down\n"
                       "ALTER TABLE a RENAME z TO y;\n");
  adoption.check_import("goose");
  adoption.check_runs();
}

TEST_CASE("goose: statement blocks, no transaction, versions with leading zeros") {
  Adoption adoption;
  adoption.other.write("00001_create_posts.sql",
                       "-- +goose Up\nCREATE TABLE post (id int NOT NULL, title text, PRIMARY KEY(id));\n\n"
                       "-- +goose Down\nDROP TABLE post;\n");
  adoption.other.write("00002_function.sql",
                       "-- +goose Up\n-- +goose StatementBegin\nCREATE OR REPLACE FUNCTION histories(a int) RETURNS "
                       "void AS $$\nBEGIN\n  PERFORM 1; PERFORM 2;\nEND;\n$$ language plpgsql;\n-- +goose "
                       "StatementEnd\n-- +goose Down\n-- +goose StatementBegin\nDROP FUNCTION histories(int);\n"
                       "-- +goose StatementEnd\n");
  adoption.other.write("00003_index.sql",
                       "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY post_title ON post (title "
                       "text_pattern_ops);\n-- +goose Down\nDROP INDEX CONCURRENTLY post_title;\n");
  adoption.check_import("goose");
  adoption.check_runs();
  adoption.project.query(
      "CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint NOT NULL, is_applied boolean NOT NULL, "
      "tstamp timestamp DEFAULT now());"
      "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (1, true), (2, true), (3, true), "
      "(3, false), (3, true)");
  adoption.check_stamped();
  adoption.project.query("INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, false)");
  REQUIRE(adoption.project.run({"stamp", "--from", "goose"}).exit_code == 0);
  CHECK(adoption.project.run({"current", "--check"}).exit_code == 1);
}

TEST_CASE("golang-migrate: pairs of files, BEGIN and COMMIT inside, the last version stands for all before") {
  Adoption adoption;
  adoption.other.write("9_a.up.sql", "BEGIN;\n\nCREATE TABLE a (x int);\nCREATE TABLE b (x int);\n\nCOMMIT;\n");
  adoption.other.write("9_a.down.sql", "BEGIN;\nDROP TABLE b;\nDROP TABLE a;\nCOMMIT;\n");
  adoption.other.write("10_index.up.sql", "CREATE INDEX CONCURRENTLY a_x ON a (x DESC NULLS LAST) INCLUDE (x);\n");
  adoption.other.write("10_index.down.sql", "DROP INDEX CONCURRENTLY a_x;\n");
  adoption.other.write("11_empty.up.sql", "");
  adoption.other.write("11_empty.down.sql", "");
  adoption.check_import("golang-migrate");
  adoption.check_runs();
  adoption.project.query(
      "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
      "INSERT INTO schema_migrations VALUES (11, true)");
  const Outcome dirty = adoption.project.run({"stamp"});
  CHECK(dirty.exit_code == 4);
  CHECK(has(dirty.err, "version 11 half applied"));
  adoption.project.query("UPDATE schema_migrations SET dirty = false");
  adoption.check_stamped({"stamp", "--from", "golang-migrate"});
}

TEST_CASE("golang-migrate: the halves of a migration belong together by version, not by name") {
  Adoption adoption;
  adoption.other.write("1_init.up.sql", "CREATE TABLE a (x int);\n");
  adoption.other.write("1_initial.down.sql", "DROP TABLE a;\n");
  adoption.check_import("golang-migrate");
  adoption.check_runs();
  adoption.other.write("2_b.down.sql", "DROP TABLE b;\n");
  adoption.project.remove("1_init.sql");
  const Outcome alone = adoption.import("golang-migrate");
  CHECK(alone.exit_code == 2);
  CHECK(has(alone.err, "2_b.down.sql has no 2_*.up.sql"));
}

TEST_CASE("sqitch: folders and ending of the configuration; commands of psql that do nothing") {
  Adoption adoption;
  adoption.other.write("sqitch.conf",
                       "[core]\n\tengine = pg\n\ttop_dir = nowhere\n\textension = ddl\n[engine \"pg\"]\n"
                       "\ttop_dir = \"db\"\n\trevert_dir = back\n");
  adoption.other.write("db/sqitch.plan", "%project=x\n\na 2023-01-01T00:00:00Z M <m@example.com> # a\n");
  adoption.other.write("db/deploy/a.ddl", "\\set ON_ERROR_STOP on\n\\echo building\nCREATE TABLE a (x int);\n");
  adoption.other.write("back/a.ddl", "DROP TABLE a;\n");
  adoption.check_import("sqitch");
  adoption.check_runs();
}

TEST_CASE("sqitch: the plan's order, tags, a reworked change, scripts in a transaction") {
  Adoption adoption;
  const TemporaryFolder& other = adoption.other;
  other.write("sqitch.conf", "[core]\n\tengine = pg\n\t# top_dir = .\n");
  other.write("sqitch.plan",
              "%syntax-version=1.0.0\n%project=flipr\n%uri=https://example.org/flipr/\n\n"
              "appschema 2023-01-01T00:00:00Z Marge N. O'Vera <marge@example.com> # Adds the app schema.\n"
              "users [appschema] 2023-01-02T00:00:00Z Marge N. O'Vera <marge@example.com> # Users [all of them].\n"
              "@v1.0 2023-01-03T00:00:00Z Marge N. O'Vera <marge@example.com> # Tag v1.0\n\n"
              "api/count-users [users other:thing] 2023-01-04T00:00:00Z Marge <marge@example.com> # Counts.\n"
              "users [users@v1.0] 2023-01-05T00:00:00Z Marge <marge@example.com> # A column more.\n");
  const auto script = [&](const std::string& name, const std::string& up, const std::string& down) {
    other.write("deploy/" + name + ".sql", "-- Deploy " + name + " to pg\n\nBEGIN;\n\n" + up + "\n\nCOMMIT;\n");
    other.write("revert/" + name + ".sql", "-- Revert " + name + "\n\nBEGIN;\n\n" + down + "\n\nCOMMIT;\n");
  };
  script("appschema", "CREATE SCHEMA flipr;", "DROP SCHEMA flipr;");
  script("users@v1.0", "CREATE TABLE flipr.users (nickname text PRIMARY KEY);", "DROP TABLE flipr.users;");
  script("api/count-users",
         "CREATE FUNCTION flipr.count_users() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM flipr.users $$;",
         "DROP FUNCTION flipr.count_users();");
  script("users", "ALTER TABLE flipr.users ADD COLUMN seen timestamptz;", "ALTER TABLE flipr.users DROP COLUMN seen;");
  const Outcome imported = adoption.import("sqitch");
  REQUIRE_MESSAGE(imported.exit_code == 0, imported.err);
  CHECK(has(imported.out, "other:thing of another project"));
  const Outcome history = adoption.project.run({"history"});
  CHECK(has(history.out, "users.2"));
  CHECK(adoption.project.run({"upgrade", "v1.0"}).exit_code == 0);
  CHECK(adoption.project.text("SELECT to_regclass('flipr.users')") == "flipr.users");
  adoption.check_runs();

  adoption.project.query(
      "CREATE SCHEMA sqitch; CREATE TABLE sqitch.changes (change_id text PRIMARY KEY, script_hash text, change text "
      "NOT "
      "NULL, project text NOT NULL, note text NOT NULL DEFAULT '', committed_at timestamptz NOT NULL DEFAULT "
      "clock_timestamp(), planned_at timestamptz NOT NULL DEFAULT now());"
      "INSERT INTO sqitch.changes (change_id, change, project) VALUES ('a', 'appschema', 'flipr'), ('b', 'users', "
      "'flipr'), ('c', 'api/count-users', 'flipr')");
  REQUIRE(adoption.project.run({"stamp"}).exit_code == 0);
  CHECK(has(adoption.project.run({"current"}).out, "api_count_users"));
  adoption.project.query("INSERT INTO sqitch.changes (change_id, change, project) VALUES ('d', 'users', 'flipr')");
  adoption.check_stamped();
}

TEST_CASE("alembic: a version table of another name is no part of the revisions") {
  Adoption adoption;
  const std::string begin = "BEGIN;\n\n", table =
                                              "CREATE TABLE app.my_versions (\n    version_num VARCHAR(32) NOT NULL, \n"
                                              "    CONSTRAINT my_versions_pkc PRIMARY KEY (version_num)\n);\n\n";
  adoption.other.write("up.sql",
                       begin + table +
                           "-- Running upgrade  -> a1\n\nCREATE TABLE a (x int);\n\nINSERT INTO app.my_versions "
                           "(version_num) VALUES ('a1');\n\nCOMMIT;\n");
  adoption.other.write("down.sql",
                       begin +
                           "-- Running downgrade a1 -> \n\nDROP TABLE a;\n\nDELETE FROM app.my_versions WHERE "
                           "app.my_versions.version_num = 'a1';\n\nDROP TABLE app.my_versions;\n\nCOMMIT;\n");
  adoption.check_import("alembic", adoption.other.path() + "/up.sql", {"--down", adoption.other.path() + "/down.sql"});
  adoption.check_runs();
}

TEST_CASE("flyway: versions with dots, repeatable ones left out, a failed one refused") {
  Adoption adoption;
  adoption.project.write("1.yaml", "revision: \"1\"\ndown_revision: null\nsteps: []\n");
  adoption.project.write("1.1.yaml", "revision: \"1.1\"\ndown_revision: \"1\"\nsteps: []\n");
  adoption.project.query(
      "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50), description "
      "varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum int, success boolean "
      "NOT NULL);"
      "INSERT INTO flyway_schema_history VALUES (1, '1', 'init', 'SQL', 'V1__init.sql', 1, true), "
      "(2, '1.1', 'more', 'SQL', 'V1_1__more.sql', 1, true), (3, NULL, 'view', 'SQL', 'R__view.sql', 1, true)");
  adoption.check_stamped();
  adoption.project.query("INSERT INTO flyway_schema_history VALUES (4, '1.2', 'x', 'SQL', 'V1_2__x.sql', 1, false)");
  CHECK(adoption.project.run({"stamp"}).exit_code == 4);
}

TEST_CASE("flyway: a folder runs, with what it has of ways back") {
  Adoption adoption;
  adoption.other.write("V1__users.sql", "CREATE TABLE users (x int);\n");
  adoption.other.write("U1__users.sql", "DROP TABLE users;\n");
  adoption.other.write("V1_1__more.sql", "ALTER TABLE users ADD y int;\n");
  adoption.other.write("U1.1__more.sql", "ALTER TABLE users DROP y;\n");
  adoption.check_import("flyway");
  adoption.check_runs();
  adoption.other.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT x FROM users;\n");
  Adoption repeatable;
  repeatable.check_import("flyway", adoption.other.path());
  repeatable.check_runs(/*reversible=*/false);
}

TEST_CASE("flyway: a repeatable migration counts where all versions before it do") {
  Adoption adoption;
  adoption.other.write("V1__users.sql", "CREATE TABLE users (x int);\n");
  adoption.other.write("U1__users.sql", "DROP TABLE users;\n");
  adoption.other.write("V1_1__more.sql", "ALTER TABLE users ADD y int;\n");
  adoption.other.write("U1.1__more.sql", "ALTER TABLE users DROP y;\n");
  adoption.other.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT x FROM users;\n");
  adoption.check_import("flyway");
  adoption.check_runs(/*reversible=*/false);
  adoption.project.query(
      "DROP SCHEMA barqdb CASCADE; CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version "
      "varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL, "
      "checksum int, success boolean NOT NULL);"
      "INSERT INTO flyway_schema_history VALUES (1, '1', 'users', 'SQL', 'V1__users.sql', 1, true), "
      "(2, NULL, 'view', 'SQL', 'sql/R__view.sql', 1, true)");
  REQUIRE(adoption.project.run({"stamp"}).exit_code == 0);
  CHECK(has(adoption.project.run({"current"}).out, "applied 1, pending 2"));
  adoption.project.query(
      "INSERT INTO flyway_schema_history VALUES (3, '1.1', 'more', 'SQL', 'V1_1__more.sql', 1, true)");
  adoption.check_stamped();
}

TEST_CASE("stamp: no tool, several tools, versions that the chain does not have") {
  Adoption adoption;
  adoption.project.write("1.yaml", "revision: \"1\"\ndown_revision: null\nsteps: []\n");
  CHECK(adoption.project.run({"stamp"}).exit_code == 2);
  adoption.project.query(
      "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY);"
      "INSERT INTO alembic_version VALUES ('beef')");
  const Outcome unknown = adoption.project.run({"stamp"});
  CHECK(unknown.exit_code == 4);
  CHECK(has(unknown.err, "beef"));
  adoption.project.query("CREATE TABLE schema_migrations (version text)");
  const Outcome several = adoption.project.run({"stamp"});
  CHECK(several.exit_code == 2);
  CHECK(has(several.err, "alembic (public.alembic_version), dbmate (public.schema_migrations)"));
  CHECK(adoption.project.run({"stamp", "1", "--from", "dbmate"}).exit_code == 2);
}

TEST_CASE("stamp: a version table with a name of its own, told by its columns; one of several") {
  Adoption adoption;
  adoption.project.write("1.yaml", "revision: \"1\"\ndown_revision: null\nsteps: []\n");
  adoption.project.query(
      "CREATE SCHEMA ops; CREATE TABLE ops.\"Versions\" (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
      "version_id "
      "bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp DEFAULT now());"
      "INSERT INTO ops.\"Versions\" (version_id, is_applied) VALUES (0, true), (1, true)");
  const Outcome none = adoption.project.run({"stamp", "--from", "goose"});
  CHECK(none.exit_code == 2);
  CHECK(has(none.err, "--table"));
  CHECK(adoption.project.run({"stamp", "--from", "dbmate", "--table", "ops.Versions"}).exit_code == 2);
  CHECK(adoption.project.run({"stamp", "1", "--table", "ops.Versions"}).exit_code == 2);
  for (const char* table : {"Versions", "ops.Versions"}) adoption.check_stamped({"stamp", "--table", table});
  adoption.project.query(
      "CREATE TABLE schema_migrations (version text); CREATE TABLE ops.schema_migrations (version text);"
      "INSERT INTO ops.schema_migrations VALUES ('1')");
  CHECK(adoption.project.run({"stamp", "base"}).exit_code == 0);
  CHECK(adoption.project.run({"stamp"}).exit_code == 2);
  adoption.check_stamped({"stamp", "--table", "ops.schema_migrations"});
}

TEST_CASE("what a revision cannot do is refused with its line, and nothing is written") {
  Adoption adoption;
  adoption.other.write("1_a.up.sql", "CREATE TABLE a (x int);\nCOMMIT;\nCREATE TABLE b (x int);\n");
  const Outcome middle = adoption.import("golang-migrate");
  CHECK(middle.exit_code == 2);
  CHECK(has(middle.err, "1_a.up.sql:2"));
  CHECK(adoption.import("goose").exit_code == 2);
  CHECK(adoption.import("dbmate").exit_code == 2);
  CHECK(adoption.import("sqitch").exit_code == 2);
  CHECK(adoption.import("dbmate", adoption.other.path() + "/missing").exit_code == 2);
  CHECK(std::filesystem::is_empty(adoption.project.migrations()));
  adoption.project.write("1.yaml", "revision: \"1\"\ndown_revision: null\nsteps: []\n");
  adoption.other.write("1_a.up.sql", "CREATE TABLE a (x int);\n");
  const Outcome taken = adoption.import("golang-migrate");
  CHECK(taken.exit_code == 4);
  CHECK(has(taken.err, "has revisions already"));
}

TEST_CASE("no way back is irreversible; goose in Go and commands of psql are refused") {
  Adoption adoption;
  adoption.other.write("1_a.up.sql", "CREATE TABLE a (x int);\n");
  adoption.check_import("golang-migrate");
  adoption.check_runs(/*reversible=*/false);
  Adoption go;
  go.other.write("00001_x.go", "package migrations\n");
  const Outcome refused = go.import("goose");
  CHECK(refused.exit_code == 2);
  CHECK(has(refused.err, "is written in Go"));
  Adoption psql;
  psql.other.write("sqitch.plan", "%project=x\n\na 2023-01-01T00:00:00Z M <m@example.com> # a\n");
  psql.other.write("deploy/a.sql", "BEGIN;\n\\set x 1\nSELECT 1;\nCOMMIT;\n");
  const Outcome meta = psql.import("sqitch");
  CHECK(meta.exit_code == 2);
  CHECK(has(meta.err, "deploy/a.sql:2"));
}

namespace {

const char* const env_py = R"py(
from alembic import context
from sqlalchemy import create_engine
url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(dialect_name="postgresql", literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        if hasattr(connection, "commit"):
            connection.commit()
)py";

std::string alembic_revision(const std::string& id, const std::string& parent, const std::string& up,
                             const std::string& down) {
  return "from alembic import op\nimport sqlalchemy as sa\nrevision = '" + id + "'\ndown_revision = " + parent +
         "\nbranch_labels = None\ndepends_on = None\n\ndef upgrade():\n" + up + "\n\ndef downgrade():\n" + down + "\n";
}

Outcome alembic(const TemporaryFolder& folder, std::vector<std::string> words) {
  std::vector<std::string> command = {"/usr/bin/python3", "-m", "alembic", "-c", folder.path() + "/alembic.ini"};
  command.insert(command.end(), words.begin(), words.end());
  return run_program(command, {.folder = folder.path(), .environment = {}, .input = ""});
}

void write_alembic(const Adoption& adoption) {
  const TemporaryFolder& folder = adoption.other;
  folder.write("alembic.ini", "[alembic]\nscript_location = " + folder.path() +
                                  "/scripts\nsqlalchemy.url = postgresql+psycopg2://postgres@/" +
                                  adoption.project.database() + "?host=" + adoption.project.cluster().socket_dir() +
                                  "\n");
  folder.write("scripts/env.py", env_py);
  folder.write("scripts/versions/a.py",
               alembic_revision("1975ea83b712", "None",
                                "    op.create_table('account', sa.Column('id', sa.Integer, primary_key=True), "
                                "sa.Column('name', sa.String(50), nullable=False))",
                                "    op.drop_table('account')"));
  folder.write("scripts/versions/b.py", alembic_revision("27c6a30d7c24", "'1975ea83b712'",
                                                         "    op.add_column('account', sa.Column('last', sa.DateTime))",
                                                         "    op.drop_column('account', 'last')"));
  folder.write("scripts/versions/c.py",
               alembic_revision("ae1027a6acf0", "'1975ea83b712'",
                                "    op.execute(\"INSERT INTO account (name) VALUES ('a;b')\")",
                                "    op.execute(\"DELETE FROM account WHERE name = 'a;b'\")"));
  folder.write("scripts/versions/d.py",
               alembic_revision("d0d0d0d0d0d0", "('27c6a30d7c24', 'ae1027a6acf0')",
                                "    with op.get_context().autocommit_block():\n"
                                "        op.execute('CREATE INDEX CONCURRENTLY account_name ON account (name)')",
                                "    with op.get_context().autocommit_block():\n"
                                "        op.execute('DROP INDEX CONCURRENTLY account_name')"));
}

}  // namespace

TEST_CASE("alembic itself: its offline scripts become a chain with branches and a merge, its database is taken over") {
  Adoption adoption;
  write_alembic(adoption);
  const Outcome version = alembic(adoption.other, {"--version"});
  if (version.exit_code != 0) {
    MESSAGE("alembic is not installed: " << version.err);
    return;
  }
  const Outcome up = alembic(adoption.other, {"upgrade", "base:heads", "--sql"});
  REQUIRE_MESSAGE(up.exit_code == 0, up.err);
  const Outcome down = alembic(adoption.other, {"downgrade", "heads:base", "--sql"});
  adoption.other.write("up.sql", up.out);
  if (down.exit_code == 0) adoption.other.write("down.sql", down.out);
  const std::string folder = adoption.other.path();
  REQUIRE_MESSAGE(down.exit_code == 0, down.err);
  adoption.check_import("alembic", folder + "/up.sql", {"--down", folder + "/down.sql"});
  const Outcome show = adoption.project.run({"show", "d0d0d0d0d0d0", "--offline"});
  CHECK(has(show.out, "create_index"));
  CHECK(has(show.out, "merge"));
  adoption.check_runs();

  const Outcome made = alembic(adoption.other, {"upgrade", "heads"});
  REQUIRE_MESSAGE(made.exit_code == 0, made.err);
  adoption.project.query("DROP SCHEMA barqdb CASCADE");
  adoption.check_stamped();
  CHECK(adoption.project.run({"stamp", "--from", "goose"}).exit_code == 2);
}
