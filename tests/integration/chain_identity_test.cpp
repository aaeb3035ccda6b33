// A database of another chain is refused; ledgers of versions that made no mark go on as they are.
#include <doctest/doctest.h>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

void with_chain(const Project& project, const std::string& first, const std::string& name) {
  project.write(name + ".yaml",
                "revision: \"" + first + "\"\ndown_revision: null\nsteps:\n  - sql: {up: SELECT 1, down: SELECT 1}\n");
}

const char* const mark = "SELECT project || ' ' || array_to_string(bases, ',') FROM barqdb.chain";

}  // namespace

TEST_CASE("the ledger of another chain: exit 4 before anything runs, with the remedy") {
  Project project(logged_cluster());
  with_chain(project, "001", "001_ours");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(project.text(mark) == " 001");
  REQUIRE(project.run({"downgrade", "base"}).exit_code == 0);  // no revision tells of the chain now
  project.remove("001_ours.yaml");
  with_chain(project, "a1", "a1_theirs");
  for (const std::vector<std::string>& command : {std::vector<std::string>{"upgrade", "head"},
                                                  {"upgrade", "head", "--dry-run"},
                                                  {"upgrade", "head", "--sql"},
                                                  {"stamp", "head"},
                                                  {"current"}}) {
    const Outcome outcome = project.run(command);
    CHECK_MESSAGE(outcome.exit_code == 4, command[0] << outcome.err);
    CHECK_MESSAGE(has(outcome.err, "another chain"), outcome.err);
    CHECK_MESSAGE(has(outcome.err, "stamp --purge"), outcome.err);
  }
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "0");
  CHECK(project.run({"stamp", "--purge", "base"}).exit_code == 0);
  CHECK(project.text(mark) == " a1");
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("a ledger without a mark is marked by the next run that has something to do") {
  Project project(logged_cluster());
  with_chain(project, "001", "001_ours");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  project.query("DROP TABLE barqdb.chain");
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(project.run({"current", "--check"}).exit_code == 0);
  CHECK(project.text("SELECT to_regclass('barqdb.chain') IS NULL") == "t");  // nothing to do writes nothing
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n  - sql: {up: SELECT 1, down: SELECT 1}\n");
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(project.text(mark) == " 001");
}

TEST_CASE("a role that may write the ledger but not add to its schema goes on without a mark") {
  Project project(logged_cluster());
  with_chain(project, "001", "001_ours");
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  const std::string role = "w_" + project.database();
  project.query("DROP TABLE barqdb.chain; CREATE ROLE " + role + " LOGIN; GRANT USAGE ON SCHEMA barqdb TO " + role +
                "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA barqdb TO " + role);
  project.set_user(role);
  const Outcome outcome = project.run({"downgrade", "base"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
}

TEST_CASE("a project named in the profile decides, and a script marks the ledger as a run does") {
  Project project(logged_cluster());
  with_chain(project, "001", "001_ours");
  const std::string profile = "url: \"" + project.conninfo() + "\"\nproject: ";
  TemporaryFolder folder;
  const std::string fleet = folder.write("fleet.yaml", profile + "fleet\n");
  const std::string shop = folder.write("shop.yaml", profile + "shop\n");
  const auto run = [&](std::vector<std::string> words, const std::string& with) {
    words.insert(words.end(), {"--profile", with, "--migrations", project.migrations()});
    return barqdb::test::barqdb(words);
  };
  ProgramOptions options;
  options.input = run({"upgrade", "head", "--sql"}, fleet).out;
  const Outcome psql = run_program({project.cluster().psql(), "-X", "-q", project.conninfo()}, options);
  REQUIRE_MESSAGE(psql.exit_code == 0, psql.err);
  CHECK(project.text(mark) == "fleet 001");
  CHECK(run({"upgrade", "head"}, fleet).exit_code == 0);
  const Outcome other = run({"upgrade", "head"}, shop);
  CHECK(other.exit_code == 4);
  CHECK_MESSAGE(has(other.err, "project fleet"), other.err);
}
