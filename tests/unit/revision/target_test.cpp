#include "revision/target.hpp"

#include <doctest/doctest.h>

#include "chain.hpp"

using namespace barqdb;
using barqdb::revision::Graph;
using barqdb::revision::IdSet;
using barqdb::test::Names;
using barqdb::test::rev;

namespace {

Names up(const Graph& graph, const IdSet& applied, const std::string& target) {
  return revision::resolve_upgrade(graph, applied, target);
}
Names down(const Graph& graph, const IdSet& applied, const std::string& target) {
  return revision::resolve_downgrade(graph, applied, target);
}
std::string up_error(const Graph& graph, const IdSet& applied, const std::string& target) {
  const auto error = test::error_of([&] { up(graph, applied, target); });
  CHECK(error.kind == base::ErrorKind::usage);
  return error.message;
}
std::string down_error(const Graph& graph, const IdSet& applied, const std::string& target) {
  const auto error = test::error_of([&] { down(graph, applied, target); });
  CHECK(error.kind == base::ErrorKind::usage);
  return error.message;
}

Graph straight() { return Graph({rev("aaaa1"), rev("aaaa2", {"aaaa1"}), rev("bbbb3", {"aaaa2"})}); }

// root → left1 → left2, root → right1 → right2; right1 depends on a base of its own.
Graph forked() {
  return Graph({rev("root"), rev("left1", {"root"}, {}, {"left"}), rev("left2", {"left1"}),
                rev("other1", {}, {}, {"oth"}), rev("right1", {"root"}, {"other1"}, {"right"}),
                rev("right2", {"right1"})});
}

}  // namespace

TEST_CASE("upgrade along a straight chain") {
  const Graph graph = straight();
  CHECK(up(graph, {}, "head") == Names{"aaaa1", "aaaa2", "bbbb3"});
  CHECK(up(graph, {}, "heads") == Names{"aaaa1", "aaaa2", "bbbb3"});
  CHECK(up(graph, {"aaaa1"}, "head") == Names{"aaaa2", "bbbb3"});
  CHECK(up(graph, {"aaaa1", "aaaa2", "bbbb3"}, "head").empty());
  CHECK(up(graph, {}, "base").empty());
  CHECK(up(graph, {}, "aaaa2") == Names{"aaaa1", "aaaa2"});
  CHECK(up(graph, {}, "bbbb") == Names{"aaaa1", "aaaa2", "bbbb3"});
  CHECK(up(graph, {}, "+1") == Names{"aaaa1"});
  CHECK(up(graph, {"aaaa1"}, "+2") == Names{"aaaa2", "bbbb3"});
  CHECK(up(graph, {}, "aaaa1+1") == Names{"aaaa1", "aaaa2"});
  CHECK(up(graph, {}, "bbbb3-1") == Names{"aaaa1", "aaaa2"});
  CHECK(up(graph, {}, "head-2") == Names{"aaaa1"});
  CHECK(up(graph, {}, "base+1") == Names{"aaaa1"});
  CHECK(up(graph, {"not in the chain"}, "+1") == Names{"aaaa1"});
  CHECK(up(Graph(std::vector<model::Revision>{}), {}, "head").empty());
}

TEST_CASE("a revision that was spliced in below an applied one is pending") {
  CHECK(up(straight(), {"aaaa1", "bbbb3"}, "head") == Names{"aaaa2"});
}

TEST_CASE("downgrade along a straight chain") {
  const Graph graph = straight();
  const IdSet all{"aaaa1", "aaaa2", "bbbb3"};
  CHECK(down(graph, all, "base") == Names{"bbbb3", "aaaa2", "aaaa1"});
  CHECK(down(graph, all, "-1") == Names{"bbbb3"});
  CHECK(down(graph, all, "-3") == Names{"bbbb3", "aaaa2", "aaaa1"});
  CHECK(down(graph, all, "aaaa1") == Names{"bbbb3", "aaaa2"});
  CHECK(down(graph, all, "bbbb3-2") == Names{"bbbb3", "aaaa2"});
  CHECK(down(graph, all, "bbbb3").empty());
  CHECK(down(graph, {"aaaa1"}, "aaaa1").empty());
  CHECK(down(graph, {}, "base").empty());
}

