#include "adopt/convert.hpp"

#include <doctest/doctest.h>

#include "adopt/concurrent_indexes.hpp"
#include "adopt/versions.hpp"

using namespace barqdb;

namespace {

adopt::ConvertedChain converted(adopt::ForeignMigration migration) {
  migration.id = "1";
  migration.title = "a \"title\"";
  migration.file = "1.sql";
  base::Diagnostics diagnostics;
  adopt::ConvertedChain chain = adopt::convert({"goose", {migration}, {}}, diagnostics);
  CHECK(diagnostics.empty());
  return chain;
}

adopt::ForeignSql sql(const std::string& text) { return {text, {"1.sql", 1, 1}, true}; }

}  // namespace

TEST_CASE("a migration becomes the SQL form, without the transaction that it opens itself") {
  adopt::ForeignMigration migration;
  migration.up = sql("BEGIN;\nCREATE TABLE t (a int);\nCOMMIT;\n");
  migration.down = sql("DROP TABLE t;");
  const auto chain = converted(migration);
  CHECK(chain.files.at(0).name == "1_a_title.sql");
  CHECK(chain.files.at(0).text ==
        "-- revision: \"1\"\n-- down_revision: null\n-- description: \"a \\\"title\\\"\"\n-- # from goose: 1.sql\n"
        "-- barqdb:up\n\nCREATE TABLE t (a int);\n\n-- barqdb:down\n\nDROP TABLE t;\n");
}

TEST_CASE("settings may stand before the transaction that a migration opens; one begun twice is refused") {
  adopt::ForeignMigration migration;
  migration.up = sql("SET statement_timeout = 0;\nBEGIN;\nCREATE TABLE t (a int);\nCOMMIT;\n");
  CHECK(converted(migration).files.at(0).text.find("SET statement_timeout = 0;\n\nCREATE TABLE t (a int);") !=
        std::string::npos);
  migration.up = sql("BEGIN;\nBEGIN;\nCREATE TABLE t (a int);\nCOMMIT;\n");
  migration.id = "1";
  base::Diagnostics diagnostics;
  adopt::convert({"goose", {migration}, {}}, diagnostics);
  CHECK_FALSE(diagnostics.empty());
}

TEST_CASE("without a way back it is irreversible; what refuses a transaction is said") {
  adopt::ForeignMigration migration;
  migration.up = sql("VACUUM;");
  const auto chain = converted(migration);
  CHECK(chain.files.at(0).text.find("-- transaction: false\n-- irreversible: true\n") != std::string::npos);
}

TEST_CASE("what the parser does not know is said with its place; rows behind COPY are refused") {
  adopt::ForeignMigration migration;
  migration.up = sql("CREATE TABLE t (a int);\nCREATE TABEL u (a int);\n");
  const auto chain = converted(migration);
  REQUIRE(chain.notes.size() == 1);
  CHECK(chain.notes.at(0).starts_with("1.sql:2:1: the parser here cannot read this"));
  migration.id = "1";
  migration.up = sql("CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n2\n\\.\n");
  base::Diagnostics diagnostics;
  adopt::convert({"sqitch", {migration}, {}}, diagnostics);
  REQUIRE_FALSE(diagnostics.empty());
  CHECK(diagnostics.all().at(0).place.line == 2);
}

TEST_CASE("a file is named by its version, and by its title where that says more") {
  adopt::ForeignMigration migration;
  migration.id = "table-orders";
  migration.title = "table orders";
  migration.up = sql("CREATE TABLE orders (a int);");
  base::Diagnostics diagnostics;
  CHECK(adopt::convert({"sqitch", {migration}, {}}, diagnostics).files.at(0).name == "table-orders.sql");
  migration.id = "R__view";
  migration.title = "view";
  CHECK(adopt::convert({"flyway", {migration}, {}}, diagnostics).files.at(0).name == "R__view.sql");
}

TEST_CASE("only builds that a definition can say, undone by exactly their drops, become steps") {
  const auto read = adopt::read_concurrent_indexes;
  const auto one = read("CREATE INDEX CONCURRENTLY i ON s.t (a, lower(b)) WHERE c = 'x: \"y\"'", "DROP INDEX s.i;");
  REQUIRE(one);
  CHECK(adopt::create_index_yaml(one->created.at(0)) ==
        "create_index: {name: \"i\", table: \"s.t\", columns: [\"a\", {expression: \"lower(b)\"}], where: \"c = 'x: "
        "\\\"y\\\"'\"}");
  CHECK(read("CREATE INDEX CONCURRENTLY i ON t (a); CREATE INDEX CONCURRENTLY j ON t (b)",
             "DROP INDEX CONCURRENTLY j; DROP INDEX CONCURRENTLY IF EXISTS i")
            ->created.size() == 2);
  CHECK(read("DROP INDEX CONCURRENTLY i", "CREATE INDEX CONCURRENTLY i ON t (a)")->dropped.at(0).name == "i");
  CHECK_FALSE(read("CREATE INDEX i ON t (a)", "DROP INDEX i"));
  CHECK_FALSE(read("CREATE INDEX CONCURRENTLY i ON t (a)", "DROP INDEX j"));
  CHECK_FALSE(read("CREATE INDEX CONCURRENTLY i ON t (a); ANALYZE t", "DROP INDEX i"));
  CHECK_FALSE(read("CREATE INDEX CONCURRENTLY i ON t (lower(a) DESC)", "DROP INDEX i"));
  CHECK_FALSE(read("CREATE INDEX CONCURRENTLY i ON t (a)", "DROP INDEX i; DROP TABLE t"));
}

TEST_CASE("versions meet ids by text, then by number; a name that stands twice is name.2") {
  const auto matched = adopt::match_versions({"1", "20", "a-b", "a-b", "x"}, {"0001", "20", "a_b", "a_b.2", "3"});
  CHECK(matched.ids == std::vector<std::string>{"0001", "20", "a_b", "a_b.2"});
  CHECK(matched.unknown == std::vector<std::string>{"x"});
}
