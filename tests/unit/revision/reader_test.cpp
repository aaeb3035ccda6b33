#include "revision/reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/hash.hpp"
#include "support/program.hpp"

using namespace barqdb;
using barqdb::base::Diagnostics;
using barqdb::base::Place;
using barqdb::test::TemporaryFolder;

namespace {

std::string everything(const Diagnostics& diagnostics) {
  std::string out;
  for (const auto& one : diagnostics.all()) {
    CHECK_FALSE(one.hint.empty());
    out += one.place.text() + ": " + one.message + " -- " + one.hint + "\n";
  }
  return out;
}

model::Revision accepted(const std::string& text, const std::string& file = "m/r.yaml") {
  Diagnostics diagnostics;
  const model::Revision revision = revision::parse_revision(text, file, diagnostics);
  CHECK(everything(diagnostics) == "");
  return revision;
}

// All that is said about a head that is wrong.
std::string refused(const std::string& text, const std::string& file = "r.yaml") {
  Diagnostics diagnostics;
  revision::parse_revision(text, file, diagnostics);
  INFO(text);
  CHECK_FALSE(diagnostics.empty());
  return everything(diagnostics);
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("the head of a YAML revision") {
  const model::Revision revision = accepted(
      "revision: 021\ndown_revision: [1e10, 'null']\nbranch_labels: billing\ndepends_on: [a, b]\n"
      "description: \"two words\"\nsteps:\n- analyze: t\n");
  CHECK(revision.id == "021");
  CHECK(revision.down_revisions == Ids{"1e10", "null"});
  CHECK(revision.branch_labels == Ids{"billing"});
  CHECK(revision.depends_on == Ids{"a", "b"});
  CHECK(revision.description == "two words");
  CHECK(revision.path == "m/r.yaml");
  CHECK(revision.file == "r.yaml");
  CHECK(revision.place == Place{"m/r.yaml", 1, 11});
  CHECK(revision.down_place == Place{"m/r.yaml", 2, 16});
  CHECK(accepted("revision: a\ndown_revision: null\n").down_revisions.empty());
  CHECK(accepted("revision: a\ndown_revision:\n").down_revisions.empty());
  CHECK(accepted("revision: a\ndown_revision: []\n").down_revisions.empty());
  CHECK(accepted("{revision: a, down_revision: b, steps: []}").down_revisions == Ids{"b"});
}

TEST_CASE("keys behind the steps belong to the head, at their own lines") {
  for (const char* steps : {"steps:\n- analyze: t\n- sql:\n    up: |\n      SELECT 1\n\n", "steps: [\n]\n",
                            "steps:\n  - sql: {up: \"SELECT 1\",\n    down: x}\n# remark\n",
                            "\"steps\":\n  - analyze: t\n", "steps:\n  - sql: {up: \"SELECT\nrevision: 5\"}\n"}) {
    INFO(steps);
    const std::string text = std::string("revision: a\n") + steps + "down_revision: b\n";
    const model::Revision revision = accepted(text);
    CHECK(revision.id == "a");
    CHECK(revision.down_revisions == Ids{"b"});
    CHECK(revision.down_place.line == static_cast<int>(std::count(text.begin(), text.end(), '\n')));
  }
}

TEST_CASE("the head of a SQL revision") {
  const model::Revision revision = accepted(
      "\n-- # a remark\n-- revision: \"021\"\n--\n-- down_revision: '020'\n-- irreversible: true\n\n-- "
      "barqdb:up\nSELECT 1;\n",
      "m/x.sql");
  CHECK(revision.id == "021");
  CHECK(revision.down_revisions == Ids{"020"});
  CHECK(revision.place == Place{"m/x.sql", 3, 14});
}

TEST_CASE("ids keep every target unambiguous") {
  for (const char* good : {"20250106_001", "a.b_c", "021", "1e10", "A", "main", "+2x"}) {
    Diagnostics diagnostics;
    revision::parse_revision("revision: \"" + std::string(good) + "\"\ndown_revision: null", "r.yaml", diagnostics);
    INFO(good);
    CHECK(diagnostics.empty() == (std::string(good) != "+2x"));
  }
  for (const std::string& bad :
       {std::string("head"), std::string("heads"), std::string("base"), std::string("current"), std::string("-1"),
        std::string("+2"), std::string("a b"), std::string("a:b"), std::string("a@b"), std::string("a-b"),
        std::string(""), std::string(129, 'x'), std::string("\xC3\xA9")}) {
    INFO(bad);
    CHECK(has(refused("revision: \"" + bad + "\"\ndown_revision: null"), "r.yaml:1:11: the revision id"));
    CHECK(has(refused("revision: a\ndown_revision: [\"" + bad + "\"]"), "r.yaml:2:16: the down_revision"));
  }
}

TEST_CASE("what is wrong with a head is said with file, line, column and remedy") {
  CHECK(has(refused("down_revision: null"), "\"revision\" is missing"));
  CHECK(has(refused("revision: ~\ndown_revision: null"), "\"revision\" is missing"));
  CHECK(has(refused("revision: a"), "\"down_revision\" is missing"));
  CHECK(has(refused("revision: [a]\ndown_revision: null"), "must be one text"));
  CHECK(has(refused("revision: a\ndown_revision: [b, b]"), "stands twice"));
  CHECK(has(refused("revision: a\ndown_revison: b"),
            "r.yaml:2:1: a revision has no key \"down_revison\" -- did you mean "
            "\"down_revision\"?"));
  CHECK(has(refused(""), "a revision is empty"));
  CHECK(has(refused("- a"), "must be a map"));
  CHECK(has(refused("revision: a\n\tdown_revision: b"), "tab"));
  CHECK(has(refused("revision: a\r\ndown_revision: null\r\n"), "CRLF"));
  // A file that is no YAML below its steps has the error of the whole file.
  CHECK(has(refused("revision: a\nsteps:\n  - x\n]\ndown_revision: b\nfoo\n"), "not YAML"));
}

TEST_CASE("what is wrong with a SQL revision") {
  const std::string head = "-- revision: a\n-- down_revision: null\n";
  CHECK(has(refused(head + "SELECT 1;\n-- barqdb:up\n", "x.sql"), "x.sql:3:1: SQL stands before"));
  CHECK(has(refused(head, "x.sql"), "-- barqdb:up is missing"));
  CHECK(has(refused(head + "-- barqdb:down\nx\n-- barqdb:up\n", "x.sql"), "stands before -- barqdb:up"));
  CHECK(has(refused(head + "-- barqdb:up\n-- barqdb:up\n", "x.sql"), "stands twice"));
  CHECK(has(refused(head + "-- barqdb:up\n-- barqdb:sideways\n", "x.sql"), "the sections are"));
  CHECK(has(refused("-- revision: a\n-- down_revision: b\n-- steps: []\n-- barqdb:up\n", "x.sql"),
            "x.sql:3:4: the head of a SQL revision has no key \"steps\""));
  CHECK(has(refused("-- A remark: without the sign\n-- is: it\n-- barqdb:up\n", "x.sql"), "x.sql:1:"));
}

TEST_CASE("a folder of revisions, sorted, with checksums; complaints of all files at once") {
  const TemporaryFolder folder;
  const std::string text = "revision: b\ndown_revision: a\n";
  folder.write("2.yaml", text);
  folder.write("1.sql", "-- revision: a\n-- down_revision: null\n-- barqdb:up\nSELECT 1;\n");
  folder.write("3.yml", "revision: c\ndown_revision: b\n");
  folder.write("_draft.yaml", "broken: [");
  folder.write(".hidden.sql", "broken");
  folder.write("README.md", "broken");
  folder.write("indexes/x.yaml", "broken: [");
  folder.write("4.yaml", "revison: d\ndown_revision: c\n");
  folder.write("5.yaml", std::string("revision: \xFF"));
  Diagnostics diagnostics;
  const auto revisions = revision::load_revisions(folder.path(), diagnostics);
  REQUIRE(revisions.size() == 3);
  CHECK(revisions[0].id == "a");
  CHECK(revisions[1].id == "b");
  CHECK(revisions[2].id == "c");
  CHECK(revisions[1].file == "2.yaml");
  CHECK(revisions[1].path == folder.path() + "/2.yaml");
  CHECK(revisions[1].checksum == base::sha256_hex(text));
  const std::string said = everything(diagnostics);
  CHECK(has(said, "4.yaml:1:1: a revision has no key \"revison\""));
  CHECK(has(said, "5.yaml:1:11: the file is not UTF-8"));
}

TEST_CASE("many files are read by several threads, in order, with every complaint") {
  const TemporaryFolder folder;
  for (int i = 1000; i < 2000; ++i) {
    const std::string id = std::to_string(i);
    folder.write(id + ".yaml", i % 100 == 7 ? "revision: [" : "revision: \"" + id + "\"\ndown_revision: null\n");
  }
  Diagnostics diagnostics;
  const auto revisions = revision::load_revisions(folder.path(), diagnostics);
  CHECK(revisions.size() == 990);
  CHECK(std::is_sorted(revisions.begin(), revisions.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
  REQUIRE(diagnostics.all().size() == 10);
  CHECK(has(diagnostics.all()[0].place.file, "1007.yaml"));
  CHECK(has(diagnostics.all()[9].place.file, "1907.yaml"));
}

TEST_CASE("a folder that cannot be read is an error with a remedy") {
  Diagnostics diagnostics;
  const TemporaryFolder folder;
  for (const std::string& path : {folder.path() + "/none", folder.write("file", "")}) {
    try {
      revision::load_revisions(path, diagnostics);
      FAIL_CHECK("read");
    } catch (const base::Error& error) {
      CHECK(has(error.message, path));
      CHECK(has(error.hint, "--migrations"));
    }
  }
  CHECK(revision::load_revisions(folder.path(), diagnostics).empty());
  CHECK(diagnostics.empty());
}
