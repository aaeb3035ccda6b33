#include <doctest/doctest.h>

#include <chrono>

#include "chain.hpp"

using namespace barqdb;
using barqdb::revision::Graph;
using barqdb::revision::IdSet;
using barqdb::test::complaints;
using barqdb::test::Names;
using barqdb::test::rev;

namespace {

Names ids(const Graph& graph) {
  Names out;
  for (const auto& one : graph.revisions()) out.push_back(one.id);
  return out;
}

// a → b → {c, d} → m, and an independent root x that d depends on.
Graph diamond() {
  return Graph({rev("m", {"c", "d"}), rev("d", {"b"}, {"x"}), rev("c", {"b"}), rev("b", {"a"}),
                rev("x", {}, {}, {"extra"}), rev("a")});
}

}  // namespace

TEST_CASE("the order puts parents and dependencies first, and otherwise goes by file name") {
  CHECK(ids(diamond()) == Names{"a", "b", "c", "x", "d", "m"});
  CHECK(ids(Graph({rev("b"), rev("c"), rev("a")})) == Names{"a", "b", "c"});
  CHECK(ids(Graph({rev("a", {"z"}), rev("z"), rev("b")})) == Names{"b", "z", "a"});
}

TEST_CASE("heads, bases, branch points and children follow down_revision only") {
  const Graph graph = diamond();
  CHECK(graph.heads() == Names{"x", "m"});
  CHECK(graph.bases() == Names{"a", "x"});
  CHECK(graph.branch_points() == Names{"b"});
  CHECK(graph.children("b") == Names{"c", "d"});
  CHECK(graph.children("x").empty());
}

TEST_CASE("ancestors follow depends_on too") {
  const Graph graph = diamond();
  CHECK(graph.ancestors({"d"}) == IdSet{"a", "b", "d", "x"});
  CHECK(graph.ordered({"m", "x", "a", "not there"}) == Names{"a", "x", "m"});
  CHECK(graph.heads_of({"a", "b", "c", "x", "d"}) == Names{"c", "x", "d"});
  CHECK(graph.heads_of({}).empty());
}

TEST_CASE("find and at know exact ids only") {
  const Graph graph = diamond();
  CHECK(graph.find("d")->down_revisions == Names{"b"});
  CHECK(graph.find("extra") == nullptr);
  CHECK(graph.at("m").file == "m.yaml");
  CHECK(Graph(std::vector<model::Revision>{}).empty());
}

TEST_CASE("depends_on may name a label and becomes the id of its revision") {
  const Graph graph({rev("a", {}, {}, {"core"}), rev("b", {}, {"core"})});
  CHECK(graph.at("b").depends_on == Names{"a"});
  CHECK(graph.ancestors({"b"}) == IdSet{"a", "b"});
}

TEST_CASE("labels spread up, and down to the next branch point or merge") {
  const Graph graph({rev("a"), rev("b", {"a"}), rev("b1", {"b"}), rev("b2", {"b1"}, {}, {"left"}), rev("b3", {"b2"}),
                     rev("c1", {"b"}, {}, {"right"}), rev("m", {"b3", "c1"})});
  CHECK(graph.labels_of("b1") == Names{"left"});
  CHECK(graph.labels_of("b3") == Names{"left"});
  CHECK(graph.labels_of("b").empty());
  CHECK(graph.labels_of("a").empty());
  CHECK(graph.labels_of("c1") == Names{"right"});
  CHECK(graph.labels_of("m") == Names{"left", "right"});
}

TEST_CASE("every complaint appears at once, in the order of the files") {
  CHECK(complaints({rev("0001"), rev("0002", {"0O01"}), rev("0003", {"0003"}), rev("0004", {"0001"}, {"core"}),
                    rev("0005", {"0001", "0001"}), rev("0006", {}, {"0006"})}) ==
        Names{"migrations/0002.yaml:2:16 down_revision '0O01' of revision '0002' does not exist",
              "migrations/0003.yaml:2:16 revision '0003' names itself in down_revision",
              "migrations/0004.yaml:3:13 depends_on 'core' of revision '0004' is neither a revision nor a label",
              "migrations/0005.yaml:2:16 revision '0005' names '0001' twice in down_revision",
              "migrations/0006.yaml:3:13 revision '0006' names itself in depends_on"});
}

TEST_CASE("a missing parent hints at the nearest id, or at the revision of a label") {
  const auto error = test::error_of([] { Graph({rev("20250106_001"), rev("next", {"20250106_01"})}); });
  CHECK(error.hint == "did you mean '20250106_001'?");
  const auto label = test::error_of([] { Graph({rev("a", {}, {}, {"core"}), rev("b", {"core"})}); });
  CHECK(label.message == "down_revision 'core' of revision 'b' is a branch label, not a revision id");
  CHECK(label.hint == "the label belongs to revision 'a'");
}

