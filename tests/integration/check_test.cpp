// check: the live database held against the chain, every kind of finding with its file and line.
#include <doctest/doctest.h>

#include <fstream>

#include "support/json.hpp"
#include "support/project.hpp"

using namespace barqdb;
using test::Cluster;
using test::has;
using test::Project;

namespace {

using Json = nlohmann::json;

// "check object file:line", sorted as they come; the folder is left out of the file.
std::vector<std::string> findings(const Project& project, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"check", "--format", "json"};
  words.insert(words.end(), more.begin(), more.end());
  const test::Outcome outcome = project.run(words);
  const Json report = Json::parse(outcome.out, nullptr, false);
  REQUIRE_MESSAGE(!report.is_discarded(), outcome.err);
  std::vector<std::string> out;
  for (const Json& finding : report["findings"]) {
    std::string file = finding.value("file", "");
    if (file.starts_with(project.migrations() + "/")) file = file.substr(project.migrations().size() + 1);
    out.push_back(finding["check"].get<std::string>() + " " + finding["object"].get<std::string>() + " " + file + ":" +
                  std::to_string(finding.value("line", 0)));
  }
  CHECK(outcome.exit_code == (out.empty() ? 0 : 1));
  return out;
}

std::vector<std::string> not_examined(const Project& project) {
  std::vector<std::string> out;
  const Json report = Json::parse(project.run({"check", "--format", "json"}).out);
  for (const Json& one : report["not_examined"]) out.push_back(one["object"].get<std::string>());
  return out;
}

using Lines = std::vector<std::string>;

struct Fleet {
  Fleet() : project(Cluster::shared()) {
    project.write("1.sql",
                  "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\n"
                  "CREATE TABLE t (id int PRIMARY KEY, a int, b text, c varchar(10));\n"
                  "CREATE TABLE u (a int UNIQUE, EXCLUDE USING btree (a WITH =));\n"
                  "CREATE INDEX raw_b ON t (lower(b)) WHERE c IN ('x', 'y');\n"
                  "CREATE INDEX ON u (a);\n"
                  "-- barqdb:down\nDROP TABLE t, u;\n");
    project.write(
        "2.yaml",
        "revision: \"2\"\ndown_revision: \"1\"\nsteps:\n"
        "  - create_index: {name: idx_a, table: t, columns: [a, c]}\n"
        "  - create_index: {name: idx_c, table: t, columns: [c], where: \"a BETWEEN 1 AND 2 AND c IN ('p', 'q')\"}\n"
        "  - add_unique: {name: t_b_key, table: t, columns: [b]}\n");
    const test::Outcome applied = project.run({"upgrade", "head"});
    REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
  }
  Project project;
};

}  // namespace

TEST_CASE("after an upgrade there is nothing to find, whatever made the indexes") {
  Fleet fleet;
  CHECK(findings(fleet.project) == Lines{});
  CHECK(not_examined(fleet.project) == Lines{});
  CHECK(has(fleet.project.run({"check"}).out, "nothing found"));
}