TEST_CASE("targets that go too far or the wrong way are refused") {
  const Graph graph = straight();
  CHECK(up_error(graph, {}, "+4") == "'+4' goes too far: there are only 3 revisions to go up from base");
  CHECK(up_error(graph, {"aaaa1", "aaaa2", "bbbb3"}, "+1") ==
        "'+1' goes too far: there is no revision to go up from 'bbbb3'");
  CHECK(up_error(graph, {}, "-1") == "'-1' goes down");
  CHECK(down_error(graph, {"aaaa1"}, "-2") == "'-2' goes too far: there is only 1 revision to go down from 'aaaa1'");
  CHECK(down_error(graph, {}, "-1") == "'-1': nothing is applied");
  CHECK(down_error(graph, {"aaaa1"}, "+1") == "'+1' goes up");
  CHECK(down_error(graph, {"aaaa1"}, "bbbb3") == "revision 'bbbb3' is not applied: nothing to go back to");
  CHECK(down_error(graph, {"aaaa1"}, "heads") == "a downgrade goes to one revision, not to heads");
  CHECK(up_error(graph, {}, "+0") == "'+0' goes nowhere");
  CHECK(up_error(graph, {}, "") == "the target is empty");
  CHECK(up_error(graph, {}, "@head") == "'@head' is not a target");
}

TEST_CASE("prefixes: unique, at least four characters, not also a label") {
  const Graph graph({rev("2025a"), rev("2025b", {"2025a"}), rev("feature9", {"2025b"}, {}, {"feat"})});
  CHECK(up_error(graph, {}, "2025") == "'2025' is ambiguous: 2 revisions begin with it: '2025a', '2025b'");
  CHECK(up_error(graph, {}, "fea") == "no revision or branch label 'fea'");
  CHECK(up(graph, {}, "feat").size() == 3);  // the label and the prefix mean the same revision
  const Graph two({rev("feature1"), rev("0002", {"feature1"}, {}, {"feat"})});
  CHECK(up_error(two, {}, "feat") ==
        "'feat' is ambiguous: a branch label (of revision '0002') and the beginning of 'feature1'");
  const Graph shorts({rev("1"), rev("12", {"1"})});
  CHECK(up(shorts, {}, "1") == Names{"1"});
  CHECK(test::error_of([&] { up(graph, {}, "2025c"); }).hint == "did you mean '2025a'?");
}

TEST_CASE("several heads make head and steps ambiguous, never a guess") {
  const Graph graph = forked();
  CHECK(up_error(graph, {}, "head") == "'head' is ambiguous: the chain has 3 heads: 'other1', 'left2', 'right2'");
  CHECK(up(graph, {}, "heads").size() == 6);
  CHECK(up_error(graph, {"root"}, "+1") ==
        "'+1' is ambiguous: after 'root' there are several ways to go up: 'left1', 'right1'");
  CHECK(up_error(graph, {}, "+1") == "'+1' is ambiguous: from base there are several ways to go up: 'other1', 'root'");
  CHECK(up_error(graph, {"root", "left1"}, "+1") ==
        "'+1' is ambiguous: several revisions may come next: 'other1', 'left2', 'right1'");
  CHECK(up_error(graph, {"root", "left1", "other1"}, "+1") ==
        "'+1' is ambiguous: the database has 2 heads: 'other1', 'left1'");
  CHECK(down_error(graph, {"root", "left1", "other1", "right1"}, "-1") ==
        "'-1' is ambiguous: the database has 2 applied heads: 'left1', 'right1'");
}

TEST_CASE("label@ restricts a target to one branch") {
  const Graph graph = forked();
  CHECK(up(graph, {}, "left@head") == Names{"root", "left1", "left2"});
  CHECK(up(graph, {}, "right@head") == Names{"other1", "root", "right1", "right2"});
  CHECK(up(graph, {"root"}, "right@+1") == Names{"other1", "right1"});
  CHECK(up(graph, {"root", "left1"}, "left@+1") == Names{"left2"});
  CHECK(up(graph, {"root", "left1", "left2"}, "right@+1") == Names{"other1", "right1"});
  CHECK(up(graph, {"root", "left1", "left2"}, "oth@+1") == Names{"other1"});
  CHECK(up(graph, {}, "left@root+1") == Names{"root", "left1"});
  CHECK(up(graph, {}, "right2@head").size() == 4);
  CHECK(up(graph, {}, "oth") == Names{"other1"});
  CHECK(up_error(graph, {}, "left@right1") == "revision 'right1' is not on the branch 'left'");
  CHECK(up_error(graph, {}, "none@head") == "no revision or branch label 'none'");
  const IdSet all{"root", "left1", "left2", "other1", "right1", "right2"};
  CHECK(down(graph, all, "left@base") == Names{"right2", "right1", "left2", "left1", "root"});
  CHECK(down(graph, all, "oth@base") == Names{"right2", "right1", "other1"});
  CHECK(down(graph, all, "left@-1") == Names{"left2"});
  CHECK(down(graph, all, "left@root") == Names{"left2", "left1"});
  CHECK(down(graph, all, "root") == Names{"right2", "right1", "left2", "left1"});
}

