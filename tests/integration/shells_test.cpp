// Completion in the shells themselves, manual pages in the programs that format them, and lines that must not be there.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

const std::string bin_folder = std::filesystem::path(BARQDB_BINARY).parent_path().string();

Outcome in_shell(const std::vector<std::string>& command, const TemporaryFolder& folder) {
  return run_program(command, {.folder = folder.path(),
                               .environment = {{"PATH", bin_folder + ":/usr/local/bin:/usr/bin:/bin"},
                                               {"HOME", folder.path()},
                                               {"TERM", "dumb"}},
                               .input = ""});
}

bool installed(const std::string& program) { return std::filesystem::exists("/usr/bin/" + program); }

void write_chain(const TemporaryFolder& folder) {
  folder.write("migrations/021.yaml", "revision: \"021\"\ndown_revision: null\ndescription: \"a: b\"\nsteps: []\n");
  folder.write("migrations/2025_x.yaml", "revision: \"2025_x\"\ndown_revision: \"021\"\nsteps: []\n");
}

}  // namespace

TEST_CASE("bash completes commands, options and the folder's own revisions") {
  const TemporaryFolder folder;
  write_chain(folder);
  const auto completed = [&](const std::string& words, int at) {
    return in_shell({"bash", "--norc", "-c",
                     "source <(barqdb completion bash); COMP_WORDS=(barqdb " + words +
                         "); COMP_CWORD=" + std::to_string(at) + "; _barqdb; echo \"${COMPREPLY[*]}\""},
                    folder)
        .out;
  };
  CHECK(completed("upgr", 1) == "upgrade\n");
  CHECK(completed("upgrade 02", 2) == "021\n");
  CHECK(completed("downgrade ''", 2) == "2025_x 021 head heads base\n");
  CHECK(completed("upgrade --online al", 3) == "always\n");
  CHECK(completed("upgrade --migrations migr", 3) == "migrations\n");
  CHECK(completed("upgrade --migrations=nothing ''", 3) == "head heads base\n");
  CHECK(in_shell({"bash", "-n", "-c", "source <(barqdb completion bash)"}, folder).exit_code == 0);
}

TEST_CASE("zsh and fish take their scripts, where they are installed") {
  const TemporaryFolder folder;
  write_chain(folder);
  if (installed("fish")) {
    const Outcome fish =
        in_shell({"fish", "-c", "barqdb completion fish | source; complete -C 'barqdb upgrade 2'"}, folder);
    CHECK_MESSAGE(fish.out == "2025_x\n", fish.out << fish.err);
  }
  if (installed("zsh")) {
    folder.write("_barqdb", barqdb::test::barqdb({"completion", "zsh"}).out);
    const Outcome zsh = in_shell({"zsh", "-f", "-c",
                                  "autoload -U compinit && compinit -u -d dump; source ./_barqdb; "
                                  "_describe() { print -r -- ${(P)${@[-1]}} }; words=(barqdb upgrade 2); CURRENT=3; "
                                  "_barqdb"},
                                 folder);
    CHECK_MESSAGE(zsh.out == "2025_x\n", zsh.out << zsh.err);
  }
}

TEST_CASE("manual pages: one a command, without a complaint of the formatters") {
  const TemporaryFolder folder;
  REQUIRE(barqdb::test::barqdb({"man", "--all", folder.path()}).exit_code == 0);
  std::string pages;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    pages += " '" + entry.path().string() + "'";
    ++count;
  }
  CHECK(count > 15);
  if (installed("mandoc")) {
    const Outcome lint = run_program({"bash", "-c", "mandoc -T lint -W warning" + pages});
    CHECK_MESSAGE(lint.exit_code == 0, lint.out);
  }
  if (installed("groff")) {
    const Outcome groff = run_program({"bash", "-c", "groff -man -ww -z -Tutf8 -K utf8" + pages + " 2>&1"});
    CHECK_MESSAGE(groff.out.empty(), groff.out);
  }
  CHECK(has(barqdb::test::barqdb({"man", "upgrade"}).out, ".SH EXIT STATUS"));
  const Outcome typo = barqdb::test::barqdb({"man", "upgrad"});
  CHECK(typo.exit_code == 2);
  CHECK(has(typo.err, "did you mean 'upgrade'?"));
}

namespace {

// The program at a terminal of its own: what it writes to standard error there.
std::string at_terminal(const Project& project, const std::string& flags, const std::string& variables) {
  const std::string inner = variables + " " + BARQDB_BINARY + " upgrade head " + flags + " --migrations " +
                            project.migrations() + " --database-url '" + project.conninfo() + "'";
  return run_program({"script", "-qec", "TERM=xterm " + inner, "/dev/null"}).out;
}

void with_slow_build(const Project& project) {
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n  - sql: {up: \"CREATE TABLE t (a int)\", down: "
                "\"DROP TABLE t\"}\n");
}

}  // namespace

TEST_CASE("escape codes at a terminal only, and not with --no-progress, --quiet or NO_COLOR") {
  if (!installed("script")) return;
  const auto escapes = [](const std::string& flags, const std::string& variables) {
    Project project{Cluster::shared()};
    with_slow_build(project);
    const std::string out = at_terminal(project, flags, variables);
    CHECK(has(out, "upgraded 1 revision"));
    return has(out, "\033");
  };
  CHECK(escapes("", ""));
  CHECK_FALSE(escapes("--no-progress", ""));
  CHECK_FALSE(escapes("--quiet", ""));
  CHECK_FALSE(escapes("", "NO_COLOR=1"));
  CHECK_FALSE(escapes("", "TERM=dumb"));
}

TEST_CASE("--quiet leaves results and errors") {
  Project project{Cluster::shared()};
  with_slow_build(project);
  const Outcome loud = project.run({"upgrade", "head"});
  CHECK(has(loud.err, "upgrade 001"));
  REQUIRE(project.run({"downgrade", "base", "-q"}).err.empty());
  const Outcome quiet = project.run({"upgrade", "head", "--quiet"});
  CHECK(quiet.err.empty());
  CHECK(has(quiet.out, "upgraded 1 revision"));
}
