#include "analyze/usage_window.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

constexpr std::int64_t day = 86'400;
constexpr std::int64_t now = 100 * day;

model::NodeCounters node(const std::string& name, std::int64_t began, std::int64_t scans, bool standby = false) {
  model::NodeCounters out;
  out.identity.node = name;
  out.identity.epoch = name + "/" + std::to_string(began);
  out.identity.standby = standby;
  out.identity.began = began;
  out.identity.now = now;
  model::IndexCounter index;
  index.oid = 1;
  index.table_oid = 10;
  index.scans = scans;
  out.indexes = {index};
  out.tables = {{10, 5, 100}};
  return out;
}

// Snapshots of a node's counters from `first` until yesterday, with the counter at `last` and what it grew by.
model::SourceHistory source(const model::NodeCounters& of, std::int64_t first, std::int64_t last, std::int64_t growth) {
  model::SourceHistory out;
  out.epoch = of.identity.epoch;
  out.node = of.identity.node;
  out.began = of.identity.began;
  out.first = first;
  out.last = now - day;
  out.indexes[1].last.scans = last;
  out.indexes[1].first_seen = first;
  out.tables[10] = {5, 100};
  out.index_growth[1].scans = growth;
  return out;
}

model::UsageWindow window(const std::vector<model::NodeCounters>& nodes, const model::UsageHistory& history = {},
                          std::optional<std::int64_t> since = {}, const std::vector<model::SilentNode>& silent = {}) {
  return analyze::make_usage_window(nodes, silent, history, {since, "because"});
}

}  // namespace

TEST_CASE("without snapshots a window is as long as the youngest counters") {
  const auto out = window({node("a", now - 50 * day, 2), node("b", now - 20 * day, 3, true)});
  CHECK(out.since == now - 20 * day);
  CHECK(out.until == now);
  CHECK(out.indexes.at(1).scans == 5);
  CHECK(out.tables.at(10).writes == 100);  // a standby replays the same writes
  CHECK(out.tables.at(10).sequential_scans == 10);
  CHECK(out.tables.at(10).index_scans == 5);
  CHECK(out.cause.find("replica b") != std::string::npos);
  CHECK(window({node("a", now - 50 * day, 2)}).cause == "because");
}

TEST_CASE("a window that was asked for counts from its snapshot on") {
  const auto main = node("a", now - 50 * day, 70);
  model::UsageHistory history;
  history.sources = {source(main, now - 40 * day, 60, 4)};
  history.sources[0].baseline = now - 30 * day;
  auto out = window({main}, history, now - 30 * day);
  CHECK(out.since == now - 30 * day);
  CHECK(out.indexes.at(1).scans == 14);  // 4 in snapshots since, and 10 since the last one
  // Without the window: all that was ever counted.
  history.sources[0].baseline.reset();
  out = window({main}, history);
  CHECK(out.since == now - 50 * day);
  CHECK(out.indexes.at(1).scans == 70);
  // No snapshot is old enough: longer, never shorter.
  out = window({main}, history, now - 45 * day);
  CHECK(out.since == now - 50 * day);
  CHECK(out.indexes.at(1).scans == 70);
  CHECK(out.cause.find("longer") != std::string::npos);
}

TEST_CASE("a reset begins the window anew, and what was seen before it still counts as use") {
  const auto before = node("a", now - 50 * day, 7);
  const auto after = node("a", now - 600, 0);
  model::UsageHistory history;
  history.sources = {source(before, now - 40 * day, 7, 7)};
  const auto out = window({after}, history);
  CHECK(out.since == now - 600);
  CHECK(out.indexes.at(1).scans == 7);
}

TEST_CASE("an index's own counter that was reset is no older than that") {
  const auto main = node("a", now - 50 * day, 1);
  model::UsageHistory history;
  history.sources = {source(main, now - 40 * day, 1, 0)};
  history.sources[0].indexes[1].earlier_scans = 30;
  history.sources[0].indexes[1].counted_since = now - 2 * day;
  const auto out = window({main}, history);
  CHECK(out.indexes.at(1).scans == 31);
  CHECK(out.indexes.at(1).existed_at == now - 2 * day);
}

TEST_CASE("an index that no snapshot saw was made after the last one") {
  auto main = node("a", now - 50 * day, 0);
  main.indexes.push_back(main.indexes.front());
  main.indexes.back().oid = 2;
  model::UsageHistory history;
  history.sources = {source(main, now - 40 * day, 0, 0)};
  const auto out = window({main}, history);
  CHECK(out.indexes.at(1).existed_at == now - 40 * day);
  CHECK(out.indexes.at(2).existed_at == now);
}

TEST_CASE("servers that did not answer are in the window; two names of one server are one") {
  const auto main = node("a", now - 50 * day, 2);
  auto twice = main;
  twice.identity.node = "also a";
  const auto out = window({main, twice}, {}, {}, {{"b", "down"}});
  CHECK(out.indexes.at(1).scans == 2);
  REQUIRE(out.silent.size() == 1);
  CHECK(out.problem.empty());
  CHECK_FALSE(window({node("b", now, 0, true)}).problem.empty());
}
