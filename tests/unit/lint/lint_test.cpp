#include "lint/lint.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "lint/plain.hpp"
#include "lint/suppression.hpp"

using namespace barqdb;

namespace {

struct File {
  std::string name;
  std::string text;
};

model::Report run(const std::vector<File>& files, const lint::Options& options = {}) {
  std::vector<lint::Unit> units;
  for (const File& file : files) units.push_back(lint::plain_unit(file.name, file.text, lint::Wrapping::by_markers));
  return lint::lint(units, options, [&](const std::string& name) {
    return std::find_if(files.begin(), files.end(), [&](const File& file) { return file.name == name; })->text;
  });
}

const model::Finding* find(const model::Report& report, const std::string& check) {
  const auto found =
      std::find_if(report.findings.begin(), report.findings.end(), [&](const auto& one) { return one.check == check; });
  return found == report.findings.end() ? nullptr : &*found;
}

std::int64_t metric(const model::Report& report, const std::string& key) {
  for (const auto& [name, value] : report.metrics) {
    if (name == key) return std::get<std::int64_t>(value);
  }
  return -1;
}

}  // namespace

TEST_CASE("a finding names file, line and column of its statement, in characters") {
  const auto report = run({{"a.sql", "-- größer\n\n  /* ä */ SELECT 'ü'; DROP TABLE \"Ü\";\n"}});
  const model::Finding* finding = find(report, "drop-table");
  REQUIRE(finding != nullptr);
  CHECK(finding->file == "a.sql");
  CHECK(finding->line == 3);
  CHECK(finding->column == 23);
  CHECK(finding->object == "Ü");
}

TEST_CASE("a partition that is dropped names the table that is locked with it") {
  const std::string tables =
      "CREATE TABLE events (at date) PARTITION BY RANGE (at);\n"
      "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');\n"
      "CREATE TABLE events_2 (at date);\n"
      "ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');\n";
  for (const std::string name : {"events_1", "events_2"}) {
    const auto report = run({{"1.sql", tables}, {"2.sql", "DROP TABLE " + name + ";"}});
    REQUIRE(find(report, "drop-table") != nullptr);
    CHECK(find(report, "drop-table")->message.find("public.events is locked") != std::string::npos);
  }
  const auto report = run({{"1.sql", tables + "ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;"},
                           {"2.sql", "DROP TABLE events_1;"}});
  REQUIRE(find(report, "drop-table") != nullptr);
  CHECK(find(report, "drop-table")->message.find("is locked") == std::string::npos);
}

TEST_CASE("a unique index of earlier SQL that is dropped leaves nothing that keeps doubles out, unless another does") {
  const std::string indexes = "CREATE UNIQUE INDEX CONCURRENTLY a ON t (n);\nCREATE INDEX CONCURRENTLY b ON t (m);\n";
  const auto report = run({{"1.sql", indexes}, {"2.sql", "DROP INDEX CONCURRENTLY a, b;"}});
  REQUIRE(find(report, "drop-constraint") != nullptr);
  CHECK(find(report, "drop-constraint")->object == "a");
  CHECK(find(report, "drop-constraint")->table == "public.t");
  const std::string another = "CREATE UNIQUE INDEX CONCURRENTLY c ON t (n);\nDROP INDEX CONCURRENTLY a;";
  CHECK(find(run({{"1.sql", indexes}, {"2.sql", another}}), "drop-constraint") == nullptr);
  CHECK(find(run({{"1.sql", indexes + "DROP INDEX CONCURRENTLY a;"}}), "drop-constraint") == nullptr);
}

TEST_CASE("grammar that the server knows and the parser does not is named; what rewrites is a warning") {
  const std::string sql = "ALTER TABLE t ALTER COLUMN c\n  SET EXPRESSION AS (a + b);";
  lint::Options options;
  options.pg_version = 17;
  const auto newer = run({{"a.sql", sql}}, options);
  REQUIRE(find(newer, "not-parsed") != nullptr);
  CHECK(find(newer, "not-parsed")->severity == "warning");
  CHECK(find(newer, "not-parsed")->message.find("PostgreSQL 17") != std::string::npos);
  options.pg_version = 18;
  const auto reads = run({{"a.sql", "ALTER TABLE t ADD CONSTRAINT n NOT NULL c;"}}, options);
  REQUIRE(find(reads, "not-parsed") != nullptr);
  CHECK(find(reads, "not-parsed")->severity == "warning");
  const auto reads_nothing = run({{"a.sql", "ALTER TABLE t ADD NOT NULL c NOT VALID;"}}, options);
  REQUIRE(find(reads_nothing, "not-parsed") != nullptr);
  CHECK(find(reads_nothing, "not-parsed")->severity == "info");
  options.pg_version = 16;
  const auto older = run({{"a.sql", sql}}, options);
  REQUIRE(find(older, "not-parsed") != nullptr);
  CHECK(find(older, "not-parsed")->severity == "info");
  CHECK(find(older, "not-parsed")->message.find("PostgreSQL 17") == std::string::npos);
}

