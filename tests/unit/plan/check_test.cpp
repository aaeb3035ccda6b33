// Every complaint of the checks before a run, with its place and remedy.
#include "plan/check.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

struct Scene {
  model::Catalog catalog;
  plan::Surroundings surroundings;
  std::vector<model::RevisionBody> bodies{1};

  Scene() {
    catalog.server_version = 150000;
    catalog.current_schema = "public";
    model::TableFacts table;
    table.name = {"public", "couriers"};
    table.columns = {"status", "phone"};
    catalog.tables["couriers"] = table;
    surroundings.catalog = &catalog;
    surroundings.table_names = {"couriers", "vehicles"};
  }
  void sql(const std::string& text, bool transaction = true) {
    model::SqlStep step;
    step.up = text;
    step.transaction = transaction;
    step.up_place = {"r.yaml", 10, 5};
    bodies.back().steps.emplace_back(step);
  }
  model::IndexDefinition& index(const std::string& table, const std::string& column) {
    model::IndexDefinition one;
    one.table = model::parse_qualified_name(table);
    one.name = "idx";
    one.columns.push_back({});
    one.columns[0].name = column;
    one.columns[0].place = {"r.yaml", 21, 9};
    one.place = {"r.yaml", 20, 3};
    one.table_place = {"r.yaml", 19, 1};
    one.where_place = {"r.yaml", 22, 9};
    model::CreateIndexStep step;
    step.definitions = {one};
    bodies.back().steps.emplace_back(step);
    return std::get<model::CreateIndexStep>(bodies.back().steps.back()).definitions[0];
  }
  std::vector<base::Diagnostic> complaints() const {
    static const model::Revision revision;
    std::vector<plan::PendingRevision> pending;
    for (const auto& body : bodies) pending.push_back({&revision, &body});
    base::Diagnostics diagnostics;
    plan::check_revisions(pending, surroundings, diagnostics);
    return diagnostics.all();
  }
  base::Diagnostic only() const {
    const auto all = complaints();
    REQUIRE(all.size() == 1);
    CHECK_FALSE(all[0].message.empty());
    return all[0];
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("statements that end the transaction") {
  for (const char* word : {"COMMIT", "BEGIN", "ROLLBACK", "END", "START TRANSACTION", "PREPARE TRANSACTION 'x'"}) {
    Scene scene;
    scene.sql("SELECT 1;\n\n" + std::string(word) + ";");
    const base::Diagnostic one = scene.only();
    CHECK(has(one.message, word));
    CHECK(one.place.line == 12);
    CHECK(has(one.hint, "BEGIN, COMMIT and ROLLBACK"));
  }
  Scene fine;
  fine.sql("SAVEPOINT a; INSERT INTO couriers VALUES (1); ROLLBACK TO SAVEPOINT a; RELEASE SAVEPOINT a");
  CHECK(fine.complaints().empty());
}

TEST_CASE("statements that cannot run in a transaction") {
  for (const char* text :
       {"VACUUM couriers", "VACUUM (FULL) couriers", "CREATE INDEX CONCURRENTLY i ON t (a)",
        "DROP INDEX CONCURRENTLY i", "REINDEX TABLE CONCURRENTLY t", "REINDEX DATABASE d", "CREATE DATABASE d",
        "ALTER SYSTEM SET work_mem = 1", "ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "DISCARD ALL",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p", "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
        "ALTER SUBSCRIPTION s ADD PUBLICATION p", "ALTER DATABASE d SET TABLESPACE t",
        "REINDEX (CONCURRENTLY, VERBOSE) INDEX i"}) {
    Scene scene;
    scene.sql(std::string("SELECT 1;\n") + text);
    const base::Diagnostic one = scene.only();
    CHECK_MESSAGE(has(one.message, "cannot run inside a transaction"), std::string(text));
    CHECK(one.place.line == 11);
    CHECK(has(one.hint, "transaction: false"));
    Scene alone;
    alone.sql(text, false);
    CHECK(alone.complaints().empty());
  }
  for (const char* text : {"ANALYZE couriers", "CREATE INDEX idx_concurrently ON t (a)", "DROP TABLE runs_concurrently",
                           "DROP INDEX \"concurrently\"", "REINDEX INDEX concurrently_made", "SELECT 'VACUUM'",
                           "REINDEX (CONCURRENTLY off) INDEX i", "REINDEX (CONCURRENTLY 0) INDEX i", "DISCARD PLANS",
                           "CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p WITH (connect = off)",
                           "CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p WITH (create_slot = false)",
                           "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
                           "ALTER SUBSCRIPTION s DISABLE", "ALTER DATABASE d SET work_mem = 1"}) {
    Scene scene;
    scene.sql(text);
    CHECK_MESSAGE(scene.complaints().empty(), std::string(text));
  }
}

TEST_CASE("what only psql can do is refused before anything runs") {
  for (const bool transaction : {true, false}) {
    for (const char* text : {"COPY couriers FROM STDIN", "copy couriers (phone) from stdin with (format csv)",
                             "COPY (SELECT 1) TO STDOUT", "COPY couriers FROM stdin;\n1\tx\n\\."}) {
      Scene scene;
      scene.sql(std::string("SELECT 1;\n") + text, transaction);
      const auto complaints = scene.complaints();
      REQUIRE_MESSAGE(!complaints.empty(), std::string(text));
      CHECK(has(complaints.front().message, "wants rows from its client"));
      CHECK(has(complaints.front().hint, "INSERT"));
      CHECK(complaints.front().place.line == 11);
    }
    for (const char* text : {"\\restrict x", "\\connect shop\nSELECT 2", "SET x = 1\n\\set ON_ERROR_STOP on"}) {
      Scene scene;
      scene.sql(std::string("SELECT 1;\n") + text, transaction);
      const base::Diagnostic one = scene.only();
      CHECK_MESSAGE(has(one.message, "psql"), std::string(text));
      CHECK(has(one.hint, "backslash"));
      CHECK(one.place.line == 11);
    }
  }
  for (const char* text : {"COPY couriers FROM '/tmp/x'", "COPY couriers TO PROGRAM 'cat'", "SELECT '\n\\connect x'",
                           "copying is no word of SQL", "SELECT $$\n\\restrict\n$$"}) {
    Scene scene;
    scene.sql(text);
    CHECK_MESSAGE(scene.complaints().empty(), std::string(text));
  }
}

TEST_CASE("expressions that do not parse, unless the server knows better") {
  Scene scene;
  model::IndexDefinition& one = scene.index("couriers", "status");
  one.where = "status = ";
  CHECK(scene.only().place.line == 22);
  CHECK(has(scene.only().message, "where: status ="));
  CHECK(has(scene.only().hint, "without the word WHERE"));
  scene.surroundings.server_syntax = [](const std::string&) { return std::string("syntax error"); };
  CHECK(scene.complaints().size() == 1);
  scene.surroundings.server_syntax = [](const std::string&) { return std::string(); };
  CHECK(scene.complaints().empty());
}

TEST_CASE("tables that do not exist, with the nearest name") {
  Scene scene;
  scene.index("courier", "status");
  CHECK(has(scene.only().message, "table courier does not exist"));
  CHECK(scene.only().hint == "did you mean couriers?");
  CHECK(scene.only().place.line == 19);
}

TEST_CASE("columns that do not exist: keys, include, expressions and predicates") {
  const auto complain = [](const std::function<void(model::IndexDefinition&)>& change) {
    Scene scene;
    change(scene.index("couriers", "status"));
    return scene.only();
  };
  CHECK(complain([](auto& one) { one.columns[0].name = "statsu"; }).hint == "did you mean status?");
  CHECK(complain([](auto& one) { one.columns[0].name = "statsu"; }).place.line == 21);
  CHECK(has(complain([](auto& one) { one.include = {"fone"}; }).message, "no column fone"));
  CHECK(complain([](auto& one) { one.where = "stat = 'x'"; }).place.line == 22);
  CHECK(complain([](auto& one) {
          one.columns[0].name = "";
          one.columns[0].expression = "lower(fone)";
        }).place.line == 21);
  Scene fine;
  fine.index("couriers", "status").where = "couriers IS NOT NULL AND tableoid > 0";
  CHECK(fine.complaints().empty());
}

TEST_CASE("a pending revision's own tables and columns count, in order") {
  Scene scene;
  scene.sql("CREATE TABLE trips (a int); ALTER TABLE couriers ADD COLUMN tier text");
  scene.bodies.emplace_back();
  scene.index("trips", "a");
  scene.index("couriers", "tier");
  CHECK(scene.complaints().empty());
  scene.index("trips", "b");
  CHECK(has(scene.only().message, "no column b"));
  Scene late;
  late.index("trips", "a");
  late.sql("CREATE TABLE trips (a int)");
  CHECK(has(late.only().message, "trips does not exist"));
}

TEST_CASE("SQL that may create anything keeps the check silent about tables") {
  Scene scene;
  scene.sql("SELECT make_tables()");
  scene.index("trips", "a");
  CHECK(scene.complaints().empty());
}

TEST_CASE("what the server cannot do") {
  Scene scene;
  scene.catalog.server_version = 140000;
  model::IndexDefinition& one = scene.index("couriers", "status");
  one.nulls_not_distinct = true;
  CHECK(has(scene.only().message, "PostgreSQL 15"));
  one.nulls_not_distinct = false;
  one.requires_extensions = {"pg_trgm"};
  CHECK(has(scene.only().message, "pg_trgm"));
  CHECK(has(scene.only().hint, "install"));
  scene.surroundings.available_extensions = {"pg_trgm"};
  CHECK(scene.complaints().empty());
}

TEST_CASE("without a server only the text is checked") {
  Scene scene;
  scene.surroundings = {};
  scene.index("nowhere", "a").where = "b = ";
  CHECK(has(scene.only().message, "does not parse"));
}
