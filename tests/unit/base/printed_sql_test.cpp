#include "base/printed_sql.hpp"

#include <doctest/doctest.h>

using barqdb::base::reprintable;
using barqdb::base::without_parentheses;

TEST_CASE("only parentheses around the whole go") {
  CHECK(without_parentheses("((a + b))") == "a + b");
  CHECK(without_parentheses("(a) + (b)") == "(a) + (b)");
  CHECK(without_parentheses("(a = ')'::text)") == "a = ')'::text");
  CHECK(without_parentheses("(\"x)\" = 1)") == "\"x)\" = 1");
  CHECK(without_parentheses("f(a)") == "f(a)");
}

TEST_CASE("a condition that begins with another of its kind is kept apart") {
  CHECK(reprintable("(((a >= 1) AND (a <= 2)) AND f)") == "(((a >= 1) AND (a <= 2))::boolean AND f)");
  CHECK(reprintable("(((a < 1) OR (a > 2)) OR f)") == "(((a < 1) OR (a > 2))::boolean OR f)");
  // Of another kind, or not in front: the parser keeps those by itself.
  for (const char* stable :
       {"(((a < 1) OR (a > 2)) AND f)", "(f AND ((a >= 1) AND (a <= 2)))", "((a = 1) AND (b = 2) AND f)",
        "((b = ' AND '::text) AND f)", "(NOT ((a = 1) AND f))", "f(((a = 1) AND b), c)"})
    CHECK(reprintable(stable) == stable);
}

TEST_CASE("the type of a list stays that of its items") {
  CHECK(reprintable("((c)::text = ANY ((ARRAY['a'::character varying, 'b,'::character varying])::text[]))") ==
        "((c)::text = ANY ((ARRAY['a'::character varying, 'b,'::character varying]::character varying[])::text[]))");
  const auto types = [](const std::string& column) { return column == "C \"x\"" ? "character varying" : ""; };
  CHECK(reprintable("((ARRAY[\"C \"\"x\"\"\", d])::text[])", types) ==
        "((ARRAY[\"C \"\"x\"\"\", d]::character varying[])::text[])");
  for (const char* stable :
       {"(a = ANY (ARRAY[1, 2]))", "((ARRAY[other])::text[])", "(b = '(ARRAY[''x''::t])::text[]'::text)",
        "((ARRAY['x'::timestamp(3) without time zone])::text[])", "(ARRAY[]::text[])"})
    CHECK(reprintable(stable, types) == stable);
}
