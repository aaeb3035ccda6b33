// The commands of docs/ci.md, run as the page has them, and the Dockerfile as far as it can be checked without an
// engine.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "support/project.hpp"

namespace fs = std::filesystem;
using namespace barqdb;
using namespace barqdb::test;

namespace {

const fs::path source = BARQDB_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> yaml_blocks(const std::string& page) {
  std::vector<std::string> out;
  const std::string open = "\n```yaml\n";
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    out.push_back(page.substr(begin, page.find("\n```", begin) + 1 - begin));
  }
  return out;
}

// Every `run` of a step and every line of a `script`, in the page's order.
void collect(const base::YamlNode& node, std::vector<std::string>& commands) {
  for (const base::YamlNode& item : node.items) collect(item, commands);
  for (const auto& [key, value] : node.entries) {
    if (key == "run") {
      commands.push_back(value.scalar);
    } else if (key == "script") {
      for (const base::YamlNode& line : value.items) commands.push_back(line.scalar);
    } else {
      collect(value, commands);
    }
  }
}

std::vector<std::string> commands_of_page() {
  std::vector<std::string> commands;
  for (const std::string& block : yaml_blocks(read(source / "docs/ci.md")))
    collect(base::parse_yaml(block, "docs/ci.md"), commands);
  return commands;
}

// What a job finds: a change checked out, and beside it the branch that it goes to.
struct Checkout {
  Project project{Cluster::shared()};
  TemporaryFolder temporary;

  test::Outcome run(const std::string& command) const {
    return run_program({"bash", "-euo", "pipefail", "-c", command},
                       {.folder = project.folder(),
                        .environment = {{"DATABASE_URL", project.conninfo()},
                                        {"GITHUB_BASE_REF", "main"},
                                        {"GITHUB_STEP_SUMMARY", project.folder() + "/summary.md"},
                                        {"RUNNER_TEMP", temporary.path()},
                                        {"PATH", fs::path(BARQDB_BINARY).parent_path().string() + ":/usr/bin:/bin"}},
                        .input = ""});
  }
  // One revision that makes a table.
  void commit_as_main() const {
    project.write("001.sql",
                  "-- revision: \"001\"\n-- down_revision: null\n-- barqdb:up\nCREATE TABLE t (a int);\n"
                  "-- barqdb:down\nDROP TABLE t;\n");
    const test::Outcome committed =
        run("git init -q . && git add migrations && git -c user.name=a -c user.email=a@example.org commit -qm base && "
            "git update-ref refs/remotes/origin/main HEAD");
    REQUIRE_MESSAGE(committed.exit_code == 0, committed.err);
  }
};

}  // namespace

TEST_CASE("the jobs of docs/ci.md pass, in their order, on a server of their own") {
  const Checkout checkout;
  const Project& project = checkout.project;
  checkout.commit_as_main();
  project.write("002.yaml",
                "revision: \"002\"\ndown_revision: \"001\"\nsteps:\n"
                "  - create_index: {name: t_a, table: t, columns: [a]}\n");
  const std::vector<std::string> commands = commands_of_page();
  CHECK(commands.size() == 7);
  for (const std::string& command : commands) {
    CAPTURE(command);
    // Between the two pages' halves a change is waiting to be released.
    if (command.find("--out plan.json") != std::string::npos)
      project.write("003.yaml",
                    "revision: \"003\"\ndown_revision: \"002\"\nsteps:\n"
                    "  - create_index: {name: t_b, table: t, columns: [a, a]}\n");
    const test::Outcome outcome = checkout.run(command);
    REQUIRE_MESSAGE(outcome.exit_code == 0, (outcome.out + outcome.err));
    CHECK_FALSE(has(outcome.err, "\033"));
  }
  const std::string summary = read(project.folder() + "/summary.md");
  CHECK(has(summary, "create index public.t_a"));
  CHECK(has(summary, "1 revision,"));  // and not those that the branch has already
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "3");
}

TEST_CASE("the jobs of docs/ci.md refuse a second head, and a change that stops a table in use") {
  const Checkout checkout;
  checkout.commit_as_main();
  const std::vector<std::string> commands = commands_of_page();
  checkout.project.write(
      "002.sql",
      "-- revision: \"002\"\n-- down_revision: \"001\"\n-- barqdb:up\nALTER TABLE t ADD UNIQUE (a);\n"
      "-- barqdb:down\nALTER TABLE t DROP CONSTRAINT t_a_key;\n");
  CHECK(checkout.run(commands.at(0)).exit_code == 0);
  const test::Outcome lint = checkout.run(commands.at(1));
  CHECK(lint.exit_code == 1);
  CHECK(has(lint.out, "file=migrations/002.sql,line=4"));
  checkout.project.write("003.yaml", "revision: \"003\"\ndown_revision: \"001\"\nsteps: []\n");
  const test::Outcome heads = checkout.run(commands.at(0));
  CHECK(heads.exit_code == 1);
  CHECK(has(heads.out, "revisions 002 and 003 both follow 001"));
}

TEST_CASE("what the Dockerfile copies and runs is in the repository, and the program runs without rights") {
  const std::string text = read(source / "Dockerfile");
  std::size_t copied = 0;
  bool unprivileged = false;
  for (const std::string_view line : base::split(text, '\n')) {
    std::smatch found;
    const std::string one(line);
    if (std::regex_match(one, found, std::regex("COPY ([^- ][^ ]*) .*"))) {
      CHECK_MESSAGE(fs::exists(source / found[1].str()), one);
      ++copied;
    }
    if (std::regex_search(one, found, std::regex("(scripts/[a-z]+)"))) {
      const fs::path script = source / found[1].str();
      CHECK_MESSAGE(::access(script.c_str(), X_OK) == 0, script.string());
    }
    if (std::regex_match(one, found, std::regex("USER (.*)"))) unprivileged = found[1] != "root" && found[1] != "0";
  }
  CHECK(copied == 2);
  CHECK(unprivileged);
  CHECK(text.find("FROM debian:12 AS build") != std::string::npos);
  // The build folder of this machine would be taken for the image's.
  const std::string ignored = "\n" + read(source / ".dockerignore");
  CHECK(ignored.find("\nbuild\n") != std::string::npos);
  CHECK(ignored.find("\n.git\n") != std::string::npos);
  // The package that the image installs is what CPack makes by default.
  CHECK(read(source / "cmake/package.cmake").find("set(CPACK_GENERATOR DEB)") != std::string::npos);
}
