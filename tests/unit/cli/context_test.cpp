#include "cli/context.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/program.hpp"

using namespace barqdb;

TEST_CASE("the line of a file is shown, but never one that may hold a secret") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("p.yaml", "a: 1\nurl: postgresql://u:HUNTER2@h/d\n");
  const base::Error open(base::ErrorKind::usage, "wrong", "mend it", {file, 1, 1});
  CHECK(cli::describe(open).find("a: 1") != std::string::npos);
  base::Error secret(base::ErrorKind::usage, "wrong", "mend it", {file, 2, 1, true});
  secret.others.push_back({"wrong too", "mend it", {file, 2, 5, true}});
  const std::string said = cli::describe(secret);
  CHECK(said.find("p.yaml:2:1") != std::string::npos);
  CHECK(said.find("p.yaml:2:5") != std::string::npos);
  CHECK(said.find("HUNTER2") == std::string::npos);
}

TEST_CASE("an output is written whole; links stay links, and a device is not replaced") {
  namespace fs = std::filesystem;
  const test::TemporaryFolder folder;
  const auto text_of = [](const std::string& path) {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
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
