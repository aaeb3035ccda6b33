#include "cli/context.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

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

TEST_CASE("a named pipe in the place of a file is not waited for") {
  const test::TemporaryFolder folder;
  const std::string pipe = folder.path() + "/a.yaml";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(cli::describe({base::ErrorKind::usage, "wrong", "", {pipe, 1, 1}}).find(pipe) != std::string::npos);
}

TEST_CASE("no error shows a password") {
  base::Error error(base::ErrorKind::usage, "no 'postgresql://u:HUNTER2@h/d'", "write password=HUNTER2",
                    {"postgresql://u:HUNTER2@h/p.yaml", 0, 0});
  error.statement = "ALTER USER MAPPING FOR u SERVER s OPTIONS (SET x 'host=h password=HUNTER2')";
  error.detail = "host=h password='HUNTER2'";
  error.others.push_back({"and http://u:HUNTER2@h", "", {}});
  CHECK(cli::describe(error).find("HUNTER2") == std::string::npos);
}

TEST_CASE("no control character of a file, a statement or a place reaches the terminal") {
  base::Error error(base::ErrorKind::server,
                    "a\x1b[2Jb\nc\xc2\x9b"
                    "1md",
                    "e\x07 f\xc3\x9f", {"x\x1b[31m.yaml", 1, 0});
  error.statement = "SELECT '\x1b[0m'";
  error.detail = "g\rh";
  const std::string said = cli::describe(error);
  CHECK(said.find("a [2Jb\n       c 1md") != std::string::npos);
  CHECK(said.find("e  f\xc3\x9f") != std::string::npos);
  CHECK(said.find("g h") != std::string::npos);
  CHECK(said.find_first_of("\x1b\x07\r\x9b") == std::string::npos);
}
