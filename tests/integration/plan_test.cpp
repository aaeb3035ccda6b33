// plan: what is shown is what the run sends, and a plan that was written down is run exactly so or not at all.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "support/json.hpp"
#include "support/project.hpp"
#include "support/stop.hpp"

using namespace barqdb::test;
using nlohmann::json;

namespace {

constexpr const char* base = "down_revision: null\nsteps:\n";

// A table with rows in which every build is concurrent, and a chain of every kind of operation.
void with_chain(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text, c int); INSERT INTO t SELECT i, 'x' || i, 7 FROM generate_series(1, 300) AS i; "
      "CREATE INDEX idx_old ON t (c); ANALYZE t");
  project.write("001.yaml", "revision: \"001\"\n" + std::string(base) + R"yaml(
  - sql: {up: "CREATE TABLE fresh (id bigint PRIMARY KEY, x int); INSERT INTO fresh VALUES (1, 1)", down: "DROP TABLE fresh"}
  - create_index: {name: idx_fresh_x, table: fresh, columns: [x]}
  - create_index: {name: idx_t_a, table: t, columns: [a], unique: true, comment: "it's a"}
  - drop_index: idx_old
  - add_check: {name: t_a_check, table: t, check: "a > 0"}
  - sql: {up: "VACUUM t; VACUUM fresh", irreversible: true, transaction: false}
)yaml");
  project.write("002.yaml", R"yaml(revision: "002"
down_revision: "001"
steps:
  - sql: {up: "ALTER TABLE t ADD COLUMN d int", down: "ALTER TABLE t DROP COLUMN d"}
  - create_index: {name: idx_t_d, table: t, columns: [d]}
  - replace_index: {name: idx_t_a, table: t, columns: [a, b]}
)yaml");
}

json plan_of(const Project& project, std::vector<std::string> words) {
  words.insert(words.end(), {"--format", "json"});
  const Outcome outcome = project.run(words);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  return json::parse(outcome.out);
}

std::vector<std::string> planned_statements(const json& plan) {
  std::vector<std::string> statements;
  for (const json& row : plan["rows"]) {
    for (const std::string& statement : {row["before"].get<std::string>(), row["sql"].get<std::string>()}) {
      if (!statement.empty()) statements.push_back(statement);
    }
    for (const std::string statement : row["after"]) statements.push_back(statement);
  }
  return statements;
}

// What the run sent that changes the schema or is SQL of the revisions: everything but its own questions and its
// ledger.
std::vector<std::string> sent_statements(const Project& project, std::size_t from) {
  std::vector<std::string> statements;
  for (const Logged& one : project.statements(from)) {
    const bool own = has(one.sql, "barqdb.") || has(one.sql, "barqdb_clone") || has(one.sql, "pg_catalog.") ||
                     one.sql.starts_with("CREATE TEMPORARY");
    for (const char* word : {"CREATE", "DROP", "ALTER", "VACUUM", "ANALYZE", "COMMENT", "INSERT", "REINDEX"}) {
      if (!own && one.sql.starts_with(word)) statements.push_back(one.sql);
    }
  }
  return statements;
}

void check_same_statements(const Project& project, const json& plan, const std::vector<std::string>& command) {
  const std::size_t from = project.cluster().log().size();
  const Outcome run = project.run(command);
  REQUIRE_MESSAGE(run.exit_code == 0, run.err);
  const std::vector<std::string> planned = planned_statements(plan), sent = sent_statements(project, from);
  REQUIRE(planned.size() == sent.size());
  for (std::size_t i = 0; i < planned.size(); ++i) CHECK(planned[i] == sent[i]);
}

std::string plan_path(const Project& project) { return project.folder() + "/plan.json"; }

void write_plan(const Project& project, const std::vector<std::string>& words) {
  std::vector<std::string> command = {"plan", "--out", plan_path(project)};
  command.insert(command.end(), words.begin(), words.end());
  const Outcome outcome = project.run(command);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
}

Outcome run_plan(const Project& project, const char* command = "upgrade") {
  return project.run({command, "--plan", plan_path(project)});
}

