#include "plan/named_queries.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace barqdb;
using plan::parse_named_queries;

TEST_CASE("headers, comments and the statement of each query") {
  const auto queries = parse_named_queries(
      "-- Of the file, not of a query: free text.\n\n-- name: totals\n-- module: dashboard\n-- pair: dash better\n"
      "-- repeat: 3\n-- params: $1 integer = 7; $2 text = 'a;b''c'\n-- a remark\nSELECT count(*)\n  FROM t WHERE a = "
      "$1 -- why\n"
      "    AND b = $2;\n\n-- name: touch\n-- writes: yes\nUPDATE t SET a = 1;\n",
      "q.sql");
  REQUIRE(queries.size() == 2);
  CHECK(queries[0].name == "totals");
  CHECK(queries[0].module == "dashboard");
  CHECK(queries[0].pair_group == "dash");
  CHECK(queries[0].pair_side == "better");
  CHECK(queries[0].repeat == 3);
  CHECK(!queries[0].writes);
  REQUIRE(queries[0].parameters.size() == 2);
  CHECK(queries[0].parameters[0].type == "integer");
  CHECK(queries[0].parameters[1].value == "'a;b''c'");
  CHECK(queries[0].sql.starts_with("SELECT count(*)"));
  CHECK(queries[0].sql.ends_with("b = $2"));
  CHECK(queries[0].place.line == 3);
  CHECK(queries[1].writes);
  CHECK(queries[1].parameters.empty());
}

TEST_CASE("an indented comment is prose, also when it names a header") {
  const auto queries = parse_named_queries(
      "-- Header lines:\n--   name:    unique name\n--   params:  $n type = value\n  -- repeat: often\n\n"
      "-- name: a\n--repeat: 2\n--   module: the part that sends it\nSELECT 1;\n",
      "q.sql");
  REQUIRE(queries.size() == 1);
  CHECK(queries[0].name == "a");
  CHECK(queries[0].repeat == 2);
  CHECK(queries[0].module.empty());
}

TEST_CASE("every complaint at once, each with its line") {
  const std::string text =
      "-- repeat: 2\n-- name: a\n-- repeat: none\n-- params: $2 int = 1\n-- writes: perhaps\n-- pair: dash\nSELECT 1; "
      "SELECT 2;\n"
      "-- name: a\nSELECT 1;\n-- name: empty\n";
  try {
    parse_named_queries(text, "q.sql");
    FAIL("was accepted");
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::usage);
    CHECK(error.place.line == 1);
    CHECK(error.others.size() == 7);
  }
}
