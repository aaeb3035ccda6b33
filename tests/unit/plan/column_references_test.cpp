#include "plan/column_references.hpp"

#include <doctest/doctest.h>

using namespace barqdb::plan;

namespace {

std::vector<std::string> names(std::string_view expression) {
  std::vector<std::string> out;
  for (const ColumnReference& one : column_references(expression)) {
    CHECK(expression.substr(one.offset).find(one.column.substr(0, 1)) != std::string_view::npos);
    out.push_back(one.column);
  }
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the columns that an expression names") {
  CHECK(names("a = 1 AND lower(b) = 'c'") == Names{"a", "b"});
  CHECK(names("t.a > 0") == Names{"a"});
  CHECK(names("\"Odd Name\" IS NOT NULL") == Names{"Odd Name"});
  CHECK(names("t.* IS NOT NULL").empty());
  CHECK(names("CASE WHEN a THEN b ELSE c END = coalesce(d, e)").size() == 5);
  CHECK(names("true").empty());
  CHECK(names("a =").empty());
  CHECK(names("").empty());
  CHECK(names("ARRAY[a, b] @> '{1}' AND (c).d = 1") == Names{"a", "b", "c"});
}

TEST_CASE("offsets count from the start of the expression") {
  const auto references = column_references("'é' = a");
  REQUIRE(references.size() == 1);
  CHECK(references[0].offset == 7);
}
