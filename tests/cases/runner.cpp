// Runs one case: a folder with
//   cmd           a bash script; runs in a copy of the folder, with barqdb on the PATH
//   exit          the expected exit code; 0 when missing
//   stdout        expected output; not compared when missing. A line that ends in " (re)" is a regular expression
//   stderr        likewise
//   needs-server  (may be empty) a fresh database; its URL for libpq is in $DATABASE_URL. Afterwards `barqdb check`
//   must
//                 find no drift in it, unless there is a file `drifts`
// With BARQDB_UPDATE_CASES=1 it writes stdout, stderr and exit as they are now: read the difference in git.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "support/cluster.hpp"
#include "support/program.hpp"

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool line_matches(std::string_view expected, std::string_view actual) {
  constexpr std::string_view mark = " (re)";
  if (!expected.ends_with(mark)) return expected == actual;
  expected.remove_suffix(mark.size());
  return std::regex_match(std::string(actual), std::regex(std::string(expected)));
}

// True when they agree; otherwise says where they part.
bool agree(const std::string& name, const std::string& expected, const std::string& actual) {
  const auto wanted = barqdb::base::split(expected, '\n');
  const auto got = barqdb::base::split(actual, '\n');
  for (std::size_t at = 0; at < std::max(wanted.size(), got.size()); ++at) {
    if (at < wanted.size() && at < got.size() && line_matches(wanted[at], got[at])) continue;
    std::cout << name << " differs in line " << at + 1
              << "\n  expected: " << (at < wanted.size() ? wanted[at] : "(no more lines)")
              << "\n  actual:   " << (at < got.size() ? got[at] : "(no more lines)") << "\n";
    return false;
  }
  return true;
}

int expected_exit(const fs::path& folder) {
  return fs::exists(folder / "exit") ? std::stoi(bytes_of(folder / "exit")) : 0;
}

void update(const fs::path& folder, const barqdb::test::Outcome& outcome) {
  const auto write = [&](const char* name, const std::string& bytes, bool wanted) {
    if (!wanted) {
      fs::remove(folder / name);
    } else if (!fs::exists(folder / name) || !agree(name, bytes_of(folder / name), bytes)) {
      std::ofstream(folder / name, std::ios::binary) << bytes;
    }
  };
  write("stdout", outcome.out, true);
  write("stderr", outcome.err, true);
  write("exit", std::to_string(outcome.exit_code) + "\n", outcome.exit_code != 0);
}

// What a case leaves must be what its chain says; that revisions are pending is no drift.
bool is_clean(const fs::path& folder, barqdb::test::ProgramOptions options) {
  if (!fs::exists(folder / "needs-server") || fs::exists(folder / "drifts") || !fs::exists(folder / "migrations"))
    return true;
  options.environment["BARQDB_DATABASE_URL"] = options.environment["DATABASE_URL"];
  const std::string drift = "check.missing,check.extra,check.changed,check.invalid,check.edited,check.unknown_revision";
  const auto checked = barqdb::test::run_program({BARQDB_BINARY, "check", "--fail-on", drift}, options);
  if (checked.exit_code == 0) return true;
  std::cout << "barqdb check afterwards exits " << checked.exit_code << "\n" << checked.out << checked.err;
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: barqdb_cases FOLDER\n";
    return 2;
  }
  const fs::path folder = argv[1];
  const barqdb::test::TemporaryFolder copy;
  fs::copy(folder, copy.path(), fs::copy_options::recursive);

  barqdb::test::ProgramOptions options;
  options.folder = copy.path();
  const char* path = std::getenv("PATH");
  options.environment["PATH"] = fs::path(BARQDB_BINARY).parent_path().string() + ":" + (path == nullptr ? "" : path);
  options.environment["LC_ALL"] = "C.UTF-8";
  options.environment["SOURCE_DATE_EPOCH"] = "1736164800";  // 2025-01-06: dates in outputs stay the same
  if (fs::exists(folder / "needs-server")) {
    auto& cluster = barqdb::test::Cluster::shared();
    options.environment["DATABASE_URL"] = cluster.conninfo(cluster.create_database());
  }
  // What the caller has set for his own databases must not decide a case.
  const auto outcome = barqdb::test::run_program({"bash", "-c", "unset ${!BARQDB_@} ${!PG@}; exec bash cmd"}, options);
  const char* updating = std::getenv("BARQDB_UPDATE_CASES");
  if (updating != nullptr) {
    update(folder, outcome);
    return 0;
  }
  bool good = true;
  if (outcome.exit_code != expected_exit(folder)) {
    std::cout << "exit code is " << outcome.exit_code << ", expected " << expected_exit(folder) << "\n";
    good = false;
  }
  for (const auto& [name, actual] : {std::pair{"stdout", outcome.out}, std::pair{"stderr", outcome.err}}) {
    if (fs::exists(folder / name)) good = agree(name, bytes_of(folder / name), actual) && good;
  }
  good = is_clean(folder, options) && good;
  if (!good) std::cout << "--- stdout\n" << outcome.out << "--- stderr\n" << outcome.err;
  return good ? 0 : 1;
}
