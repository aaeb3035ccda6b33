// A merge seen before it is made: what it would break, and what it would not.
#include "revision/merged_chain.hpp"

#include <doctest/doctest.h>

using namespace barqdb;
using revision::Tree;

namespace {

std::string yaml(const std::string& id, const std::string& down, const std::string& steps = "[]") {
  return "revision: \"" + id + "\"\ndown_revision: " + down + "\nsteps: " + steps + "\n";
}

const Tree base = {{"1.yaml", yaml("1", "null")},
                   {"2.yaml", yaml("2", "\"1\"", "[{create_indexes: indexes/a.yaml}]")},
                   {"indexes/a.yaml", "t:\n  i: {columns: [a]}\n"},
                   {"indexes/unused.yaml", "t:\n  j: {columns: [a]}\n"}};

Tree with(Tree tree, const std::string& path, const std::string& bytes) {
  tree[path] = bytes;
  return tree;
}

std::vector<std::string> check(const Tree& ours, const Tree& theirs, const Tree& common = base) {
  std::vector<std::string> out;
  for (const model::Finding& one : revision::check_merged_chain({common, ours, theirs, "main", "migrations"}))
    out.push_back(one.check + " " + one.object + " " + one.file + ":" + std::to_string(one.line));
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("nothing to find: no change, a change of one side, the same change of both, a file that no revision has") {
  CHECK(check(base, base) == Lines{});
  const Tree third = with(base, "3.yaml", yaml("3", "\"2\""));
  CHECK(check(third, base) == Lines{});
  CHECK(check(base, third) == Lines{});
  CHECK(check(third, third) == Lines{});
  CHECK(check(with(third, "4.yaml", yaml("4", "\"3\"")), third) == Lines{});
  CHECK(check(with(base, "indexes/unused.yaml", "x"), base) == Lines{});
}

TEST_CASE("two revisions with one parent, one of each side") {
  const Tree ours = with(base, "3.yaml", yaml("3", "\"2\"")), theirs = with(base, "9.yaml", yaml("9", "\"2\""));
  CHECK(check(ours, theirs) == Lines{"check.heads 3 migrations/3.yaml:2"});
  // A merge revision in ours joins them already.
  CHECK(check(with(with(ours, "9.yaml", yaml("9", "\"2\"")), "m.yaml", yaml("m", "[\"3\", \"9\"]")), theirs) ==
        Lines{});
  CHECK(check(with(base, "b.yaml", yaml("b", "null")), base) == Lines{"check.heads b migrations/b.yaml:2"});
}

TEST_CASE("several heads that both sides have already are not this merge's doing") {
  const Tree split = with(base, "3.yaml", yaml("3", "\"1\""));
  CHECK(check(split, split, split) == Lines{});
  CHECK(check(with(split, "4.yaml", yaml("4", "\"3\"")), split, split) == Lines{});
}

TEST_CASE("one id in two files") {
  const Tree ours = with(base, "3_ours.yaml", yaml("3", "\"2\"")),
             theirs = with(base, "3_theirs.yaml", yaml("3", "\"2\""));
  CHECK(check(ours, theirs) == Lines{"check.duplicate_id 3 migrations/3_ours.yaml:1"});
  CHECK(check(with(base, "3.yaml", yaml("3", "\"2\"")), with(base, "3.yaml", yaml("3", "\"2\"", "[{analyze: t}]"))) ==
        Lines{"check.duplicate_id 3.yaml migrations/3.yaml:1"});
}

TEST_CASE("a file of a revision that exists, edited or removed by either side") {
  const Tree edited = with(base, "1.yaml", yaml("1", "null", "[{analyze: t}]"));
  CHECK(check(edited, base) == Lines{"check.edited 1 migrations/1.yaml:1"});
  CHECK(check(base, edited) == Lines{"check.edited 1 migrations/1.yaml:1"});
  CHECK(check(edited, edited) == Lines{"check.edited 1 migrations/1.yaml:1"});
  CHECK(check(with(base, "indexes/a.yaml", "t:\n  i: {columns: [b]}\n"), base) ==
        Lines{"check.edited 2 migrations/indexes/a.yaml:1"});
  Tree removed = base;
  removed.erase("2.yaml");
  CHECK(check(removed, base) == Lines{"check.edited 2 migrations/2.yaml:1"});
}

TEST_CASE("a parent that the other side removed") {
  Tree removed = base;
  removed.erase("2.yaml");
  const Lines found = check(with(base, "3.yaml", yaml("3", "\"2\"")), removed);
  REQUIRE(found.size() == 2);
  CHECK(found[0] == "check.edited 2 migrations/2.yaml:1");
  CHECK(found[1] == "check.chain migrations migrations/3.yaml:2");
}