TEST_CASE("two tables that swap their names in one transaction are no renames under running code") {
  const std::string swap = "ALTER TABLE orders RENAME TO orders_old;\nALTER TABLE orders_new RENAME TO orders;\n";
  CHECK(find(run({{"a.sql", "BEGIN;\n" + swap + "COMMIT;"}}), "rename-table") == nullptr);
  const std::string dropped = "DROP TABLE orders;\nALTER TABLE orders_new RENAME TO orders;\n";
  CHECK(find(run({{"a.sql", "BEGIN;\n" + dropped + "COMMIT;"}}), "rename-table") == nullptr);
  CHECK(find(run({{"a.sql", swap}}), "rename-table") != nullptr);
  const std::string moved = "ALTER TABLE orders RENAME TO orders_old;\nALTER TABLE orders_new RENAME TO orders_2;\n";
  CHECK(find(run({{"a.sql", "BEGIN;\n" + moved + "COMMIT;"}}), "rename-table") != nullptr);
}

TEST_CASE("a table of an earlier file is in use in the next one") {
  const std::string create = "CREATE TABLE t (id bigint PRIMARY KEY, a bigint);\n";
  const auto report = run({{"1.sql", create + "CREATE INDEX i ON t (a);"}, {"2.sql", "CREATE INDEX j ON t (id, a);"}});
  const model::Finding* finding = find(report, "create-index-not-concurrently");
  REQUIRE(finding != nullptr);
  CHECK(finding->file == "2.sql");
  CHECK(metric(report, "warnings") == 1);
}

TEST_CASE("types of columns are known from earlier files, renames included") {
  const std::string create = "CREATE TABLE t (id bigint PRIMARY KEY, name varchar(20));";
  const std::string rename = "ALTER TABLE t RENAME TO u;\nALTER TABLE u RENAME COLUMN name TO label;";
  const std::string widen = "ALTER TABLE public.u ALTER COLUMN label TYPE varchar(40);";
  CHECK(find(run({{"1.sql", create}, {"2.sql", rename}, {"3.sql", widen}}), "change-column-type") == nullptr);
  const std::string narrow = "ALTER TABLE u ALTER COLUMN label TYPE varchar(10);";
  CHECK(find(run({{"1.sql", create}, {"2.sql", rename}, {"3.sql", narrow}}), "change-column-type") != nullptr);
}

TEST_CASE("files that are not asked for count for what they do, without findings") {
  std::vector<lint::Unit> units = {
      lint::plain_unit("1.sql", "DROP TABLE x; CREATE TABLE t (a varchar(5));", lint::Wrapping::by_markers),
      lint::plain_unit("2.sql", "ALTER TABLE t ALTER a TYPE varchar(9);", lint::Wrapping::by_markers)};
  units[0].reported = false;
  const auto report = lint::lint(units, {}, [](const std::string&) { return std::string(); });
  CHECK(metric(report, "warnings") == 0);
  CHECK(metric(report, "files") == 1);
}

TEST_CASE("one statement that does not parse does not hide the others, and blocks nothing") {
  const auto report =
      run({{"a.sql", "SELECT 1;\nALTER TABLE t ADD COLUMN c int GENERATED ALWAYS AS (a) VIRTUAL;\nDROP TABLE t;\n"}});
  REQUIRE(find(report, "not-parsed") != nullptr);
  CHECK(find(report, "not-parsed")->severity == "info");
  CHECK(find(report, "not-parsed")->line == 2);
  REQUIRE(find(report, "drop-table") != nullptr);
  CHECK(find(report, "drop-table")->line == 3);
}

TEST_CASE("a DO block is said not to be examined") {
  const auto report = run({{"a.sql", "DO $$ BEGIN EXECUTE 'DROP TABLE t'; END $$;"}});
  REQUIRE(report.not_examined.size() == 1);
  CHECK(report.not_examined[0].object == "a.sql:1:1");
}

