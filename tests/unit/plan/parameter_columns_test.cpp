#include "plan/parameter_columns.hpp"

#include <doctest/doctest.h>

using namespace barqdb::plan;
using Kind = ColumnUse::Kind;

TEST_CASE("columns, tables and parameters of comparisons") {
  const auto found = comparisons_of(
      "SELECT * FROM public.couriers AS c JOIN \"Odd Name\" o ON o.id = c.odd_id WHERE c.org = $1 AND $2 < o.at "
      "AND c.state IN ($3, 'x') AND c.name LIKE $4 AND c.tag = ANY($5::text[]) LIMIT $6 OFFSET $7");
  REQUIRE(found.size() == 8);
  auto of = [&](int parameter) -> const ColumnUse& {
    for (const ColumnUse& comparison : found)
      if (comparison.parameter == parameter) return comparison;
    FAIL("no comparison with the parameter");
    return found.front();
  };
  CHECK(of(1).table == "public.couriers");
  CHECK(of(1).column == "org");
  CHECK(of(1).kind == Kind::equality);
  CHECK(of(2).table == "\"Odd Name\"");
  CHECK(of(2).column == "at");
  CHECK(of(2).kind == Kind::range);
  CHECK(of(3).kind == Kind::list);
  CHECK(of(4).kind == Kind::pattern);
  CHECK(of(5).kind == Kind::list);
  CHECK(of(5).column == "tag");
  CHECK(of(6).kind == Kind::limit);
  CHECK(of(7).kind == Kind::offset);
}

TEST_CASE("a column without an alias belongs to the only table") {
  CHECK(comparisons_of("UPDATE t SET a = 1 WHERE b = $1").at(0).table == "t");
  CHECK(comparisons_of("SELECT 1 FROM t, u WHERE b = $1").at(0).table.empty());
  CHECK(comparisons_of("this is no SQL").empty());
}
