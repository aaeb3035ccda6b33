#include "plan/referred_files.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

TEST_CASE("names with quotes, backslashes and line ends come back as they were") {
  const std::vector<model::ReferredFile> files = {{"a \"b\".sql", "01"}, {"c\\d\n.sql", "23"}, {"ü.yaml", "45"}};
  CHECK(plan::read_referred_files(plan::write_referred_files(files)) == files);
  CHECK(plan::write_referred_files({}) == "[]");
}

TEST_CASE("as the server prints jsonb, and as earlier versions wrote it") {
  const std::vector<model::ReferredFile> expected = {{"x\"y", "ab"}, {"z", "cd"}};
  CHECK(plan::read_referred_files(R"([["x\"y", "ab"], ["z", "cd"]])") == expected);
}

TEST_CASE("what is no list of pairs is none") {
  for (const char* text : {"", "{", "{}", "3", "[1]", "[[\"a\"]]", "[[\"a\", 1]]"})
    CHECK(plan::read_referred_files(text).empty());
}
