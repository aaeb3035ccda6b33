#include "base/yaml_scalar.hpp"

#include <doctest/doctest.h>

#include <random>

#include "base/yaml.hpp"
#include "support/seed.hpp"

using namespace barqdb;

TEST_CASE("plain where nothing can be misread") {
  for (const char* plain : {"a", "organization_id", "lower(email)", "primary key", "a.b-c"})
    CHECK(base::yaml_scalar(plain) == plain);
  CHECK(base::yaml_scalar("off") == "\"off\"");
  CHECK(base::yaml_scalar("Yes") == "\"Yes\"");
  CHECK(base::yaml_scalar("021") == "\"021\"");
  CHECK(base::yaml_scalar("null") == "\"null\"");
  CHECK(base::yaml_scalar("") == "\"\"");
  CHECK(base::yaml_scalar("a \"b\"") == "'a \"b\"'");
  CHECK(base::yaml_scalar("a\n\"b\"") == "\"a\\n\\\"b\\\"\"");
}

TEST_CASE("in double quotes, whatever the text is") {
  CHECK(base::yaml_quoted("a") == "\"a\"");
  CHECK(base::yaml_quoted("a \"b\" \\ c") == "\"a \\\"b\\\" \\\\ c\"");
  CHECK(base::yaml_quoted("a\n\tb\x1b") == "\"a\\n\\tb\\x1b\"");
}

TEST_CASE("ids and titles have no control characters") {
  CHECK(base::yaml_quoted_line("a\n\x1b\"b\"") == "\"a  \\\"b\\\"\"");
  CHECK(base::yaml_quoted_lines({}) == "[]");
  CHECK(base::yaml_quoted_lines({"021", "b\tc"}) == "[\"021\", \"b c\"]");
}

TEST_CASE("any text comes back, as a key, in a list, in a map") {
  const unsigned seed = test::chosen_seed();
  CAPTURE(seed);
  std::mt19937 engine(seed);
  static const char* const pieces[] = {"a",
                                       " ",
                                       ":",
                                       "#",
                                       ",",
                                       "[",
                                       "}",
                                       "'",
                                       "\"",
                                       "\\",
                                       "\n",
                                       "\t",
                                       "\x1b",
                                       "\x7f",
                                       "-",
                                       "?",
                                       "&",
                                       "*",
                                       "!",
                                       "|",
                                       ">",
                                       "%",
                                       "@",
                                       "`",
                                       "0",
                                       "1",
                                       "é",
                                       "\xc2\x85",
                                       "\xe2\x80\xa8",
                                       "\xef\xbb\xbf",
                                       "日本",
                                       "\r",
                                       "true",
                                       "~",
                                       ".",
                                       "null",
                                       "=",
                                       "<<"};
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (std::size_t i = engine() % 8; i > 0; --i) text += pieces[engine() % std::size(pieces)];
    const std::string scalar = round % 2 == 0 ? base::yaml_scalar(text) : base::yaml_quoted(text);
    CAPTURE(scalar);
    const base::YamlNode root = base::parse_yaml(
        "k" + std::string(": [") + scalar + ", {v: " + scalar + "}]\n" + "m:\n  " + scalar + ": x\n", "test");
    CHECK(root.entries[0].second.items[0].scalar == text);
    CHECK(root.entries[0].second.items[1].entries[0].second.scalar == text);
    CHECK(root.entries[1].second.entries[0].first == text);
  }
}