TEST_CASE("a suppression holds for the statement under it or on its lines, and for no other") {
  const auto report = run({{"a.sql",
                            "-- barqdb:ignore drop-table: not read any more\nDROP TABLE a;\nDROP TABLE b;\n"
                            "DROP TABLE c; -- barqdb:ignore drop-table: nor this\n"
                            "DROP TABLE\n  d -- barqdb:ignore drop-table: nor this\n;\n"}});
  CHECK(metric(report, "warnings") == 1);
  CHECK(metric(report, "suppressed") == 3);
  REQUIRE(find(report, "drop-table") != nullptr);
  CHECK(find(report, "drop-table")->line == 3);
  CHECK(find(report, "suppression-without-use") == nullptr);
}

TEST_CASE("suppressions are read from comments only") {
  using lint::Language;
  for (const char* text : {"SELECT 'barqdb:ignore drop-table: x'", "SELECT '-- barqdb:ignore drop-table: x'",
                           "SELECT $$\n-- barqdb:ignore drop-table: x\n$$", "-- no barqdb:ignore drop-table: x"})
    CHECK_MESSAGE(lint::find_suppressions(text, Language::sql).empty(), text);
  CHECK(lint::find_suppressions("/*\n * barqdb:ignore drop-table: x\n */", Language::sql).size() == 1);
  const auto found = lint::find_suppressions(
      "a\n# barqdb:ignore one, two: a reason: with a colon\n/* barqdb:ignore-file three: why */\n", Language::yaml);
  REQUIRE(found.size() == 2);
  CHECK(found[0].line == 2);
  CHECK(found[0].rules == std::vector<std::string>{"one", "two"});
  CHECK(found[0].reason == "a reason: with a colon");
  CHECK(found[1].whole_file);
  CHECK(found[1].reason == "why");
}

TEST_CASE("options switch rules off and on and change their severity") {
  lint::Options options;
  options.ignore = {"drop-*"};
  options.enable = {"prefer-text"};
  options.severity = {{"truncate-table", "error"}, {"create-*", "info"}};
  const auto report =
      run({{"a.sql", "DROP TABLE a; TRUNCATE b; CREATE INDEX i ON c (d); CREATE TABLE e (f varchar(3));"}}, options);
  CHECK(find(report, "drop-table") == nullptr);
  CHECK(find(report, "prefer-text") != nullptr);
  CHECK(find(report, "truncate-table")->severity == "error");
  CHECK(find(report, "create-index-not-concurrently")->severity == "info");
}

TEST_CASE("files and sections for the way back are known by the manner of their tool") {
  const std::string drop = "ALTER TABLE t DROP COLUMN a;\n";
  for (const char* name :
       {"1_x.down.sql", "20240101-x.rollback.sql", "2024_x/down.sql", "db/revert/x.sql", "db/revert/schemas/app/x.sql"})
    CHECK_MESSAGE(find(run({{name, drop}}), "drop-column") == nullptr, name);
  for (const char* mark : {"-- Down Migration\n", "-- rambler down\n", "-- //@UNDO\n", "-- +micrate Down\n"})
    CHECK_MESSAGE(find(run({{"1.sql", "SELECT 1;\n" + (mark + drop)}}), "drop-column") == nullptr, mark);
  CHECK(find(run({{"1.sql", "-- Up Migration\n" + drop}}), "drop-column") != nullptr);
}

TEST_CASE("the search_path says where a new table lands") {
  CHECK(find(run({{"1.sql",
                   "SET search_path TO app, public;\nCREATE TABLE t (id bigint PRIMARY KEY, a int);\nCREATE "
                   "INDEX i ON app.t (a);\n"}}),
             "create-index-not-concurrently") == nullptr);
  CHECK(find(run({{"1.sql",
                   "SET search_path TO app;\nCREATE TABLE t (id bigint PRIMARY KEY, a int);\nCREATE INDEX i "
                   "ON public.t (a);\n"}}),
             "create-index-not-concurrently") != nullptr);
  CHECK(find(run({{"1.sql", "SET search_path TO app;\n"},
                  {"2.sql",
                   "CREATE TABLE t (id bigint PRIMARY KEY, a int);\n"
                   "CREATE INDEX i ON public.t (a);\n"}}),
             "create-index-not-concurrently") == nullptr);
}

TEST_CASE("a byte order mark is no part of the SQL") {
  const auto report = run({{"a.sql",
                            "\xEF\xBB\xBF"
                            "DROP TABLE x;\n"}});
  REQUIRE(find(report, "drop-table") != nullptr);
  CHECK(find(report, "drop-table")->line == 1);
  CHECK(find(report, "not-parsed") == nullptr);
}

