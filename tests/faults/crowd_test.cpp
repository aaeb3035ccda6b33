// Eight runners at once on one chain.
#include <doctest/doctest.h>

#include "support/blocker.hpp"

using namespace barqdb::test;

TEST_CASE("eight runners on five builds: eight times exit 0, each step once, no deadlock") {
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 20000) AS i");
  const std::vector<std::string> definitions = {
      "{name: idx_1, table: t, columns: [a]}", "{name: idx_2, table: t, columns: [b, a]}",
      "{name: idx_3, table: t, columns: [b], where: a > 100}", "{name: idx_4, table: t, columns: [a], method: brin}",
      "{name: idx_5, table: t, columns: [a], unique: true}"};
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const std::string id = "00" + std::to_string(i + 1);
    project.write(id + ".yaml", "revision: \"" + id +
                                    "\"\ndown_revision: " + (i == 0 ? "null" : "\"00" + std::to_string(i) + "\"") +
                                    "\nsteps:\n  - create_index: " + definitions[i] + "\n");
  }
  const std::size_t before = project.cluster().log().size();
  std::vector<Running> runners;
  for (int i = 0; i < 8; ++i) runners.push_back(project.start({"upgrade", "head"}));
  for (Running& runner : runners) {
    const Outcome outcome = runner.wait();
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  }
  CHECK(project.text("SELECT string_agg(revision || outcome, ' ' ORDER BY revision) FROM barqdb.step") ==
        "001done 002done 003done 004done 005done");
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "5");
  std::size_t builds = 0;
  for (const Logged& one : project.statements(before)) {
    CHECK_FALSE(one.sql.starts_with("DROP"));
    builds += one.sql.starts_with("CREATE") && has(one.sql, "INDEX CONCURRENTLY") ? 1 : 0;
  }
  CHECK(builds == 5);
  CHECK(count(project.cluster().log().substr(before), "deadlock detected") == 0);
  check_finished(project, {"upgrade", "head"});
}
