#include "cli/write_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "support/program.hpp"

using namespace barqdb;
namespace fs = std::filesystem;

namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("an output is written whole; links stay links, and a device is not replaced") {
  const test::TemporaryFolder folder;
  const std::string plain = folder.write("plain", "old");
  cli::write_file(plain, "new");
  CHECK(text_of(plain) == "new");
  const std::string link = plain + ".link";
  fs::create_symlink(plain, link);
  cli::write_file(link, "newer");
  CHECK(fs::is_symlink(link));
  CHECK(text_of(plain) == "newer");
  const std::string null = plain + ".null";
  fs::create_symlink("/dev/null", null);
  cli::write_file(null, "gone");
  CHECK(fs::is_symlink(null));
  CHECK(fs::is_character_file("/dev/null"));
  CHECK_THROWS(cli::write_file(plain + "/below", "text"));
  CHECK(std::distance(fs::directory_iterator(fs::path(plain).parent_path()), {}) == 3);
}

TEST_CASE("a link to a pipe that has no path is written to, as >(gzip) makes it") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const std::string path = "/dev/fd/" + std::to_string(ends[1]);
  cli::check_output(path);
  cli::write_file(path, "through");
  ::close(ends[1]);
  char got[16] = {};
  CHECK(::read(ends[0], got, sizeof got) == 7);
  CHECK(std::string(got) == "through");
  ::close(ends[0]);
}

TEST_CASE("where no result can be written is known before the work") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("file", "old");
  for (const std::string& good : {file, folder.path() + "/new", std::string("new"), std::string("/dev/null")})
    CHECK_NOTHROW(cli::check_output(good));
  for (const std::string& bad : {folder.path(), folder.path() + "/none/new", file + "/below"})
    CHECK_THROWS_AS(cli::check_output(bad), base::Error);
  CHECK_FALSE(fs::exists(folder.path() + "/new"));
}

TEST_CASE("a file that is written again keeps its permissions") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("report.json", "old");
  for (const fs::perms mode : {fs::perms::owner_read | fs::perms::owner_write, fs::perms(0664), fs::perms(0606)}) {
    fs::permissions(file, mode);
    cli::write_file(file, "new");
    CHECK(fs::status(file).permissions() == mode);
  }
}

TEST_CASE("a link that stands where the file is written first is not followed") {
  const test::TemporaryFolder folder;
  const std::string precious = folder.write("precious", "mine");
  const std::string file = folder.path() + "/report.json";
  fs::create_symlink(precious, file + ".tmp" + std::to_string(::getpid()));
  cli::write_file(file, "new");
  CHECK(text_of(file) == "new");
  CHECK(text_of(precious) == "mine");
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("a new file replaces nothing") {
  const test::TemporaryFolder folder;
  const std::string file = folder.path() + "/a.yaml";
  cli::write_new_file(file, "first");
  CHECK_THROWS(cli::write_new_file(file, "second"));
  CHECK(text_of(file) == "first");
}
