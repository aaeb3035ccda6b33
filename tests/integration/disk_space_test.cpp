// The look at the disk before a build, where the server is on this machine.
#include <doctest/doctest.h>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

constexpr const char* quick =
    "small_table: 1, lock_timeout: 200ms, lock_budget: 30s, wait_budget: 1m, min_free_space: ";

void with_chain(const Project& project) {
  project.query("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 500); ANALYZE t");
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: idx_a, table: t, columns: [a]}\n");
}

}  // namespace

TEST_CASE("less free than has to be left: exit 4 with the folder, and nothing was built") {
  for (const char* mode : {"always", "never"}) {
    CAPTURE(mode);
    Project project(logged_cluster());
    with_chain(project);
    project.set_online(std::string(quick) + "900000TB");
    const Outcome outcome = project.run({"upgrade", "head", "--online", mode});
    CHECK_MESSAGE(outcome.exit_code == 4, outcome.err);
    CHECK_MESSAGE(has(outcome.err, project.cluster().data_dir()), outcome.err);
    CHECK_MESSAGE(has(outcome.err, "online.min_free_space"), outcome.err);
    CHECK(project.index("idx_a").empty());
    CHECK(project.text("SELECT count(*) FROM barqdb.step") == "0");
    project.set_online(std::string(quick) + "1kB");
    CHECK(project.run({"upgrade", "head", "--online", mode}).exit_code == 0);
  }
}

TEST_CASE("a role that may not know the folder: not checked, and -v says so") {
  Project project(logged_cluster());
  with_chain(project);
  const std::string role = "d_" + project.database();
  project.query("CREATE ROLE " + role + " LOGIN; GRANT CREATE ON DATABASE " + project.database() + " TO " + role +
                "; GRANT CREATE ON SCHEMA public TO " + role + "; ALTER TABLE t OWNER TO " + role);
  project.set_user(role);
  project.set_online(std::string(quick) + "900000TB");
  const Outcome outcome = project.run({"upgrade", "head", "-v"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK_MESSAGE(has(outcome.err, "free disk space not checked for public.idx_a"), outcome.err);
}
