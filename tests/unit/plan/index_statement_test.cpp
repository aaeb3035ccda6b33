#include "plan/index_statement.hpp"

#include <doctest/doctest.h>

#include "plan/ddl.hpp"

using namespace barqdb;

TEST_CASE("a CREATE INDEX becomes the definition that writes it again") {
  const auto again = [](const char* sql) {
    const auto statement = plan::parse_index_statement(sql);
    REQUIRE(statement);
    CHECK(statement->expressible);
    return plan::create_index_sql(statement->definition);
  };
  CHECK(again("create index concurrently if not exists i on t (a)") == "CREATE INDEX i ON t USING btree (a)");
  CHECK(again("CREATE UNIQUE INDEX \"My i\" ON s.\"T\" USING btree (a text_pattern_ops DESC NULLS LAST, lower(b), "
              "(a + c)) INCLUDE (d) WITH (fillfactor=70) TABLESPACE x WHERE a IS NOT NULL AND b <> ' where ('") ==
        "CREATE UNIQUE INDEX \"My i\" ON s.\"T\" USING btree (a text_pattern_ops DESC NULLS LAST, (lower(b)), (a + c)) "
        "INCLUDE (d) WITH (fillfactor = 70) TABLESPACE x WHERE (a IS NOT NULL AND b <> ' where (')");
  CHECK(again("CREATE INDEX i ON t USING gin (v)\n  where (x = 1)") ==
        "CREATE INDEX i ON t USING gin (v) WHERE (x = 1)");
}

TEST_CASE("what a definition cannot take from the text is said") {
  CHECK_FALSE(plan::parse_index_statement("CREATE INDEX ON t (a)")->expressible);
  CHECK_FALSE(plan::parse_index_statement("CREATE INDEX i ON t (lower(b) DESC)")->expressible);
  CHECK_FALSE(plan::parse_index_statement("CREATE INDEX i ON ONLY t (a)")->expressible);
  CHECK_FALSE(plan::parse_index_statement("DROP INDEX i"));
  CHECK_FALSE(plan::parse_index_statement("CREATE INDEX i ON t ("));
}

TEST_CASE("an expression ends with its first group, whatever stands behind it") {
  const auto statement = plan::parse_index_statement(
      "CREATE INDEX i ON t (lower(b) COLLATE \"C\" text_pattern_ops DESC, ((a -> ')') || x) DESC, s.\"F(\"(a, (b)) "
      "int4_ops)");
  REQUIRE(statement);
  REQUIRE(statement->definition.columns.size() == 3);
  CHECK(statement->definition.columns[0].expression == "lower(b)");
  CHECK(statement->definition.columns[1].expression == "(a -> ')') || x");
  CHECK(statement->definition.columns[2].expression == "s.\"F(\"(a, (b))");
}

TEST_CASE("conditions that statistics can judge") {
  const auto statement = plan::parse_index_statement(
      "CREATE INDEX i ON t (a) WHERE deleted_at IS NULL AND state IN ('A', 'B') AND NOT gone AND kind = 3");
  REQUIRE(statement);
  CHECK(statement->predicate_judged);
  REQUIRE(statement->predicate.size() == 4);
  CHECK(statement->predicate[0].kind == plan::PredicateTerm::Kind::is_null);
  CHECK(statement->predicate[1].values == std::vector<std::string>{"A", "B"});
  CHECK(statement->predicate[2].kind == plan::PredicateTerm::Kind::is_false);
  CHECK(statement->predicate[3].values == std::vector<std::string>{"3"});
  CHECK_FALSE(plan::parse_index_statement("CREATE INDEX i ON t (a) WHERE a > 5")->predicate_judged);
}