// Nothing was begun: neither ledger nor table.
void check_refused(const Project& project, const std::string& words) {
  const Outcome outcome = run_plan(project);
  CHECK(outcome.exit_code == 4);
  INFO(outcome.err);
  CHECK(has(outcome.err, words));
  CHECK(project.text("SELECT to_regclass('fresh')").empty());
  CHECK(project.text("SELECT to_regclass('barqdb.revision')").empty());
}

struct Setup {
  Project project{logged_cluster()};
  Setup() { with_chain(project); }
};

}  // namespace

TEST_CASE("the plan's statements are those of the server's log, in their order, forward and back") {
  Setup s;
  s.project.remove("002.yaml");  // with a replaced index a second revision is only foreseen
  check_same_statements(s.project, plan_of(s.project, {"plan", "head"}), {"upgrade", "head"});
  s.project.write("002.yaml", R"yaml(revision: "002"
down_revision: "001"
steps:
  - sql: {up: "ALTER TABLE t ADD COLUMN d int", down: "ALTER TABLE t DROP COLUMN d"}
  - create_index: {name: idx_t_d, table: t, columns: [d]}
  - replace_index: {name: idx_t_a, table: t, columns: [a, b]}
)yaml");
  check_same_statements(s.project, plan_of(s.project, {"plan"}), {"upgrade", "head"});
  check_same_statements(s.project, plan_of(s.project, {"plan", "--down", "-1"}), {"downgrade", "-1"});
}

TEST_CASE("a plan says lock, group, timeouts, and changes nothing; --check is a gate") {
  Setup s;
  const json plan = plan_of(s.project, {"plan", "head"});
  CHECK(plan["report"] == "plan");
  CHECK(plan["metrics"]["revisions"] == 2);
  const json& create = plan["rows"][2];
  CHECK(create["object"] == "public.idx_t_a");
  CHECK(create["strategy"] == "concurrent");
  CHECK(create["lock_level"] == "SHARE UPDATE EXCLUSIVE");
  CHECK(create["blocks"] == "no reads and no writes");
  CHECK(create["lock_timeout_ms"] == 0);
  CHECK(create["budget_ms"] == 60000);
  CHECK(create["rows"] == 300);
  CHECK(create["index_bytes"] == 16384);
  CHECK(create["group"] == 2);
  CHECK(plan["rows"][0]["lock"] == "none on a table that exists");
  CHECK(plan["rows"][0]["lock_timeout_ms"] == 200);
  CHECK(s.project.text("SELECT to_regnamespace('barqdb')").empty());

  CHECK(s.project.run({"plan", "head", "--check"}).exit_code == 1);
  REQUIRE(s.project.run({"upgrade", "head"}).exit_code == 0);
  const Outcome nothing = s.project.run({"plan", "head", "--check"});
  CHECK(nothing.exit_code == 0);
  CHECK(has(nothing.out, "nothing to do"));
}

TEST_CASE("the three forms for people and scripts, and the plan without a server") {
  Setup s;
  const Outcome text = s.project.run({"plan", "head"});
  CHECK(has(text.out, "CREATE UNIQUE INDEX CONCURRENTLY idx_t_a ON public.t USING btree (a);"));
  CHECK(has(text.out, "concurrently, 2 operations: no timeout, waits for others for up to 1 m"));
  const Outcome markdown = s.project.run({"plan", "head", "--format", "markdown"});
  CHECK(has(markdown.out, "<details><summary>SQL</summary>"));
  CHECK(has(markdown.out, "| 3 | create index public.idx_t_a | concurrent |"));
  s.project.remove("002.yaml");
  s.project.write("001.yaml",
                  "revision: \"001\"\n" + std::string(base) + "  - create_index: {name: i, table: t, columns: [a]}\n");
  const Outcome offline = barqdb::test::barqdb({"plan", "--offline", "--migrations", s.project.migrations()});
  CHECK_MESSAGE(offline.exit_code == 0, offline.err);
  CHECK(has(offline.out, "CREATE INDEX CONCURRENTLY i ON public.t USING btree (a);"));
  CHECK(s.project.run({"plan", "--offline", "--down", "-1"}).exit_code == 2);
  CHECK(s.project.run({"plan", "--down"}).exit_code == 2);
}

