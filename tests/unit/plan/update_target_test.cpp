#include "plan/update_target.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

TEST_CASE("an UPDATE names its table and the columns that it sets") {
  const auto plain = plan::update_target("UPDATE audit.events AS e SET status = $1, \"Odd\" = e.a + $2 WHERE id = $3");
  REQUIRE(plain);
  CHECK(plain->table == model::QualifiedName{"audit", "events"});
  CHECK(plain->columns == std::vector<std::string>{"status", "Odd"});
  const auto inside = plan::update_target("WITH x AS (UPDATE t SET a = $1 RETURNING *) SELECT * FROM x");
  REQUIRE(inside);
  CHECK(inside->table.name == "t");
  const auto several = plan::update_target("UPDATE t SET (a, b) = ($1, $2)");
  REQUIRE(several);
  CHECK(several->columns == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(plan::update_target("SELECT 1"));
  CHECK_FALSE(plan::update_target("UPDATE nonsense nonsense"));
}
