#include "plan/schema_effects.hpp"

#include <doctest/doctest.h>

using namespace barqdb;
using plan::ForeseenSchema;

namespace {

ForeseenSchema after(const std::string& sql) {
  ForeseenSchema schema("public");
  plan::apply_effects(sql, schema);
  return schema;
}

using Columns = std::set<std::string>;

}  // namespace

TEST_CASE("tables with their columns are foreseen") {
  const ForeseenSchema schema =
      after("CREATE TABLE t (a int, \"B b\" text, PRIMARY KEY (a)); CREATE TABLE IF NOT EXISTS audit.e (c int);");
  REQUIRE(schema.find({"", "t"}) != nullptr);
  CHECK(schema.find({"", "t"})->columns == Columns{"a", "B b"});
  CHECK_FALSE(schema.find({"", "t"})->open);
  CHECK(schema.find({"public", "t"}) != nullptr);
  CHECK(schema.find({"audit", "e"}) != nullptr);
  CHECK(schema.find({"other", "t"}) == nullptr);
  CHECK_FALSE(schema.open());
}

TEST_CASE("CREATE TABLE IF NOT EXISTS leaves a table that exists as it is") {
  ForeseenSchema schema("public");
  schema.add_table({"public", "t"}, {{"old"}, false});
  plan::apply_effects("CREATE TABLE IF NOT EXISTS t (new int)", schema);
  CHECK(schema.find({"", "t"})->columns.contains("old"));
}

TEST_CASE("tables whose columns the text does not show are open") {
  for (const char* sql :
       {"CREATE TABLE t (LIKE u)", "CREATE TABLE t () INHERITS (u)", "CREATE TABLE t AS SELECT 1 AS a",
        "CREATE TABLE t OF ty", "CREATE TABLE t PARTITION OF u FOR VALUES IN (1)",
        "CREATE MATERIALIZED VIEW t AS SELECT 1", "SELECT 1 AS a INTO t"}) {
    const ForeseenSchema schema = after(sql);
    REQUIRE_MESSAGE(schema.find({"", "t"}) != nullptr, std::string(sql));
    CHECK_MESSAGE(schema.find({"", "t"})->open, std::string(sql));
  }
}

TEST_CASE("columns come, go and change their names") {
  const std::string make = "CREATE TABLE t (a int, b int);";
  CHECK(after(make + "ALTER TABLE t ADD COLUMN c int, DROP COLUMN a").find({"", "t"})->columns == Columns{"b", "c"});
  CHECK(after(make + "ALTER TABLE public.t ADD c int").find({"", "t"})->columns.contains("c"));
  CHECK(after(make + "ALTER TABLE t RENAME COLUMN a TO z").find({"", "t"})->columns == Columns{"b", "z"});
  CHECK(after(make + "ALTER TABLE t RENAME b TO y").find({"", "t"})->columns == Columns{"a", "y"});
  CHECK(after(make + "ALTER TABLE t ALTER COLUMN a TYPE text, ADD CHECK (a > 'b')").find({"", "t"})->columns ==
        Columns{"a", "b"});
}

TEST_CASE("tables go, change their names and their schemas") {
  const std::string make = "CREATE TABLE t (a int);";
  CHECK(after(make + "DROP TABLE t").find({"", "t"}) == nullptr);
  CHECK(after(make + "DROP TABLE IF EXISTS public.t CASCADE").find({"", "t"}) == nullptr);
  CHECK(after(make + "ALTER TABLE t RENAME TO u").find({"", "t"}) == nullptr);
  CHECK(after(make + "ALTER TABLE t RENAME TO u").find({"", "u"})->columns == Columns{"a"});
  CHECK(after(make + "ALTER TABLE t SET SCHEMA s").find({"s", "t"}) != nullptr);
  CHECK(after(make + "ALTER TABLE t SET SCHEMA s").find({"public", "t"}) == nullptr);
}

TEST_CASE("what may make anything opens the schema") {
  for (const char* sql : {"DO $$ BEGIN EXECUTE 'CREATE TABLE t (a int)'; END $$", "SELECT make_tables()", "CALL make()",
                          "not SQL at all", "SET search_path = other", "DROP SCHEMA s CASCADE",
                          "IMPORT FOREIGN SCHEMA s FROM SERVER x INTO y", "CREATE SCHEMA s CREATE TABLE t (a int)"}) {
    CHECK_MESSAGE(after(sql).open(), std::string(sql));
  }
  for (const char* sql :
       {"INSERT INTO t VALUES (1)", "CREATE INDEX i ON t (a)", "SELECT setval('s', 1)", "COMMENT ON TABLE t IS 'x'",
        "UPDATE t SET a = 1", "CREATE SCHEMA s", "SET statement_timeout = 0"}) {
    CHECK_MESSAGE(!after(sql).open(), std::string(sql));
  }
}

TEST_CASE("extensions are foreseen") {
  CHECK(after("CREATE EXTENSION IF NOT EXISTS pg_trgm").extensions().contains("pg_trgm"));
}

TEST_CASE("the name that a table had before its renames") {
  ForeseenSchema schema("");
  plan::follow_renames("ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME TO c; ALTER TABLE s.x SET SCHEMA t", schema);
  using Name = model::QualifiedName;
  CHECK(schema.origin({"", "c"}) == Name{"", "a"});
  CHECK(schema.origin({"public", "c"}) == Name{"public", "a"});
  CHECK(schema.origin({"t", "x"}) == Name{"s", "x"});
  CHECK(schema.origin({"other", "x"}) == Name{"other", "x"});
  CHECK(schema.origin({"", "d"}) == Name{"", "d"});
  plan::follow_renames("ALTER TABLE a RENAME COLUMN q TO d", schema);
  CHECK(schema.origin({"", "d"}) == Name{"", "d"});
}
