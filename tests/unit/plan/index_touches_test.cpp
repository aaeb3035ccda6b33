#include "plan/index_touches.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

// "made", "made if missing", "gone", or "" when the SQL leaves the name alone.
std::string touch(const char* sql, const model::QualifiedName& name) {
  plan::IndexTouches touches;
  touches.follow(sql);
  const plan::IndexTouch* found = touches.find(name);
  if (found == nullptr) return "";
  if (!found->made) return "gone";
  return found->only_if_missing ? "made if missing" : "made";
}

}  // namespace

TEST_CASE("indexes that SQL makes, drops and renames") {
  CHECK(touch("CREATE INDEX i ON t (a)", {"", "i"}) == "made");
  CHECK(touch("CREATE UNIQUE INDEX IF NOT EXISTS i ON s.t (a)", {"s", "i"}) == "made if missing");
  CHECK(touch("DROP INDEX CONCURRENTLY IF EXISTS s.i, j", {"s", "i"}) == "gone");
  CHECK(touch("DROP INDEX CONCURRENTLY IF EXISTS s.i, j", {"public", "j"}) == "gone");
  CHECK(touch("ALTER INDEX i RENAME TO \"J\"", {"", "i"}) == "gone");
  CHECK(touch("ALTER INDEX i RENAME TO \"J\"", {"", "J"}) == "made");
  CHECK(touch("ALTER TABLE t RENAME COLUMN i TO j", {"", "i"}).empty());
  CHECK(touch("SELECT 'drop index i'", {"", "i"}).empty());
  CHECK(touch("CREATE INDEX i ON no sql", {"", "i"}).empty());
}

TEST_CASE("constraints stand for their indexes, with the names that the server chooses") {
  CHECK(touch("CREATE TABLE s.t (id int PRIMARY KEY, b int UNIQUE, CONSTRAINT k UNIQUE (id, b))", {"s", "t_pkey"}) ==
        "made");
  CHECK(touch("CREATE TABLE t (id int PRIMARY KEY, b int UNIQUE, CONSTRAINT k UNIQUE (id, b))", {"s", "t_b_key"}) ==
        "made");
  CHECK(touch("CREATE TABLE t (a int, b int, UNIQUE (a, b))", {"", "t_a_b_key"}) == "made");
  CHECK(touch("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)", {"", "k"}) == "made");
  CHECK(touch("ALTER TABLE t ADD COLUMN c int UNIQUE", {"", "t_c_key"}) == "made");
  CHECK(touch("ALTER TABLE t DROP CONSTRAINT k", {"public", "k"}) == "gone");
  CHECK(touch("ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i", {"", "i"}) == "gone");
  CHECK(touch("ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i", {"", "k"}) == "made");
  CHECK(touch("ALTER TABLE t RENAME CONSTRAINT k TO l", {"", "k"}) == "gone");
}

TEST_CASE("the last touch of a name counts, and a schema tells names apart") {
  CHECK(touch("DROP INDEX i; CREATE INDEX i ON t (a)", {"", "i"}) == "made");
  CHECK(touch("CREATE INDEX i ON t (a); DROP INDEX i", {"", "i"}) == "gone");
  CHECK(touch("CREATE INDEX i ON s.t (a)", {"public", "i"}).empty());
  plan::IndexTouches touches;
  touches.follow("CREATE INDEX i ON t (a); DROP TABLE t");
  CHECK(touches.find({"", "i"}) == nullptr);
  CHECK(touches.drops({"public", "t"}));
  CHECK_FALSE(touches.drops({"public", "u"}));
}

TEST_CASE("a name without a schema is one of the search_path, until the SQL changes it") {
  plan::IndexTouches touches({"pg_catalog", "app", "public"});
  touches.follow("ALTER INDEX i RENAME TO j");
  CHECK(touches.find({"public", "j"}) != nullptr);
  CHECK(touches.find({"", "j"}) != nullptr);
  CHECK(touches.find({"other", "j"}) == nullptr);
  touches.forget({"other", "i"});
  CHECK(touches.find({"app", "i"}) != nullptr);
  touches.follow("SELECT set_config('search_path', 'other', true)");
  CHECK(touches.find({"other", "j"}) != nullptr);
}
