#include "base/yaml.hpp"

#include <doctest/doctest.h>

#include <random>

#include "support/seed.hpp"

using namespace barqdb::base;

namespace {

YamlNode parse(std::string_view text) { return parse_yaml(text, "f.yaml"); }

// The error of a text that must not parse; its kind is always usage, its hint never empty.
Error error_of(std::string_view text, const YamlLimits& limits = {}) {
  try {
    parse_yaml(text, "f.yaml", 0, limits);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    CHECK_FALSE(error.hint.empty());
    return error;
  }
  FAIL_CHECK("parsed: " << std::string(text.substr(0, 80)));
  return {ErrorKind::server, "none"};
}

bool says(const Error& error, const std::string& words) { return error.message.find(words) != std::string::npos; }
bool advises(const Error& error, const std::string& words) { return error.hint.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a tree with places, and scalars as they were written") {
  const YamlNode root = parse("a: 021\nb: [1e10, 'off', off]\nc:\n  d: \"null\"\n  e: ~\n  f:\ng: |\n  SELECT 1\n");
  REQUIRE(root.is_map());
  CHECK(root.find("a")->scalar == "021");
  CHECK_FALSE(root.find("a")->quoted);
  CHECK(root.find("a")->place == Place{"f.yaml", 1, 4});
  REQUIRE(root.find("b")->items.size() == 3);
  CHECK(root.find("b")->items[0].scalar == "1e10");
  CHECK(root.find("b")->items[1].quoted);
  CHECK(root.find("b")->items[2].scalar == "off");
  const YamlNode& c = *root.find("c");
  CHECK(c.find("d")->is_scalar());
  CHECK(c.find("d")->scalar == "null");
  CHECK(c.find("e")->is_null());
  CHECK(c.find("f")->is_null());
  CHECK(c.find("f")->place.line == 6);  // of its key, not of the next token
  CHECK(c.key_places[0] == Place{"f.yaml", 4, 3});
  CHECK(root.find("g")->scalar == "SELECT 1\n");
  CHECK(root.find("nothing") == nullptr);
}

TEST_CASE("the last line ends with a line end or not") {
  CHECK(parse("a: x").find("a")->scalar == "x");
  CHECK(parse("a: 'x'").find("a")->scalar == "x");
  CHECK(parse("a: |\n  x\n").find("a")->scalar == "x\n");
  CHECK(parse("a: |-\n  x").find("a")->scalar == "x");
  CHECK(parse("a: |+\n  x\n\n").find("a")->scalar == "x\n\n");
  CHECK(parse("a: x # y").find("a")->scalar == "x");
}

TEST_CASE("documents without content are null, with a place") {
  for (const char* text : {"", "# only a comment\n", "\n\n", "---\n", "~"}) {
    INFO(text);
    CHECK(parse(text).is_null());
    CHECK(parse(text).place.known());
  }
}

TEST_CASE("the line offset moves every place") {
  CHECK(parse_yaml("a: 1", "f.sql", 10).find("a")->place.line == 11);
  CHECK_THROWS_AS(parse_yaml("\ta: 1", "f.sql", 10), Error);
}

TEST_CASE("aliases repeat a value") {
  const YamlNode root = parse("a: &x [1, {b: 2}]\nc: *x\n");
  CHECK(root.find("c")->items.at(1).find("b")->scalar == "2");
}

TEST_CASE("a bomb of aliases ends in a clear error") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 8; ++j) bomb += ", " + before;
    bomb += "]\n";
  }
  CHECK(says(error_of(bomb), "aliases are expanded"));
  std::string text_bomb = "a: &a \"" + std::string(1 << 20, 'x') + "\"\nb:\n";
  for (int i = 0; i < 1000; ++i) text_bomb += "  - *a\n";
  CHECK(says(error_of(text_bomb), "aliases are expanded"));
  CHECK(says(error_of("a: &a [*a]"), "inside the value"));
  CHECK(says(error_of("a: *nobody"), "anchor is not defined"));
  std::string tower = "- &a0 [x]\n";
  for (int i = 1; i < 100; ++i) tower += "- &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  CHECK(says(error_of(tower), "levels deep"));
}

