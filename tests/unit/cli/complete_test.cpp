#include "cli/complete.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

cli::Completion completed(const std::vector<std::string>& words) {
  return cli::complete(words, cli::commands(),
                       {[] {
                          return std::vector<cli::Candidate>{{"021", "first"}, {"022", "second"}};
                        },
                        [] {
                          return std::vector<cli::Candidate>{{"production", ""}};
                        }});
}

std::string words_of(const std::vector<std::string>& words) {
  std::string out;
  for (const cli::Candidate& one : completed(words).candidates) out += (out.empty() ? "" : " ") + one.word;
  return out;
}

}  // namespace

TEST_CASE("commands, subcommands, options, values and revisions") {
  CHECK(words_of({"upg"}) == "upgrade");
  CHECK(words_of({"server", "st"}) == "start stop status");
  CHECK(words_of({"snapshot", ""}) == "list");
  CHECK(words_of({"repair", "--check", ""}) == "drop-invalid rebuild");
  CHECK(words_of({"snapshot", "--retention", "l"}).empty());
  CHECK(words_of({"upgrade", "--onl"}) == "--online");
  CHECK(words_of({"upgrade", "--online", "a"}) == "auto always");
  CHECK(words_of({"upgrade", "--online", "=", "n"}) == "never");
  CHECK(words_of({"upgrade", "0"}) == "021 022");
  CHECK(words_of({"upgrade", "--jobs", "2", "h"}) == "head heads");
  CHECK(words_of({"--profile", "prod"}) == "production");
  CHECK(words_of({"plan", "--format", "m"}) == "markdown");
  CHECK(words_of({"import", "g"}) == "golang-migrate goose");
  CHECK(words_of({"upgrade", "021", ""}).empty());
  CHECK(words_of({"nonsense", ""}).find("upgrade") != std::string::npos);
}

TEST_CASE("where a file or folder is meant the shell completes") {
  CHECK(completed({"plan", "--out", ""}).files);
  CHECK(completed({"import", "dbmate", ""}).files);
  CHECK(completed({"--migrations", ""}).folders);
  CHECK_FALSE(completed({"upgrade", ""}).files);
}