TEST_CASE("what only psql understands is passed over") {
  const auto report =
      run({{"a.sql", "\\set x 1\n\\connect shop\nCOPY t (a) FROM stdin;\n1\tdrop table x;\n\\.\nDROP TABLE u;\n"}});
  CHECK(find(report, "not-parsed") == nullptr);
  REQUIRE(find(report, "drop-table") != nullptr);
  CHECK(find(report, "drop-table")->line == 6);
}

TEST_CASE("what hides nothing: rows of COPY, commands and variables of psql wherever they stand") {
  for (const char* before :
       {"COPY t (a, b)\nFROM stdin;\nit's\t1\n\\.\n", "COPY t FROM stdin; -- rows\nit's\n\\.\n",
        "BEGIN; COPY t FROM stdin;\nit's\n\\.\nCOMMIT;\n", "\\copy t from stdin\nit's\n\\.\n", "  \\set y 'it\n",
        "SELECT 1 AS a \\gset\n", "SELECT 'DROP TABLE y' \\gexec\n", "SELECT 1\\;\n", "SELECT :x, :'y', :\"z\";\n",
        "/* Load with:\nCOPY users FROM stdin;\n*/\n", "COPY users FROM stdin;\n",
        "SELECT $$\nCOPY users FROM stdin;\n-- migrate:down\n$$;\n", "/*\n-- migrate:down\n*/",
        "-- a claim that a\n-- down migration exists somewhere.\n", "-- Down migrations are not supported here.\n",
        "SELECT E'it\\'s';\n", "SELECT a[1:2], b::text, '\\';\n",
        "COMMENT ON TABLE t IS 'Stra\xdf"
        "e';\n",
        "SELECT 1;"}) {
    CAPTURE(before);
    const auto report = run({{"a.sql", std::string(before) + "DROP TABLE users;\n"}});
    const auto* found = find(report, "drop-table");
    REQUIRE(found != nullptr);
    CHECK(found->line == 1 + std::count(before, before + std::string_view(before).size(), '\n'));
    CHECK(find(report, "not-parsed") == nullptr);
    CHECK(find(report, "uncommitted-transaction") == nullptr);
  }
  const auto report = run({{"a.sql", std::string("SELECT 1;\0DROP TABLE users;\n", 28)}});
  CHECK(find(report, "drop-table") != nullptr);
}

TEST_CASE("a table in grammar of a later version is new all the same") {
  for (const char* create :
       {"CREATE TABLE x (id bigint PRIMARY KEY, b int GENERATED ALWAYS AS (id) VIRTUAL);\n",
        "CREATE UNLOGGED TABLE IF NOT EXISTS public.x (id bigint PRIMARY KEY, b text STORAGE MAIN);\n"}) {
    const auto report = run({{"a.sql", create + std::string("CREATE INDEX i ON x (id);\n")}});
    CHECK(find(report, "not-parsed") != nullptr);
    CHECK(find(report, "create-index-not-concurrently") == nullptr);
  }
}

TEST_CASE("a finding of a rule about a whole file has its statement") {
  const auto report =
      run({{"a.sql", "CREATE TABLE b (id bigint PRIMARY KEY);\nCREATE TABLE a (b bigint REFERENCES b (id));\n"}});
  const auto* found = find(report, "foreign-key-without-index");
  REQUIRE(found != nullptr);
  const auto statement = std::find_if(found->evidence.begin(), found->evidence.end(),
                                      [](const auto& one) { return one.first == "statement"; });
  REQUIRE(statement != found->evidence.end());
  CHECK(std::get<std::string>(statement->second).starts_with("CREATE TABLE a"));
}

TEST_CASE("the way back of other tools is looked at for what the server refuses only") {
  const auto report =
      run({{"a.sql",
            "-- +goose Up\nCREATE TABLE t (id bigint PRIMARY KEY);\n-- +goose Down\nDROP TABLE t;\nCOMMENT ON;\n"}});
  CHECK(find(report, "drop-table") == nullptr);
  REQUIRE(find(report, "not-parsed") != nullptr);
  CHECK(find(report, "not-parsed")->line == 5);
  CHECK(metric(run({{"1.down.sql", "DROP TABLE t;"}}), "warnings") == 0);
}

TEST_CASE("an unknown rule is refused with the nearest") {
  try {
    lint::page_of("set-not-nul");
    FAIL("no error");
  } catch (const base::Error& error) {
    CHECK(error.hint.find("set-not-null") != std::string::npos);
  }
  CHECK_NOTHROW(lint::check_rule_words({"set-not-null", "index-*"}));
  CHECK_THROWS_AS(lint::check_rule_words({"set-not-null", "index.*"}), base::Error);
  CHECK_THROWS_AS(lint::page_of("index-*"), base::Error);
}