TEST_CASE("hazards stand beside the operation that they are about, and --fail-on is a gate") {
  Setup s;
  s.project.write("002.yaml", R"yaml(revision: "002"
down_revision: "001"
steps:
  - sql: {up: "CREATE TABLE other (x bigint PRIMARY KEY)", down: "DROP TABLE other"}
  - sql:
      transaction: false
      up: |
        VACUUM t;
        -- barqdb:ignore cluster-table: nobody works on it yet
        CLUSTER t USING idx_t_a;
        VACUUM FULL t;
      irreversible: true
  - sql: {up: "VACUUM t; VACUUM FULL fresh; ANALYZE t", irreversible: true, transaction: false}
  - create_index: {name: idx_t_a_again, table: t, columns: [a], unique: true}
  - sql: {up: "ALTER TABLE t ALTER COLUMN b SET NOT NULL"}
)yaml");
  const auto rules_of = [](const json& row) {
    std::string out;
    for (const json& hazard : row["hazards"]) out += hazard["rule"].get<std::string>() + " ";
    return out;
  };
  const json plan = plan_of(s.project, {"plan", "head"});
  std::map<std::string, std::string> found;
  for (const json& row : plan["rows"]) found[row["sql"]] += rules_of(row);
  CHECK(found["CREATE TABLE other (x bigint PRIMARY KEY)"].empty());
  CHECK(found["VACUUM t"].empty());
  CHECK(found["CLUSTER t USING idx_t_a"].empty());
  CHECK(found["VACUUM FULL t"] == "vacuum-full ");
  CHECK(found["VACUUM FULL fresh"] == "vacuum-full ");
  CHECK(found["ANALYZE t"].empty());
  CHECK(found["CREATE UNIQUE INDEX CONCURRENTLY idx_t_a_again ON public.t USING btree (a)"] == "index-duplicate ");
  CHECK(found["ALTER TABLE t ALTER COLUMN b SET NOT NULL"] == "missing-down set-not-null ");
  for (const json& row : plan["rows"]) {
    if (row["sql"] != "VACUUM FULL t") continue;
    CHECK(row["hazards"][0]["severity"] == "warning");
    CHECK(row["hazards"][0]["line"] == 11);
    CHECK(has(row["hazards"][0]["file"].get<std::string>(), "002.yaml"));
    CHECK(!row["hazards"][0]["message"].get<std::string>().empty());
  }
  CHECK(plan["findings"].size() == 5);
  CHECK(plan["metrics"]["warnings"] == 5);
  CHECK(has(s.project.run({"plan", "head"}).out, "hazard: warning vacuum-full: "));
  const std::string markdown = s.project.run({"plan", "head", "--format", "markdown"}).out;
  CHECK(has(markdown, "| warning: vacuum-full |"));
  CHECK(has(markdown, "- **warning** set-not-null: "));

  CHECK(s.project.run({"plan", "head", "--fail-on", "error"}).exit_code == 0);
  CHECK(s.project.run({"plan", "head", "--fail-on", "warning"}).exit_code == 1);
  CHECK(s.project.run({"plan", "head", "--fail-on", "vacuum-full"}).exit_code == 1);
  CHECK(s.project.run({"plan", "head", "--fail-on", "drop-column"}).exit_code == 0);
  CHECK(s.project.run({"plan", "001", "--fail-on", "warning"}).exit_code == 0);
  CHECK(s.project.run({"plan", "001:002", "--offline", "--fail-on", "vacuum-full"}).exit_code == 1);

  const auto blocking = [&](const char* mode) {
    std::string rules;
    const json planned = plan_of(s.project, {"plan", "001", "--online", mode});
    for (const json& row : planned["rows"]) rules += rules_of(row);
    return rules;
  };
  CHECK(blocking("auto").empty());
  CHECK(blocking("never") == "create-index-not-concurrently ");

  s.project.write("003.yaml",
                  "revision: \"003\"\ndown_revision: \"002\"\nsteps:\n"
                  "  - sql: {up: \"CREATE TABLE third (x int)\", down: \"DROP TABLE third\"}\n");
  const Outcome applied = s.project.run({"upgrade", "003"});
  REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
  const json back = plan_of(s.project, {"plan", "--down", "002"});
  REQUIRE(back["rows"].size() == 1);
  CHECK(rules_of(back["rows"][0]) == "drop-table ");
}