TEST_CASE("what is not the YAML that barqdb reads is refused with place and remedy") {
  Error error = error_of("a: 1\nb:\n\tc: 2\n");
  CHECK(says(error, "tab"));
  CHECK(error.place == Place{"f.yaml", 3, 1});
  CHECK(advises(error, "expand"));

  error = error_of(
      "\xEF\xBB\xBF"
      "a: 1\n");
  CHECK(says(error, "byte order mark"));
  CHECK(error.place == Place{"f.yaml", 1, 1});

  error = error_of("a: 1\nb: 2\r\n");
  CHECK(says(error, "CRLF"));
  CHECK(error.place == Place{"f.yaml", 2, 5});
  CHECK(advises(error, "sed -i 's/\\r$//' f.yaml"));
  CHECK(advises(error, ".gitattributes"));
  CHECK(advises(error, "eol=lf"));

  error = error_of("a: 1\nb: \xE9t\xE9\n");
  CHECK(says(error, "UTF-8"));
  CHECK(error.place == Place{"f.yaml", 2, 4});
  CHECK(advises(error, "iconv"));

  error = error_of("a: 1\nb: [1, 2\nc: 3\n");
  CHECK(says(error, "not YAML"));
  CHECK(error.place.line > 0);

  for (const char* open : {"a: \"x\nb: 1\n", "a: 'x\nb: 1\n", "a: \"x", "a: 'x\n"})
    CHECK(says(error_of(open), "not YAML"));

  error = error_of("a: 1\n---\nb: 2\n");
  CHECK(says(error, "second YAML document"));
  CHECK(error.place.line == 2);

  error = error_of("a: 1\nb: 2\na: 3\n");
  CHECK(says(error, "\"a\" is already in this map, in line 1"));
  CHECK(error.place == Place{"f.yaml", 3, 1});

  error = error_of("a: 1\nb: x\x1B[0m\n");
  CHECK(says(error, "control character"));
  CHECK(error.place == Place{"f.yaml", 2, 5});

  CHECK(says(error_of(std::string("a: \0b", 5)), "zero byte"));
  CHECK(says(error_of("a: \"x\\0\"\n"), "zero byte"));
  CHECK(says(error_of("a: 1\rb: 2"), "control character"));
  CHECK(says(error_of("? [a]\n: b\n"), "key must be text"));
  CHECK(says(error_of("~: b\n"), "key must be text"));
  CHECK(says(error_of("<<: {a: 1}\n"), "merge keys"));
  CHECK(says(error_of("a: !!python/object x\n"), "tag"));
  CHECK(says(error_of("a: " + std::string(10'000'000, 'x')), "more than 4.0 MB"));
  CHECK(says(error_of("[a, b, c]", {1000, 3, 64}), "too large"));
}

TEST_CASE("tabs are text in block scalars, in the middle of lines and in blank lines") {
  CHECK(parse("a: |\n  SELECT\n  \tx\n\nb: 1").find("a")->scalar == "SELECT\n\tx\n");
  CHECK(parse("a: 1 \t# comment\n\t\nb: 2").find("b")->scalar == "2");
  CHECK(error_of("a: |\n  x\n\ty\n").place.line == 3);
}

TEST_CASE("nesting without end is refused before the stack ends") {
  for (const char* opener : {"[", "{a: ", "- ", "? ", "[a: "}) {
    INFO(opener);
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += opener;
    error_of(text);
  }
}

TEST_CASE("property: no bytes crash the parser, and every refusal is an Error with a hint") {
  const unsigned seed = barqdb::test::chosen_seed();
  std::mt19937 random(seed);
  const std::vector<std::string> pieces{
      "a", ":", " ",      "\n", "- ",  "[",   "]",  "{",   "}", ",",  "&x ",      "*x",   "|",    ">", "'", "\"", "#",
      "?", "!", "!!str ", "%",  "---", "...", "\t", "\\u", "~", "  ", "\xC3\xA9", "\x85", "\x04", "`", "@", "<<"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    const std::size_t length = random() % 30;
    for (std::size_t j = 0; j < length; ++j) text += pieces[random() % pieces.size()];
    try {
      parse(text);
    } catch (const Error& error) {
      CHECK_FALSE(error.hint.empty());
    }
  }
}
