#include "plan/user_sql.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace barqdb::plan;

TEST_CASE("assignments are read, and nothing else passes for them") {
  CHECK(read_assignments("a = 1").columns == std::vector<std::string>{"a"});
  CHECK(read_assignments("a = b + 1, \"B\" = (SELECT 1 FROM x WHERE y), (c, d) = (1, 2)").columns ==
        std::vector<std::string>{"a", "B", "c", "d"});
  for (const char* wrong : {"", "a", "a = 1 WHERE true", "a = 1; DELETE FROM t", "a = 1 FROM x", "a = 1 RETURNING a",
                            "a = 1, ", "SET a = 1", "a = 'x"})
    CHECK_MESSAGE(read_assignments(wrong).error.has_value(), wrong);
}

TEST_CASE("an error in assignments is placed by bytes") {
  const std::string text = "a = '\xc3\xa9\xe2\x82\xac', b == 1";
  const auto error = read_assignments(text).error;
  REQUIRE(error.has_value());
  CHECK(error->offset == text.find("=="));
}

TEST_CASE("placeholders stand outside quotes and comments") {
  const auto found =
      find_placeholders("UPDATE t SET a = ':chunk', b = $x$:chunk$x$ -- :chunk\n/* :chunk */ WHERE :chunk");
  REQUIRE(found.size() == 1);
  CHECK(found[0].alias.empty());
  const std::string text = "DELETE FROM t o WHERE :chunk(o) AND x::chunk IS NULL AND :chunky";
  const auto with = find_placeholders(text);
  REQUIRE(with.size() == 1);
  CHECK(with[0].alias == "o");
  CHECK(text.substr(with[0].begin, with[0].end - with[0].begin) == ":chunk(o)");
  CHECK(find_placeholders("SELECT 1").empty());
}

TEST_CASE("a quote behind a backslash closes a string only where backslashes mean nothing") {
  for (const std::string text : {"UPDATE t SET a = E'\\' :chunk' WHERE :chunk", "UPDATE t SET a = e'\\\\' WHERE :chunk",
                                 "UPDATE t SET a = '\\' WHERE :chunk", "UPDATE t SET a = like'\\' WHERE :chunk"}) {
    CAPTURE(text);
    const auto found = find_placeholders(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].begin == text.size() - 6);
  }
}

TEST_CASE("texts that differ in white space, comments and the case of names are the same words") {
  const auto same = [](const char* a, const char* b) { return in_plain_words(a) == in_plain_words(b); };
  CHECK(same("v=v+1", "V  =\n v + 1 -- one more"));
  CHECK(same("x = lower(name),y='A  b'", "x=lower( name ) , y = 'A  b'"));
  CHECK(same("a /* why */ > 1.5", "a>1.5"));
  CHECK(same("n = $tag$ A $tag$", "n=$tag$ A $tag$"));
  for (const std::pair<const char*, const char*>& pair :
       std::vector<std::pair<const char*, const char*>>{{"x = 'A'", "x = 'a'"},
                                                        {"\"X\" = 1", "\"x\" = 1"},
                                                        {"x = 'a''b'", "x = 'a'\n'b'"},
                                                        {"x = E'\\n'", "x = E '\\n'"},
                                                        {"x = U&'a'", "x = U & 'a'"},
                                                        {"x = 'a -- b'", "x = 'a'"},
                                                        {"x = 'a  b'", "x = 'a b'"},
                                                        {"x <> 1", "x < > 1"},
                                                        {"x = 12", "x = 1 2"},
                                                        {"x = 1.5", "x = 1 .5"},
                                                        {"x = y", "x = y2"},
                                                        {"x = $$ A $$", "x = $$ a $$"}}) {
    CAPTURE(pair.first);
    CHECK(!same(pair.first, pair.second));
  }
}
