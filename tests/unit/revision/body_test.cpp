#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "base/hash.hpp"
#include "revision/reader.hpp"
#include "support/program.hpp"

using namespace barqdb;
using barqdb::base::Diagnostics;
using barqdb::base::Place;
using barqdb::test::TemporaryFolder;

namespace {

// A migrations folder with one revision and whatever it refers to.
struct Chain {
  TemporaryFolder folder;
  Diagnostics diagnostics;

  model::RevisionBody body(const std::string& text, const std::string& name = "r.yaml") {
    folder.write(name, text);
    const auto revisions = revision::load_revisions(folder.path(), diagnostics);
    if (revisions.size() != 1) return {};
    return revision::load_body(revisions[0], folder.path(), diagnostics);
  }
  model::RevisionBody steps(const std::string& text) {
    return body("revision: a\ndown_revision: null\nsteps:\n" + text);
  }
  std::string said() const {
    std::string out;
    for (const auto& one : diagnostics.all()) {
      CHECK_FALSE(one.hint.empty());
      std::string place = one.place.text();
      if (place.starts_with(folder.path() + "/")) place.erase(0, folder.path().size() + 1);
      out += place + ": " + one.message + " -- " + one.hint + "\n";
    }
    return out;
  }
};

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

std::string refused(const std::string& steps) {
  Chain chain;
  chain.steps(steps);
  INFO(steps);
  CHECK_FALSE(chain.diagnostics.empty());
  return chain.said();
}

}  // namespace

TEST_CASE("every kind of step") {
  Chain chain;
  const std::string fleet = "couriers:\n  idx_a: {columns: [a]}\n  idx_b: {columns: [b]}\n";
  chain.folder.write("indexes/fleet.yaml", fleet);
  chain.folder.write("sql/up.sql", "SELECT 1;\n");
  const auto body = chain.steps(
      "  - sql: {up: \"ALTER TABLE t ADD c int\", down: ALTER TABLE t DROP c}\n"
      "  - sql: {up_file: sql/up.sql, irreversible: true, transaction: false}\n"
      "  - create_indexes: indexes/fleet.yaml\n"
      "  - create_index: {name: idx_v, table: audit.events, columns: [a], unique: true}\n"
      "  - drop_index: audit.idx_old\n"
      "  - analyze: [couriers, audit.events]\n"
      "  - analyze: couriers\n"
      "  - create_indexes: indexes/fleet.yaml\n");
  CHECK(chain.said() == "");
  REQUIRE(body.steps.size() == 8);
  const auto& first = std::get<model::SqlStep>(body.steps[0]);
  CHECK(first.up == "ALTER TABLE t ADD c int");
  CHECK(first.down == "ALTER TABLE t DROP c");
  CHECK(first.transaction);
  CHECK_FALSE(first.irreversible);
  CHECK(first.up_place == Place{chain.folder.path() + "/r.yaml", 4, 16});  // behind the quote
  const auto& second = std::get<model::SqlStep>(body.steps[1]);
  CHECK(second.up == "SELECT 1;\n");
  CHECK(second.up_file == "sql/up.sql");
  CHECK(second.up_place == Place{chain.folder.path() + "/sql/up.sql", 1, 1});
  CHECK_FALSE(second.down);
  CHECK(second.irreversible);
  CHECK_FALSE(second.transaction);
  const auto& third = std::get<model::CreateIndexStep>(body.steps[2]);
  CHECK(third.file == "indexes/fleet.yaml");
  REQUIRE(third.definitions.size() == 2);
  CHECK(third.definitions[1].name == "idx_b");
  CHECK(third.definitions[1].place == Place{chain.folder.path() + "/indexes/fleet.yaml", 3, 3});
  const auto& fourth = std::get<model::CreateIndexStep>(body.steps[3]);
  CHECK(fourth.definitions.at(0).table == model::QualifiedName{"audit", "events"});
  CHECK(fourth.definitions.at(0).unique);
  CHECK(fourth.file.empty());
  CHECK(std::get<model::DropIndexStep>(body.steps[4]).index == model::QualifiedName{"audit", "idx_old"});
  CHECK(std::get<model::AnalyzeStep>(body.steps[5]).tables.size() == 2);
  CHECK(std::get<model::AnalyzeStep>(body.steps[6]).tables.size() == 1);
  CHECK(body.files == std::vector<model::ReferredFile>{{"sql/up.sql", base::sha256_hex("SELECT 1;\n")},
                                                       {"indexes/fleet.yaml", base::sha256_hex(fleet)}});
}