TEST_CASE("with jobs each concurrent build has a lane, one table at a time") {
  Project project{Cluster::shared()};
  project.query(
      "CREATE TABLE a AS SELECT i AS x, i AS y FROM generate_series(1, 3000) AS i;"
      "CREATE TABLE b AS SELECT i AS x FROM generate_series(1, 2000) AS i");
  project.write("001.yaml", "revision: \"001\"\n" + std::string(base) +
                                "  - create_index: {name: a_x, table: a, columns: [x]}\n"
                                "  - create_index: {name: a_y, table: a, columns: [y]}\n"
                                "  - create_index: {name: b_x, table: b, columns: [x]}\n");
  const json rows = plan_of(project, {"plan", "--jobs", "2"})["rows"];
  CHECK(rows[0]["lane"] == 1);
  // Before 14 a build waits for the snapshots of all others: side by side they would only wait.
  CHECK(rows[2]["lane"] == (project.connect().server_version() >= 140000 ? 2 : 1));
  CHECK(rows[1]["lane"].is_number());
  CHECK(plan_of(project, {"plan"})["rows"][0]["lane"].is_null());
}

TEST_CASE("a plan that was written down runs exactly so, there and back") {
  Setup s;
  write_plan(s.project, {"head"});
  const Outcome up = run_plan(s.project);
  CHECK_MESSAGE(up.exit_code == 0, up.err);
  CHECK(s.project.run({"current", "--check"}).exit_code == 0);
  const Outcome again = run_plan(s.project);
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  CHECK(has(again.out, "nothing to do"));
  write_plan(s.project, {"--down", "-1"});
  CHECK(run_plan(s.project).exit_code == 2);  // it is no upgrade
  const Outcome down = run_plan(s.project, "downgrade");
  CHECK_MESSAGE(down.exit_code == 0, down.err);
  CHECK(s.project.run({"current"}).out.find("001") != std::string::npos);
}

TEST_CASE("a plan made in one time zone is the same plan in another") {
  Project project(logged_cluster());
  project.query(
      "CREATE TABLE t (at timestamptz DEFAULT timestamptz '2024-03-04 12:00+00'); CREATE INDEX idx ON t (at) WHERE at "
      "> "
      "timestamptz '2024-03-04 12:00+00'");
  project.write("001.yaml", "revision: \"001\"\n" + std::string(base) + "  - drop_index: idx\n");
  const std::string file = project.folder() + "/p.json";
  const Outcome planned = project.run({"plan", "head", "--out", file});
  REQUIRE_MESSAGE(planned.exit_code == 0, planned.err);
  project.query("ALTER DATABASE \"" + project.database() + "\" SET timezone = 'Asia/Kolkata'; ALTER DATABASE \"" +
                project.database() + "\" SET datestyle = 'SQL, DMY'");
  const Outcome outcome = project.run({"upgrade", "--plan", file});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
}

TEST_CASE("what changes after the plan was made refuses it before anything runs") {
  Setup s;
  write_plan(s.project, {"head"});
  const auto after = [&](const char* change, const char* back, const char* words) {
    CAPTURE(change);
    s.project.query(change);
    check_refused(s.project, words);
    s.project.query(back);
  };
  after("ALTER TABLE t ALTER COLUMN c TYPE bigint", "ALTER TABLE t ALTER COLUMN c TYPE int",
        "the definition of table public.t changed");
  after("DROP INDEX idx_old; CREATE INDEX idx_old ON t (c, a)", "DROP INDEX idx_old; CREATE INDEX idx_old ON t (c)",
        "the definition of index public.idx_old changed");
  after("CREATE UNIQUE INDEX idx_t_a ON t (a)", "DROP INDEX idx_t_a", "index public.idx_t_a exists by now");
  after("TRUNCATE t", "INSERT INTO t SELECT i, 'x' || i, 7 FROM generate_series(1, 300) AS i",
        "create index public.idx_t_a: the plan says concurrent, now it would be transaction");
  CHECK(s.project.run({"upgrade", "head", "--plan", plan_path(s.project)}).exit_code == 2);
  CHECK(s.project.run({"upgrade", "--plan", plan_path(s.project), "--jobs", "2"}).exit_code == 2);
  CHECK(run_plan(s.project).exit_code == 0);
}

