// Lanes: builds side by side, each index once, on the real program. Also run under the thread sanitizer.
#include <doctest/doctest.h>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

// Two tables with rows, two plain indexes each, and one partial index, which must run alone.
void with_tables(Project& project) {
  project.set_online("small_table: 8kB");
  project.query(
      "CREATE TABLE one AS SELECT i AS a, i % 7 AS b FROM generate_series(1, 20000) AS i;"
      "CREATE TABLE two AS SELECT i AS a, i % 7 AS b FROM generate_series(1, 20000) AS i");
  project.write("001.yaml", R"yaml(revision: "001"
down_revision: null
steps:
  - create_index: {name: one_a, table: one, columns: [a]}
  - create_index: {name: one_b, table: one, columns: [b]}
  - create_index: {name: two_a, table: two, columns: [a], unique: true}
  - create_index: {name: two_b, table: two, columns: [b]}
  - create_index: {name: two_c, table: two, columns: [a], where: b = 3}
)yaml");
}

void check_built(Project& project) {
  for (const char* name : {"one_a", "one_b", "two_a", "two_b", "two_c"}) {
    const std::string definition = project.index(name);
    INFO(name);
    CHECK_FALSE(definition.empty());
    CHECK(definition.find("INVALID") == std::string::npos);
  }
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE intent = 'create_index' AND outcome = 'done'") == "5");
}

}  // namespace

TEST_CASE("concurrent builds in lanes, and their drops") {
  Project project(Cluster::shared());
  with_tables(project);
  const Outcome up = project.run({"upgrade", "head", "--jobs", "3"});
  CHECK_MESSAGE(up.exit_code == 0, up.err);
  check_built(project);
  const Outcome down = project.run({"downgrade", "base", "--jobs", "3"});
  CHECK_MESSAGE(down.exit_code == 0, down.err);
  CHECK(project.index("one_a").empty());
  CHECK(project.index("two_c").empty());
}

TEST_CASE("plain builds in lanes, two of them on one table") {
  Project project(Cluster::shared());
  with_tables(project);
  const Outcome up = project.run({"upgrade", "head", "--online", "never", "--jobs", "3"});
  CHECK_MESSAGE(up.exit_code == 0, up.err);
  check_built(project);
}

TEST_CASE("the server's parallel workers are divided among the lanes of plain builds") {
  Project project(Cluster::shared());
  with_tables(project);
  project.query(
      "CREATE TABLE seen (index text, workers text); CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS "
      "$$ "
      "BEGIN INSERT INTO public.seen SELECT object_identity, current_setting('max_parallel_maintenance_workers') FROM "
      "pg_event_trigger_ddl_commands(); END $$; CREATE EVENT TRIGGER see ON ddl_command_end WHEN TAG IN ('CREATE "
      "INDEX') "
      "EXECUTE FUNCTION see()");
  project.query("ALTER DATABASE " + project.database() + " SET max_parallel_maintenance_workers = 4");
  const Outcome up = project.run({"upgrade", "head", "--online", "never", "--jobs", "2"});
  CHECK_MESSAGE(up.exit_code == 0, up.err);
  CHECK(project.text("SELECT string_agg(index || ' ' || workers, ', ' ORDER BY index) FROM seen WHERE index LIKE "
                     "'public.%'") == "public.one_a 2, public.one_b 2, public.two_a 2, public.two_b 2, public.two_c 2");
}

TEST_CASE("an error in one lane ends the run, and the same command goes on") {
  Project project(Cluster::shared());
  with_tables(project);
  project.query("INSERT INTO two VALUES (5, 5)");
  const Outcome up = project.run({"upgrade", "head", "--jobs", "2"});
  CHECK(up.exit_code == 6);
  CHECK(up.err.find("(a)=(5) stands 2 times") != std::string::npos);
  CHECK(project.index("two_a").empty());
  project.query("DELETE FROM two WHERE a = 5 AND b = 5 AND ctid = (SELECT max(ctid) FROM two WHERE a = 5)");
  const Outcome again = project.run({"upgrade", "head", "--jobs", "2"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  check_built(project);
}
