#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace barqdb::base;

TEST_CASE("trim, split, join and lower") {
  CHECK(trim(" \t a b \r\n") == "a b");
  CHECK(trim(" \n ").empty());
  CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(join({"a", "b", "c"}, ", ") == "a, b, c");
  CHECK(join({}, ", ").empty());
  CHECK(lower("AbZ\xC3\x84") == "abz\xC3\x84");
}

TEST_CASE("the nearest candidate is a typo away, or there is none") {
  const std::vector<std::string> keys{"columns", "include", "where", "with"};
  CHECK(nearest("colums", keys) == "columns");
  CHECK(nearest("COLUMNS", keys) == "columns");
  CHECK(nearest("wehre", keys) == "where");
  CHECK(nearest("inlcude", keys) == "include");
  CHECK(nearest("tablespace", keys) == "");
  CHECK(nearest("x", keys) == "");
  CHECK(nearest(std::string(100'000, 'w'), keys) == "");
  CHECK(nearest("", keys) == "");
}

TEST_CASE("one line for messages") {
  CHECK(one_line("  SELECT *\n\tFROM  t ") == "SELECT * FROM t");
  CHECK(one_line(std::string(300, 'x')).size() == 100);
  CHECK(one_line("abcdefgh", 6) == "abc...");
  CHECK(one_line("abcdef", 6) == "abcdef");
  CHECK(one_line("ab\xC3\xA4"
                 "defgh",
                 6) == "ab...");  // never half a character
  CHECK(one_line("abcdef", 2) == "..");
  CHECK(one_line("").empty());
}

TEST_CASE("UTF-8 is told from other bytes") {
  CHECK(find_invalid_utf8("plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80") == std::string_view::npos);
  CHECK(find_invalid_utf8("ab\xFF") == 2);
  CHECK(find_invalid_utf8("\xC0\x80") == 0);          // overlong
  CHECK(find_invalid_utf8("\xE0\x80\x80") == 0);      // overlong
  CHECK(find_invalid_utf8("a\xED\xA0\x80") == 1);     // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_invalid_utf8("a\xE2\x82") == 1);         // cut off
  CHECK(find_invalid_utf8("\x80") == 0);
}

TEST_CASE("shell patterns") {
  CHECK(matches_pattern("idx_legal_hold_1", "idx_legal_hold_*"));
  CHECK(matches_pattern("abc", "a?c"));
  CHECK(matches_pattern("abc", "*"));
  CHECK(matches_pattern("", "*"));
  CHECK(matches_pattern("aXbXc", "*X?"));
  CHECK(matches_pattern("mississippi", "m*iss*pi"));
  CHECK_FALSE(matches_pattern("abc", "a?"));
  CHECK_FALSE(matches_pattern("abc", ""));
  CHECK_FALSE(matches_pattern("abc", "*x"));
  CHECK_FALSE(matches_pattern(std::string(2000, 'a'), "a*a*a*a*a*a*a*a*b"));  // no exponential search
}

TEST_CASE("a count with its noun") {
  CHECK(counted(1, "index", "indexes") == "1 index");
  CHECK(counted(0, "index", "indexes") == "0 indexes");
  CHECK(counted(245, "index", "indexes") == "245 indexes");
}