TEST_CASE("an edited revision, an edited plan and another database refuse the plan") {
  Setup s;
  write_plan(s.project, {"head"});
  s.project.write("002.yaml", "revision: \"002\"\ndown_revision: \"001\"\nsteps: []\n");
  check_refused(s.project, "revision 002: its file was edited");
  with_chain(Project{Cluster::shared()});

  std::ifstream in(plan_path(s.project));
  std::stringstream text;
  text << in.rdbuf();
  std::string bytes = text.str();
  bytes.replace(bytes.find("VACUUM t"), 8, "VACUUM u");
  std::ofstream(plan_path(s.project)) << bytes;
  check_refused(s.project, "was edited after it was written");
}

TEST_CASE("a run of a plan that was cut off is finished by the same command") {
  Setup s;
  write_plan(s.project, {"head"});
  // The validation of the check fails after the index was built.
  s.project.query("INSERT INTO t (a) VALUES (-1)");
  const Outcome cut = run_plan(s.project);
  CHECK(cut.exit_code == 6);
  CHECK_FALSE(s.project.index("idx_t_a").empty());
  s.project.query("DELETE FROM t WHERE a = -1");
  const Outcome rest = run_plan(s.project);
  CHECK_MESSAGE(rest.exit_code == 0, rest.err);
  CHECK(s.project.run({"current", "--check"}).exit_code == 0);
}

TEST_CASE("estimated sizes are those that PostgreSQL builds, within a tenth") {
  Project project{Cluster::shared()};
  project.query(
      "CREATE TABLE m (id int, org int, state text, name text, day date, gone timestamptz, price numeric);"
      "INSERT INTO m SELECT i, i % 50, (ARRAY['NEW','OPEN','DONE'])[1 + i % 3], 'name ' || md5(i::text), "
      "'2024-01-01'::date + (i / 50) % 365, CASE WHEN i % 4 = 0 THEN now() END, i / 7.0 FROM generate_series(1, 40000) "
      "AS i;"
      "ANALYZE m");
  project.write("001.yaml", "revision: \"001\"\n" + std::string(base) + R"yaml(
  - create_index: {name: m_id, table: m, columns: [id], unique: true}
  - create_index: {name: m_org, table: m, columns: [org]}
  - create_index: {name: m_state, table: m, columns: [state]}
  - create_index: {name: m_name, table: m, columns: [name]}
  - create_index: {name: m_org_day, table: m, columns: [org, day]}
  - create_index: {name: m_gone, table: m, columns: [gone], where: gone IS NOT NULL}
  - create_index: {name: m_open, table: m, columns: [org], where: state = 'OPEN'}
  - create_index: {name: m_price, table: m, columns: [price]}
  - create_index: {name: m_include, table: m, columns: [id], include: [day]}
  - create_index: {name: m_brin, table: m, columns: [id], method: brin}
  - create_index: {name: m_lower, table: m, columns: [{expression: lower(name)}]}
)yaml");
  const json rows = plan_of(project, {"plan"})["rows"];
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  for (const json& row : rows) {
    const std::string name = row["object"];
    CAPTURE(name);
    if (name == "public.m_lower") {
      CHECK(row["index_bytes"].is_null());
      CHECK(row["not_estimated"] == "no statistics of the expression lower(name)");
      continue;
    }
    const double real = std::stod(project.text("SELECT pg_relation_size('" + name + "')"));
    const double estimated = row["index_bytes"];
    CAPTURE(real);
    CAPTURE(estimated);
    CHECK(std::abs(estimated - real) <= real * 0.1 + 16384);
  }
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n"
                "  - create_index: {name: m_day, table: m, columns: [day]}\n");
  const json later = plan_of(project, {"plan"})["rows"];
  CHECK(later[0]["duration_from_ledger"] == true);
  CHECK(later[0]["duration_ms"].is_number());
}