TEST_CASE("missing, changed, invalid and extra indexes, each at the place of its definition") {
  Fleet fleet;
  const Project& project = fleet.project;
  project.query("DROP INDEX raw_b");
  CHECK(findings(project) == Lines{"check.missing public.raw_b 1.sql:6"});
  project.query("CREATE INDEX raw_b ON t (lower(b)) WHERE c IN ('x', 'z')");
  CHECK(findings(project) == Lines{"check.changed public.raw_b 1.sql:6"});
  project.query("DROP INDEX raw_b; CREATE INDEX raw_b ON t (lower(b)) WHERE c = 'x' OR c = 'y'");
  CHECK(findings(project) == Lines{"check.changed public.raw_b 1.sql:6"});
  project.query(
      "DROP INDEX raw_b; CREATE INDEX raw_b ON t (lower(b)) WHERE c::text = ANY (ARRAY['x'::varchar, "
      "'y'::varchar]::text[])");
  CHECK(findings(project) == Lines{});

  project.query("DROP INDEX idx_a; CREATE INDEX idx_a ON u (a)");
  CHECK(findings(project) == Lines{"check.changed public.idx_a 2.yaml:4"});
  project.query(
      "DROP INDEX idx_a; CREATE INDEX idx_a ON t (a, c); "
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'idx_a'::regclass");
  CHECK(findings(project) == Lines{"check.invalid public.idx_a 2.yaml:4"});
  project.query("UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'idx_a'::regclass");

  project.query("ALTER TABLE t DROP CONSTRAINT t_b_key; CREATE UNIQUE INDEX t_b_key ON t (b)");
  CHECK(findings(project) == Lines{"check.changed public.t_b_key 2.yaml:6"});
  project.query("ALTER TABLE t ADD UNIQUE USING INDEX t_b_key");
  CHECK(findings(project) == Lines{});

  project.query("CREATE INDEX by_hand ON t (c)");
  CHECK(findings(project) == Lines{"check.extra public.by_hand 2.yaml:6"});
  project.query("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_hand'::regclass");
  CHECK(findings(project) == Lines{"check.invalid public.by_hand 2.yaml:6"});
}

TEST_CASE("an index of a partitioned table that lacks parts is invalid, in the chain or not") {
  Fleet fleet;
  fleet.project.query(
      "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9); "
      "CREATE INDEX idx_p ON ONLY p (a)");
  const Lines found = findings(fleet.project);
  REQUIRE(found.size() == 1);
  CHECK(found.front().starts_with("check.invalid public.idx_p "));
}

TEST_CASE("the index without a name is recognized by its definition") {
  Fleet fleet;
  fleet.project.query("ALTER INDEX u_a_idx RENAME TO other");
  CHECK(findings(fleet.project) == Lines{});
  fleet.project.query("DROP INDEX other");
  CHECK(findings(fleet.project) == Lines{"check.missing public.(unnamed) 1.sql:7"});
}

TEST_CASE("check.ignore of the profile") {
  Fleet fleet;
  fleet.project.query("CREATE INDEX tmp_x ON t (c); CREATE INDEX other ON t (c)");
  fleet.project.set_online("small_table: 1}\ncheck: {ignore: [tmp_*, public.oth*]");
  CHECK(findings(fleet.project) == Lines{});
}

TEST_CASE("revisions: not applied, unknown, edited, several heads") {
  Fleet fleet;
  const Project& project = fleet.project;
  project.write(
      "3.yaml",
      "revision: \"3\"\ndown_revision: \"2\"\nsteps: [{create_index: {name: idx_3, table: t, columns: [b]}}]\n");
  CHECK(findings(project) == Lines{"check.unapplied 3 3.yaml:1"});
  project.query("CREATE INDEX idx_3 ON t (b)");  // as the revision will: not a stranger
  CHECK(findings(project) == Lines{"check.unapplied 3 3.yaml:1"});
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  project.write("4.yaml", "revision: \"4\"\ndown_revision: \"2\"\nsteps: []\n");
  CHECK(findings(project) == Lines{"check.unapplied 4 4.yaml:1", "check.heads 4 4.yaml:2"});
  // With two heads `upgrade head` would be refused.
  CHECK(has(project.run({"check"}).out, "`barqdb upgrade heads` applies it"));
  CHECK(has(project.run({"current"}).out, "`barqdb upgrade heads` applies it"));
  project.remove("4.yaml");
  project.write("3.yaml",
                "revision: \"3\"\ndown_revision: \"2\"\ndescription: edited\nsteps: [{create_index: {name: idx_3, "
                "table: t, columns: [b]}}]\n");
  CHECK(findings(project) == Lines{"check.edited 3 3.yaml:1"});
  project.remove("3.yaml");
  project.query("CREATE INDEX stranger ON t (a)");
  CHECK(findings(project) == Lines{"check.unknown_revision 3 3.yaml:1"});
  // What the unknown revision made nobody knows: it is not called extra, and it is not passed over either.
  CHECK(not_examined(project) == Lines{"public.idx_3", "public.stranger"});
}

TEST_CASE("SQL steps are followed: renames, drops, schemas, columns, constraints") {
  Project project(Cluster::shared());
  project.write(
      "1.sql",
      "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\n"
      "CREATE SCHEMA s; CREATE TABLE t (a int, b int, c text, d text);\n"
      "CREATE INDEX i1 ON t (a); CREATE INDEX i2 ON t (b); CREATE INDEX i3 ON t (c); CREATE UNIQUE INDEX i4 ON t (d);\n"
      "CREATE INDEX i5 ON t (lower(c)) WHERE a > 1; CREATE INDEX i6 ON t (b, d);\n"
      "ALTER INDEX i1 RENAME TO \"I 1\"; DROP INDEX i2; ALTER TABLE t ADD CONSTRAINT t_d UNIQUE USING INDEX i4;\n"
      "ALTER TABLE t RENAME TO \"T\"; ALTER TABLE \"T\" SET SCHEMA s; ALTER TABLE s.\"T\" DROP COLUMN b;\n"
      "CREATE TABLE gone (x int); CREATE INDEX g ON gone (x); DROP TABLE gone;\n"
      "SET search_path = s, public; CREATE TABLE z (q int); CREATE INDEX zi ON z (q);\n"
      "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
      "CREATE INDEX pi ON p (a); CREATE INDEX p1i ON p1 ((a + 1)); CREATE INDEX only_p ON ONLY p ((a + 2));\n"
      "CREATE TABLE l (LIKE z INCLUDING ALL); CREATE INDEX IF NOT EXISTS zi ON z (q, q);\n"
      "-- barqdb:down\nDROP SCHEMA s CASCADE;\n");
  project.write("2.yaml",
                "revision: \"2\"\ndown_revision: \"1\"\nsteps:\n"
                "  - create_index: {name: e, table: s.z, columns: [{expression: q * 2}], where: \"q > 0\"}\n"
                "  - sql: {up: 'ALTER TABLE s.z RENAME q TO \"Q q\"', down: 'ALTER TABLE s.z RENAME \"Q q\" TO q'}\n"
                "  - drop_index: s.i3\n");
  const test::Outcome applied = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
  CHECK(findings(project) == Lines{});
  CHECK(not_examined(project) == Lines{"s.l_q_idx"});
  project.query("DROP INDEX s.\"I 1\"; DROP INDEX s.e; DROP INDEX s.p1i");
  CHECK(findings(project) ==
        Lines{"check.missing s.I 1 1.sql:5", "check.missing s.p1i 1.sql:12", "check.missing s.e 2.yaml:4"});
}

TEST_CASE("an index that takes its table's row, from SQL and from a step") {
  Project project(Cluster::shared());
  project.write("1.sql",
                "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\n"
                "CREATE TABLE people (id int PRIMARY KEY, first text, rel regclass);\n"
                "CREATE FUNCTION name_of(people) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.first';\n"
                "CREATE INDEX by_sql ON people (name_of(people) text_pattern_ops);\n"
                "CREATE INDEX by_self ON people (id) WHERE rel = 'people'::regclass;\n"
                "CREATE INDEX renamed ON people (name_of(people), (id + 1));\n"
                "ALTER TABLE people RENAME ID TO number;\n"
                "-- barqdb:down\nDROP TABLE people CASCADE;\n");
  project.write(
      "2.yaml",
      "revision: \"2\"\ndown_revision: \"1\"\nsteps:\n"
      "  - create_index: {name: by_step, table: people, columns: [{expression: name_of(people)}]}\n"
      "  - create_index: {name: in_part, table: people, columns: [number], where: \"name_of(people.*) <> ''\"}\n");
  const test::Outcome applied = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
  CHECK(findings(project) == Lines{});
  CHECK(not_examined(project) == Lines{});
  project.query(
      "DROP INDEX by_sql; CREATE INDEX by_sql ON people (name_of(people)); "
      "DROP INDEX in_part; CREATE INDEX in_part ON people (number) WHERE name_of(people) <> 'x'; "
      "DROP INDEX renamed; CREATE INDEX renamed ON people (name_of(people), (number + 2))");
  CHECK(findings(project) == Lines{"check.changed public.by_sql 1.sql:6", "check.changed public.renamed 1.sql:8",
                                   "check.changed public.in_part 2.yaml:5"});
  CHECK_FALSE(has(project.run({"check"}).out, "refuses"));
  project.query("ALTER TABLE people RENAME TO persons");
  project.write("3.sql",
                "-- revision: \"3\"\n-- down_revision: \"2\"\n-- barqdb:up\nALTER TABLE people RENAME TO persons;"
                "\n-- barqdb:down\nALTER TABLE persons RENAME TO people;\n");
  REQUIRE(project.run({"stamp", "3"}).exit_code == 0);
  CHECK(findings(project) == Lines{});  // how they speak of the table now is not followed
}

TEST_CASE("names in SQL behind SET search_path are those of that path") {
  Project project(Cluster::shared());
  project.query(
      "CREATE SCHEMA app; CREATE SCHEMA ext; CREATE TABLE t (a text, b int); CREATE TABLE app.u (a text); "
      "CREATE FUNCTION app.norm(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)'; "
      "CREATE FUNCTION public.norm(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)'; "
      "CREATE FUNCTION ext.only_there(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1'");
  project.write("1.sql",
                "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\n"
                "SET search_path = app, public, ext;\n"
                "CREATE INDEX t_norm ON t (norm(a));\n"
                "CREATE INDEX t_there ON public.t (only_there(a));\n"
                "CREATE INDEX u_norm ON u (norm(a)) WHERE a > 'x';\n"
                "RESET search_path;\n"
                "CREATE INDEX t_own ON t (norm(a));\n"
                "-- barqdb:down\nDROP INDEX t_norm, t_there, app.u_norm, t_own;\n");
  project.write("2.yaml",
                "revision: \"2\"\ndown_revision: \"1\"\nsteps: [{create_index: {name: step, table: t, columns: "
                "[{expression: norm(a)}, b]}}]\n");
  const test::Outcome applied = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
  CHECK(findings(project) == Lines{});
  CHECK(not_examined(project) == Lines{});
  project.query(
      "DROP INDEX t_norm; CREATE INDEX t_norm ON t (public.norm(a)); "
      "DROP INDEX t_own; CREATE INDEX t_own ON t (app.norm(a))");
  CHECK(findings(project) == Lines{"check.changed public.t_norm 1.sql:5", "check.changed public.t_own 1.sql:9"});
}

TEST_CASE("the SQL of a finding runs, also where there are partitions, and mends it") {
  Project project(Cluster::shared());
  project.query(
      "CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) "
      "PARTITION BY LIST (b); CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)");
  project.write("1.sql",
                "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\nCREATE INDEX by_sql ON ONLY p (b, a);\n"
                "CREATE INDEX rest ON p (b) INCLUDE (a);\n-- barqdb:down\nDROP INDEX by_sql, rest;\n");
  project.write("2.yaml",
                "revision: \"2\"\ndown_revision: \"1\"\nsteps:\n"
                "  - create_index: {name: whole, table: p, columns: [a]}\n"
                "  - create_index: {name: told, table: p, columns: [b], only: true}\n"
                "  - create_index: {name: told_1, table: p1, columns: [b], only: true, part_of: told}\n"
                "  - create_index: {name: told_11, table: p11, columns: [b], part_of: told_1}\n"
                "  - create_index: {name: leaf, table: p11, columns: [a, b]}\n");
  const test::Outcome applied = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
  CHECK(findings(project) == Lines{});
  project.query("DROP INDEX by_sql; DROP INDEX rest; DROP INDEX whole; DROP INDEX told; DROP INDEX leaf");
  CHECK(findings(project).size() == 7);
  const Json report = Json::parse(project.run({"check", "--format", "json"}).out);
  const auto run = [&](std::string sql) {  // one by one, as psql does
    for (std::size_t end = sql.find(";\n"); !sql.empty(); end = sql.find(";\n")) {
      project.query(sql.substr(0, end));
      sql.erase(0, end == std::string::npos ? end : end + 2);
    }
  };
  for (const Json& finding : report["findings"]) run(finding["sql"]["do"]);
  CHECK(findings(project) == Lines{});
  for (const Json& finding : report["findings"]) {
    const std::string undo = finding["sql"].value("undo", "");
    CHECK(undo.empty() == finding["object"].get<std::string>().starts_with("public.told_"));
    if (!undo.empty()) run(undo);
  }
  CHECK(findings(project).size() == 7);
  for (const Json& finding : report["findings"]) run(finding["sql"]["do"]);
  project.query("DROP INDEX by_sql; CREATE INDEX by_sql ON ONLY p (a, b)");
  CHECK(has(project.run({"check"}).out, "wanted: CREATE INDEX by_sql ON ONLY public.p USING btree (b, a)"));
}

TEST_CASE("the parts of a partitioned index go with it, and know it by its new name") {
  Project project(Cluster::shared());
  project.write(
      "1.sql",
      "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE p (a int, b int) PARTITION BY LIST (a);\n"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
      "CREATE INDEX by_sql ON ONLY p (b);\nCREATE INDEX by_sql_1 ON p1 (b);\n"
      "ALTER INDEX by_sql ATTACH PARTITION by_sql_1;\n-- barqdb:down\nDROP TABLE p;\n");
  project.write(
      "2.yaml",
      "revision: \"2\"\ndown_revision: \"1\"\nsteps:\n"
      "  - create_index: {name: whole, table: p, columns: [a], only: true}\n"
      "  - create_index: {name: part, table: p1, columns: [a], part_of: whole}\n"
      "  - sql: {up: ALTER INDEX whole RENAME TO renamed, down: ALTER INDEX renamed RENAME TO whole}\n"
      "  - sql: {up: ALTER INDEX by_sql RENAME TO sql_renamed, down: ALTER INDEX sql_renamed RENAME TO by_sql}\n");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(findings(project) == Lines{});
  project.write("3.yaml",
                "revision: \"3\"\ndown_revision: \"2\"\nsteps: [{drop_index: renamed}, {drop_index: sql_renamed}]\n");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(findings(project) == Lines{});
}

TEST_CASE("SQL that hides what it does: nothing is called extra, and the report says so") {
  Project project(Cluster::shared());
  project.write("1.sql",
                "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\n"
                "CREATE TABLE t (a int);\nDO $$ BEGIN EXECUTE 'CREATE INDEX hidden ON t (a)'; END $$;\n"
                "-- barqdb:down\nDROP TABLE t;\n");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(findings(project) == Lines{});
  CHECK(not_examined(project) == Lines{"public.hidden"});
  CHECK(has(project.run({"check"}).out, "1.sql:5"));
}

TEST_CASE("a DO block that has nothing to do with indexes hides none") {
  Project project(Cluster::shared());
  project.write("1.sql",
                "-- revision: \"1\"\n-- down_revision: null\n-- barqdb:up\n"
                "CREATE TABLE t (a int);\nDO $$ BEGIN EXECUTE 'ALTER TABLE t ENABLE ROW LEVEL SECURITY'; END $$;\n"
                "SELECT setval('s', 1) FROM pg_class WHERE false;\n"
                "-- barqdb:down\nDROP TABLE t;\n");
  project.query("CREATE SEQUENCE s");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  project.query("CREATE INDEX by_hand ON t (a)");
  CHECK(findings(project) == Lines{"check.extra public.by_hand 1.sql:1"});
}

TEST_CASE("every format, --fail-on, and a role without TEMPORARY") {
  Fleet fleet;
  const Project& project = fleet.project;
  project.query("CREATE INDEX by_hand ON t (c)");
  CHECK(has(project.run({"check", "--format", "sarif"}).out, "\"check.extra\""));
  CHECK(has(project.run({"check", "--format", "github"}).out, "::warning"));
  CHECK(has(project.run({"check", "--format", "junit"}).out, "<testcase"));
  CHECK(has(project.run({"check", "--format", "markdown"}).out, "check.extra"));
  CHECK(project.run({"check", "--fail-on", "error"}).exit_code == 0);
  CHECK(project.run({"check", "--fail-on", "check.extra"}).exit_code == 1);
}

TEST_CASE("--fail-on takes every id of the page, and no other") {
  Fleet fleet;
  std::ifstream page(std::string(BARQDB_SOURCE_DIR) + "/docs/check.md");
  int ids = 0;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `check.")) continue;
    const std::string id = line.substr(3, line.find('`', 3) - 3);
    CHECK_MESSAGE(fleet.project.run({"check", "--fail-on", id}).exit_code == 0, id);
    ++ids;
  }
  CHECK(ids == 10);
  const test::Outcome typo = fleet.project.run({"check", "--fail-on", "check.mising"});
  CHECK(typo.exit_code == 2);
  CHECK(has(typo.err, "did you mean 'check.missing'?"));
}

TEST_CASE("the fleet's chain is clean, and checked within half a second") {
  Project project(Cluster::shared());
  const std::string source = std::string(BARQDB_SOURCE_DIR) + "/migrations";
  const auto run = [&](std::vector<std::string> words) {
    for (const std::string& word :
         {std::string("--database-url"), project.conninfo(), std::string("--migrations"), source})
      words.push_back(word);
    return test::barqdb(words);
  };
  REQUIRE(run({"upgrade", "head"}).exit_code == 0);
  const test::Outcome checked = run({"check", "--format", "json"});
  CHECK_MESSAGE(checked.exit_code == 0, checked.out);
  const Json report = Json::parse(checked.out);
  CHECK(report["findings"].empty());
  CHECK_MESSAGE(report["not_examined"].empty(), report["not_examined"].dump());
  CHECK(report["metrics"]["wanted_indexes"].get<int>() > 200);
}
