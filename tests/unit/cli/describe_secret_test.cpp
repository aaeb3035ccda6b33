#include <doctest/doctest.h>

#include "cli/context.hpp"
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
