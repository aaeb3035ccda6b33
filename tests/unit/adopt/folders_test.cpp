// Folders of other tools as values: what the tools themselves would refuse, or read in another way than one expects.
#include <doctest/doctest.h>

#include "adopt/foreign.hpp"
#include "support/program.hpp"

using namespace barqdb;
using barqdb::test::TemporaryFolder;

namespace {

using Load = adopt::ForeignChain (*)(const std::string&, base::Diagnostics&);

// The complaints about a folder with this one file: "line: message", each on a line of its own.
std::string complaints(Load load, const std::string& text) {
  const TemporaryFolder folder;
  folder.write("1_a.sql", text);
  base::Diagnostics diagnostics;
  load(folder.path(), diagnostics);
  std::string out;
  for (const auto& one : diagnostics.all()) out += std::to_string(one.place.line) + ": " + one.message + "\n";
  return out;
}

}  // namespace

TEST_CASE("dbmate: a way back before the way forward, and SQL before both, are refused as there") {
  const std::string up = "-- migrate:up\nCREATE TABLE a (x int);\n", down = "-- migrate:down\nDROP TABLE a;\n";
  CHECK(complaints(adopt::load_dbmate, "-- a comment; of its own\n\n" + up + down).empty());
  CHECK(complaints(adopt::load_dbmate, down + up) == "1: -- migrate:down stands before -- migrate:up\n");
  CHECK(complaints(adopt::load_dbmate, "-- a type\nCREATE TYPE t AS ENUM ();\nCREATE TYPE u AS ENUM ();\n" + up +
                                           down) == "2: SQL stands before -- migrate:up\n");
}

TEST_CASE("goose: an annotation begins its line; each direction stands once, and nothing before them") {
  const std::string up = "-- +goose Up\nDO $$\nBEGIN\n  -- +goose Down\n  PERFORM 1;\nEND $$;\n";
  CHECK(complaints(adopt::load_goose, "-- +goose NO TRANSACTION\n-- a licence\n\n" + up).empty());
  CHECK(complaints(adopt::load_goose, "CREATE TYPE t AS ENUM ();\nSELECT 1;\n" + up) ==
        "1: SQL stands before -- +goose Up\n");
  CHECK(complaints(adopt::load_goose, up + up) == "7: a second line -- +goose Up\n");
  CHECK(complaints(adopt::load_goose, up + "-- +goose Down\n-- +goose Down\n") == "8: a second line -- +goose Down\n");
  const TemporaryFolder folder;
  folder.write("1_a.sql", up);
  base::Diagnostics diagnostics;
  const adopt::ForeignChain chain = adopt::load_goose(folder.path(), diagnostics);
  CHECK_FALSE(chain.migrations.at(0).down);
  CHECK(chain.migrations.at(0).up.text.find("-- +goose Down\n  PERFORM 1;") != std::string::npos);
}

TEST_CASE("sqitch: of several tags before a rework, the last one that a script carries names it") {
  const TemporaryFolder folder;
  const std::string by = " 2023-01-01T00:00:00Z M <m@example.com> # x\n";
  folder.write("sqitch.plan", "%project=x\n\na" + by + "@v1" + by + "b" + by + "@v2" + by + "@v3" + by + "c" + by +
                                  "a [a@v3]" + by + "@v4" + by);
  for (const char* name : {"a@v1", "a@v2", "a", "b", "c"})
    folder.write("deploy/" + std::string(name) + ".sql", "SELECT '" + std::string(name) + "';\n");
  base::Diagnostics diagnostics;
  const adopt::ForeignChain chain = adopt::load_sqitch(folder.path(), diagnostics);
  CHECK(diagnostics.empty());
  CHECK(chain.migrations.at(0).up.text == "SELECT 'a@v2';\n");
  CHECK(chain.migrations.at(3).up.text == "SELECT 'a';\n");
}

TEST_CASE("flyway: versions in the order of their numbers, ways back, repeatable ones behind, folders below") {
  const TemporaryFolder folder;
  folder.write("V1_10__ten.sql", "CREATE TABLE ten (x int);\n");
  folder.write("V1.9__Create_users.sql", "CREATE TABLE users (x int);\n");
  folder.write("U1.9__drop.sql", "DROP TABLE users;\n");
  folder.write("more/V2__index.sql", "CREATE INDEX CONCURRENTLY i ON users (x);\n");
  folder.write("more/V2__index.sql.conf", "executeInTransaction = false\n");
  folder.write("R__users-view.sql", "CREATE OR REPLACE VIEW v AS SELECT x FROM users;\n");
  folder.write("B2__base.sql", "SELECT 1;\n");
  folder.write("afterMigrate.sql", "SELECT 1;\n");
  folder.write("V3_wrong.sql", "SELECT 1;\n");
  base::Diagnostics diagnostics;
  const adopt::ForeignChain chain = adopt::load_flyway(folder.path(), diagnostics);
  CHECK(diagnostics.empty());
  std::string ids;
  for (const auto& migration : chain.migrations) ids += migration.id + " ";
  CHECK(ids == "1.9 1.10 2 R__users_view ");
  CHECK(chain.migrations.at(0).title == "Create users");
  CHECK(chain.migrations.at(0).down.value_or(adopt::ForeignSql{}).text == "DROP TABLE users;\n");
  CHECK_FALSE(chain.migrations.at(2).up.transaction);
  CHECK(chain.notes.size() == 2);
}

TEST_CASE("flyway: a placeholder, and a migration that is a program, are refused with their places") {
  const TemporaryFolder folder;
  folder.write("V1__a.sql", "CREATE TABLE a (x int);\nGRANT SELECT ON a TO ${reader};\n");
  folder.write("V2__b.java", "class V2__b {}\n");
  base::Diagnostics diagnostics;
  adopt::load_flyway(folder.path(), diagnostics);
  REQUIRE(diagnostics.all().size() == 2);
  CHECK(diagnostics.all().at(0).message == "migration V2__b.java is a program");
  CHECK(diagnostics.all().at(1).place.line == 2);
}