TEST_CASE("rolling back one head leaves the other branches alone") {
  const Graph graph = forked();
  CHECK(down(graph, {"root", "other1", "right1"}, "-1") == Names{"right1"});
  CHECK(down(graph, {"root", "other1", "right1"}, "other1").empty());
}

TEST_CASE("a merge has two ways down") {
  const Graph graph({rev("a"), rev("b", {"a"}), rev("c", {"a"}), rev("m", {"b", "c"})});
  CHECK(down_error(graph, {"a", "b", "c", "m"}, "-1") ==
        "'-1' is ambiguous: after 'm' there are several ways to go down: 'b', 'c'");
  CHECK(up(graph, {"a", "b"}, "+1") == Names{"c", "m"});
}

TEST_CASE("revisions for show, stamp and merge") {
  const Graph graph = forked();
  CHECK(revision::resolve_revisions(graph, {}, "heads") == Names{"other1", "left2", "right2"});
  CHECK(revision::resolve_revisions(graph, {}, "right@head") == Names{"right2"});
  CHECK(revision::resolve_revisions(graph, {}, "base").empty());
  CHECK(revision::resolve_revisions(graph, {}, "left1+1") == Names{"left2"});
  CHECK(revision::resolve_revisions(graph, {}, "left2-1") == Names{"left1"});
  CHECK(revision::resolve_revisions(graph, {"root", "left1"}, "current") == Names{"left1"});
  CHECK(test::error_of([&] { revision::resolve_revisions(graph, {}, "+1"); }).message ==
        "'+1' does not say from where");
}

TEST_CASE("ranges") {
  const Graph graph = straight();
  const IdSet applied{"aaaa1", "aaaa2"};
  CHECK(revision::resolve_range(graph, {}, ":") == Names{"aaaa1", "aaaa2", "bbbb3"});
  CHECK(revision::resolve_range(graph, {}, "aaaa2:") == Names{"aaaa2", "bbbb3"});
  CHECK(revision::resolve_range(graph, {}, ":aaaa2") == Names{"aaaa1", "aaaa2"});
  CHECK(revision::resolve_range(graph, {}, "aaaa2:bbbb") == Names{"aaaa2", "bbbb3"});
  CHECK(revision::resolve_range(graph, applied, "current:") == Names{"aaaa2", "bbbb3"});
  CHECK(revision::resolve_range(graph, applied, "-1:current") == Names{"aaaa1", "aaaa2"});
  CHECK(revision::resolve_range(graph, applied, "-9:") == Names{"aaaa1", "aaaa2", "bbbb3"});
  CHECK(revision::resolve_range(graph, applied, "aaaa1:+1") == Names{"aaaa1", "aaaa2"});
  CHECK(revision::resolve_range(graph, applied, "current:+1") == Names{"aaaa2", "bbbb3"});
  CHECK(test::error_of([&] { revision::resolve_range(graph, {}, "bbbb3:aaaa1"); }).message ==
        "'bbbb3:aaaa1' is empty: 'bbbb3' is not below the upper end");
  CHECK(test::error_of([&] { revision::resolve_range(graph, {}, "aaaa1"); }).message == "'aaaa1' is not a range");
  const Graph parts({rev("low"), rev("other"), rev("high", {"other"}, {"low"}), rev("top", {"high"})});
  CHECK(revision::resolve_range(parts, {}, "other:high") == Names{"other", "high"});
  CHECK(test::error_of([&] { revision::resolve_range(parts, {}, "low:high"); }).message ==
        "'low:high' is empty: 'high' does not descend from 'low' by down_revision, it only depends on it");
}