TEST_CASE("SQL in a block scalar has the place of its first character") {
  Chain chain;
  const auto body =
      chain.steps("  - sql:\n      up: |\n\n        SELECT 1;\n        SELECT 2;\n      down: >-\n        x\n");
  CHECK(chain.said() == "");
  const auto& step = std::get<model::SqlStep>(body.steps.at(0));
  CHECK(step.up == "\nSELECT 1;\nSELECT 2;\n");
  CHECK(step.up_place.line == 6);  // of the empty line, which is the text's first
  CHECK(step.up_place.column == 9);
  CHECK(step.down_place.line == 10);
  CHECK(step.down == "x");
}

TEST_CASE("a SQL revision is one step, with its sections as written") {
  Chain chain;
  const auto body = chain.body(
      "-- revision: a\n-- down_revision: null\n-- transaction: no\n-- barqdb:up\n\nCREATE TABLE t ();\n-- "
      "barqdb:down\nDROP "
      "TABLE t;\n",
      "r.sql");
  CHECK(chain.said() == "");
  const auto& step = std::get<model::SqlStep>(body.steps.at(0));
  CHECK(step.up == "\nCREATE TABLE t ();\n");
  CHECK(step.down == "DROP TABLE t;\n");
  CHECK(step.up_place.line == 5);
  CHECK(step.down_place.line == 8);
  CHECK_FALSE(step.transaction);
  CHECK(body.files.empty());
}

TEST_CASE("SQL revisions whose sections do not fit together") {
  const std::string head = "-- revision: a\n-- down_revision: null\n";
  const auto said = [](const std::string& text) {
    Chain chain;
    chain.body(text, "r.sql");
    return chain.said();
  };
  CHECK(said(head + "-- barqdb:up\nSELECT 1;\n") == "");  // no way back: the plan of a downgrade says so
  CHECK(said(head + "-- barqdb:up\n-- barqdb:down\n") == "");
  CHECK(said(head + "-- irreversible: true\n-- barqdb:up\nSELECT 1;\n") == "");
  CHECK(has(said(head + "-- barqdb:up\nSELECT 1;\n-- barqdb:down\n\n"),
            "r.sql:5:1: the section -- barqdb:down is empty"));
  CHECK(has(said(head + "-- barqdb:up\n-- barqdb:down\nSELECT 1;\n"), "the section -- barqdb:up is empty"));
  CHECK(has(said(head + "-- irreversible: yes\n-- barqdb:up\nSELECT 1;\n-- barqdb:down\nSELECT 1;\n"),
            "irreversible and yet"));
}

TEST_CASE("steps that are wrong are named with place and remedy") {
  CHECK(has(refused("  - create_indx: {}\n"),
            "r.yaml:4:5: there is no step \"create_indx\" -- did you mean \"create_index\"?"));
  CHECK(has(refused("  - swap_index: {}\n"), "there is no step \"swap_index\""));
  CHECK(has(refused("  - teleport: {}\n"),
            "the steps are: sql, create_index, create_indexes, drop_index, replace_index, add_foreign_key, add_check, "
            "add_unique, set_not_null, analyze"));
  CHECK(has(refused("  - sql\n"), "a step must be one key"));
  CHECK(has(refused("  - {analyze: a, drop_index: b}\n"), "a step must be one key"));
  CHECK(has(refused("  {a: b}\n"), "\"steps\" must be a list"));
  CHECK(has(refused("  - sql: SELECT 1\n"), "a sql step must be a map"));
  CHECK(has(refused("  - sql: {}\n"), "neither up nor up_file"));
  CHECK(has(refused("  - sql: {up: ''}\n"), "the SQL of \"up\" is empty"));
  CHECK(has(refused("  - sql: {up: a, down: ' '}\n"), "the SQL of \"down\" is empty"));
  CHECK(has(refused("  - sql: {up: a, up_file: b}\n"), "both up and up_file"));
  CHECK(has(refused("  - sql: {up: a, down: b, irreversible: true}\n"), "irreversible and yet"));
  CHECK(has(refused("  - sql: {up: a, dwn: b}\n"), "did you mean \"down\"?"));
  CHECK(has(refused("  - sql: {up: [a]}\n"), "must be one text"));
  CHECK(has(refused("  - create_index: {table: t, columns: [a]}\n"), "has no name"));
  CHECK(has(refused("  - create_index: {name: i, columns: [a]}\n"), "has no table"));
  CHECK(has(refused("  - create_index: {name: i, table: t, colums: [a]}\n"), "did you mean \"columns\"?"));
  CHECK(has(refused("  - create_index: i\n"), "must be a map"));
  CHECK(has(refused("  - create_indexes: [a]\n"), "must name a file"));
  CHECK(has(refused("  - drop_index: [a]\n"), "must name an index"));
  CHECK(has(refused("  - drop_index: a.b.c\n"), "more than a schema and a name"));
  CHECK(has(refused("  - analyze: []\n"), "must name tables"));
  CHECK(has(refused("  - analyze: [[a]]\n"), "must name tables"));
}