TEST_CASE("a duplicate id names both files") {
  auto copy = rev("a");
  copy.file = "copy.yaml";
  copy.place = {"migrations/copy.yaml", 4, 2};
  CHECK(complaints({copy, rev("a")}) ==
        Names{"migrations/copy.yaml:4:2 revision 'a' is defined twice: in a.yaml and in copy.yaml"});
}

TEST_CASE("a cycle is printed, and what hangs on it is named") {
  CHECK(complaints(
            {rev("a"), rev("b", {"a", "d"}), rev("c", {"b"}), rev("d", {"c"}), rev("e", {"d"}), rev("f", {"a"})}) ==
        Names{"migrations/b.yaml:2:16 the chain has a cycle: b -> d -> c -> b (each stands on the next)",
              "migrations/e.yaml:1:11 revision 'e' can never be applied: it stands on a cycle"});
}

TEST_CASE("a cycle through depends_on points at depends_on") {
  CHECK(complaints({rev("a", {}, {"b"}), rev("b", {"a"})}) ==
        Names{"migrations/a.yaml:3:13 the chain has a cycle: a -> b -> a (each stands on the next)"});
}

TEST_CASE("every knot is printed, and revisions between two knots are named") {
  CHECK(complaints({rev("a", {"b"}), rev("b", {"a"}), rev("c", {"b"}), rev("d", {"c", "e"}), rev("e", {"d"})}) ==
        Names{"migrations/a.yaml:2:16 the chain has a cycle: a -> b -> a (each stands on the next)",
              "migrations/c.yaml:1:11 revision 'c' can never be applied: it stands on a cycle",
              "migrations/d.yaml:2:16 the chain has a cycle: d -> e -> d (each stands on the next)"});
}

TEST_CASE("labels collide with each other and with ids") {
  CHECK(complaints({rev("a", {}, {}, {"core"}), rev("b", {"a"}, {}, {"core", "a"})}) ==
        Names{"migrations/b.yaml:1:11 branch label 'core' of revision 'b' is already a label of revision 'a' (a.yaml)",
              "migrations/b.yaml:1:11 branch label 'a' of revision 'b' is also the id of a revision (a.yaml)"});
}

TEST_CASE("ids and labels may not look like targets") {
  const std::string character = " has a character other than letters, digits, _ and .";
  CHECK(complaints({rev("head"), rev("a-1"), rev("b c"), rev("d", {}, {}, {"x@y"}), rev("e", {}, {}, {"fix-1"})}) ==
        Names{"migrations/a-1.yaml:1:11 revision id 'a-1'" + character,
              "migrations/b c.yaml:1:11 revision id 'b c'" + character,
              "migrations/d.yaml:1:11 branch label 'x@y'" + character,
              "migrations/e.yaml:1:11 branch label 'fix-1'" + character,
              "migrations/head.yaml:1:11 revision id 'head' is a word that targets use"});
  CHECK(complaints({rev("a", {}, {}, {std::string(200, 'x')})}) ==
        Names{"migrations/a.yaml:1:11 branch label '" + std::string(57, 'x') + "...' is longer than 128 characters"});
}

TEST_CASE("complaints about unread files join in, and what they seem to define is not missed") {
  base::Diagnostics found;
  found.add("this is not YAML", "", {"migrations/0002_broken.yaml", 7, 1});
  CHECK(complaints({rev("0001"), rev("0003", {"0002"}), rev("0004", {"9999"})}, found) ==
        Names{"migrations/0002_broken.yaml:7:1 this is not YAML",
              "migrations/0004.yaml:2:16 down_revision '9999' of revision '0004' does not exist"});
}

TEST_CASE("ten thousand revisions in a line, or in a cycle, need neither recursion nor patience") {
  const auto start = std::chrono::steady_clock::now();
  const Graph graph(test::line(10'000));
  CHECK(graph.heads() == Names{"r009999"});
  CHECK(graph.ancestors({"r009999"}).size() == 10'000);

  auto ring = test::line(10'000);
  ring.front().down_revisions = {"r009999"};
  const auto error = test::error_of([&] { Graph(std::move(ring)); });
  CHECK(error.others.empty());
  CHECK(error.message.find("(9988 more) -> r000000") != std::string::npos);
  // Far above what it needs even without optimization; quadratic work would take minutes.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}
