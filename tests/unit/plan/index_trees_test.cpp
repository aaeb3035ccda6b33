#include "plan/index_trees.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace barqdb;

namespace {

using Indexes = std::vector<model::InspectedIndex>;

// A tree of two levels on table t, told part by part: the top, one part on t_1, one on t_2 with t_21 below.
Indexes tree(const std::string& name, bool plain, std::int64_t oid = 0) {
  Indexes out;
  const auto add = [&](const std::string& own, const std::string& table, const std::string& above, bool partitioned) {
    model::InspectedIndex index;
    index.name = {"public", own};
    index.table = {"public", table};
    index.definition.name = own;
    index.definition.only = index.partitioned = partitioned;
    if (!above.empty()) index.definition.part_of = {"", above};
    if (oid != 0) {
      index.oid = oid + static_cast<std::int64_t>(out.size());
      if (!above.empty()) index.parent_oid = above == name ? oid : oid + 2;
    }
    out.push_back(index);
  };
  add(name, "t", "", true);
  add(name + "_1", "t_1", name, false);
  add(name + "_2", "t_2", name, true);
  add(name + "_21", "t_21", name + "_2", false);
  out.front().plain_parts = plain;
  return out;
}

// As a file tells it in one line.
Indexes folded(const std::string& name) {
  Indexes out = tree(name, true);
  out.resize(1);
  out.front().definition.only = false;
  return out;
}

Indexes both(Indexes a, const Indexes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

TEST_CASE("what hangs below what, by oid or by name") {
  const Indexes indexes = both(tree("a", true, 10), tree("b", true));
  const plan::IndexTrees trees(indexes);
  CHECK(trees.parts_of(0) == std::vector<std::size_t>{1, 2});
  CHECK(trees.all_below(0) == std::vector<std::size_t>{1, 2, 3});
  CHECK(trees.all_below(4) == std::vector<std::size_t>{5, 6, 7});
  CHECK(trees.all_below(7).empty());
}

TEST_CASE("trees with nothing of a part's own are one index each on both sides") {
  Indexes live = tree("a", true, 10), wanted = both(tree("a", true, 20), tree("b", true, 30));
  plan::align_trees(live, wanted);
  REQUIRE(live.size() == 1);
  CHECK_FALSE(live.front().definition.only);
  CHECK(wanted.size() == 2);
}

TEST_CASE("one tree of a table that cannot be told as one keeps all of them told, on both sides") {
  Indexes live = both(tree("a", true, 10), tree("b", false, 20)), wanted = tree("a", true, 30);
  plan::align_trees(live, wanted);
  CHECK(live.size() == 8);
  REQUIRE(wanted.size() == 4);
  CHECK(wanted.front().definition.only);
}

TEST_CASE("a tree that moves to another tablespace is told part by part") {
  Indexes live = tree("a", true, 10), wanted = tree("a", true, 20);
  wanted.front().definition.tablespace = "fast";
  plan::align_trees(live, wanted);
  CHECK(live.size() == 4);
  CHECK(wanted.size() == 4);
}

TEST_CASE("a tree with a part whose name another index is to have is told part by part") {
  Indexes live = tree("a", true, 10), wanted = both(tree("a", true, 20), folded("b"));
  wanted.back().name = {"public", "a_21"};
  wanted.back().table = {"public", "other"};
  plan::align_trees(live, wanted);
  CHECK(live.size() == 4);
}

TEST_CASE("a file tells as one index what it likes") {
  Indexes live = both(tree("a", true, 10), tree("b", false, 20)), wanted = both(folded("a"), tree("b", false));
  plan::align_trees(live, wanted);
  CHECK(live.size() == 5);
  CHECK_FALSE(live.front().definition.only);
  CHECK(wanted.size() == 5);
}