TEST_CASE("files are looked up inside the migrations folder only") {
  Chain chain;
  const TemporaryFolder outside;
  outside.write("secret.sql", "TOP SECRET");
  REQUIRE(::symlink((outside.path() + "/secret.sql").c_str(), (chain.folder.path() + "/link.sql_").c_str()) == 0);
  REQUIRE(::symlink(outside.path().c_str(), (chain.folder.path() + "/linked").c_str()) == 0);
  chain.folder.write("real/ok.sql", "SELECT 1;");
  REQUIRE(::symlink("real", (chain.folder.path() + "/alias").c_str()) == 0);
  std::filesystem::create_directory(chain.folder.path() + "/folder");
  chain.folder.write("large.yaml_", std::string(5 << 20, ' '));
  chain.folder.write("crlf.sql_", "SELECT 1;\r\n");
  const auto body = chain.steps(
      "  - sql: {up_file: ../secret.sql}\n"
      "  - sql: {up_file: real/../../secret.sql}\n"
      "  - sql: {up_file: /etc/passwd}\n"
      "  - sql: {up_file: link.sql_}\n"
      "  - sql: {up_file: linked/secret.sql}\n"
      "  - sql: {up_file: none.sql}\n"
      "  - sql: {up_file: folder}\n"
      "  - sql: {up_file: ''}\n"
      "  - create_indexes: large.yaml_\n"
      "  - sql: {up_file: crlf.sql_}\n"
      "  - sql: {up_file: alias/ok.sql}\n");
  const std::string said = chain.said();
  INFO(said);
  CHECK(has(said, "r.yaml:4:20: the path \"../secret.sql\" leads upwards"));
  CHECK(has(said, "r.yaml:5:20: the path \"real/../../secret.sql\" leads upwards"));
  CHECK(has(said, "r.yaml:6:20: the path \"/etc/passwd\" is absolute"));
  CHECK(has(said, "r.yaml:7:20: the path \"link.sql_\" leads out of the migrations folder through a symbolic link"));
  CHECK(has(said, "r.yaml:8:20: the path \"linked/secret.sql\" leads out"));
  CHECK(has(said, "r.yaml:9:20: cannot read"));
  CHECK(has(said, "it is a folder"));
  CHECK(has(said, "the path \"\" is empty"));
  CHECK(has(said, "r.yaml:12:21: cannot read"));
  CHECK(has(said, "larger than 4.0 MB"));
  CHECK(has(said, "crlf.sql_:1:10: the lines end with CRLF"));
  CHECK_FALSE(has(said, "alias/ok.sql"));
  CHECK_FALSE(has(said, "TOP SECRET"));
  REQUIRE(body.files.size() == 1);
  CHECK(body.files[0].path == "alias/ok.sql");
}

TEST_CASE("a file that changes between the head and the body is noticed") {
  Chain chain;
  chain.folder.write("r.yaml", "revision: a\ndown_revision: null\n");
  const auto revisions = revision::load_revisions(chain.folder.path(), chain.diagnostics);
  chain.folder.write("r.yaml", "revision: a\ndown_revision: null\nsteps: []\n");
  revision::load_body(revisions.at(0), chain.folder.path(), chain.diagnostics);
  CHECK(has(chain.said(), "was changed while barqdb was running"));
}
