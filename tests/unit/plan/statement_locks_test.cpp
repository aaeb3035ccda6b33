#include "plan/statement_locks.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

TEST_CASE("locks for people: strongest first, tables that the text makes itself left out") {
  CHECK(plan::statements_lock("CREATE TABLE n (a int); CREATE INDEX ON n (a); ALTER TABLE n ADD COLUMN b int") ==
        "none on a table that exists");
  CHECK(plan::statements_lock("CREATE INDEX i ON t (a); ALTER TABLE s.u ADD COLUMN b int") ==
        "ACCESS EXCLUSIVE on s.u: blocks reads and writes; SHARE on t: blocks writes");
  CHECK(plan::statements_lock("DO $$ BEGIN PERFORM 1; END $$") == "what its code takes, which the text does not tell");
  CHECK(plan::statements_lock("not sql at all") == "what its code takes, which the text does not tell");
  CHECK_FALSE(plan::locks_of("SELECT f()"));
  CHECK(plan::locks_of("SELECT 1")->empty());
}
