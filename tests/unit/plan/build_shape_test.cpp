#include "plan/build_shape.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

TEST_CASE("method, columns, tablespace and predicate of a build") {
  const auto shape = plan::build_shape(
      "CREATE UNIQUE INDEX CONCURRENTLY i ON s.t USING btree (a, lower(b), \"C c\" DESC) INCLUDE (d) TABLESPACE fast "
      "WHERE a > 1");
  REQUIRE(shape);
  CHECK(shape->method == "btree");
  CHECK(shape->columns == std::vector<std::string>{"a", "", "C c", "d"});
  CHECK(shape->tablespace == "fast");
  CHECK(shape->partial);
  CHECK(plan::build_shape("CREATE INDEX i ON t USING gin (a)")->method == "gin");
  CHECK_FALSE(plan::build_shape("CREATE INDEX i ON t (a)")->partial);
}

TEST_CASE("anything else is no build") {
  CHECK_FALSE(plan::build_shape("SELECT 1"));
  CHECK_FALSE(plan::build_shape("CREATE INDEX ON"));
  CHECK_FALSE(plan::build_shape(""));
}
