#include "analyze/health.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "render/render.hpp"

using namespace barqdb;

namespace {

model::HealthFacts quiet(const std::string& name) {
  model::HealthFacts facts;
  facts.node = name;
  facts.database = "fleet";
  facts.server_version = 150020;
  facts.numbers = {{"now", 1'000'000}, {"connections_limit", 100}, {"connections_reserved", 3}};
  facts.indexes = model::IndexCounts{10, 0, "", {}};
  return facts;
}

std::vector<std::string> checks(const std::vector<model::HealthFacts>& nodes,
                                const config::HealthSettings& health = {}) {
  std::vector<std::string> out;
  for (const auto& finding : analyze::make_health_report(nodes, health).findings)
    out.push_back(finding.severity + " " + finding.check);
  return out;
}

using Checks = std::vector<std::string>;

}  // namespace

TEST_CASE("the states that every server has keep their series, where they can be seen") {
  const auto states = [](const model::HealthFacts& facts) {
    std::vector<std::string> out;
    for (const model::MetricFamily& family : analyze::health_families({facts})) {
      if (family.name != "barqdb_connections") continue;
      for (const model::Sample& sample : family.samples)
        out.push_back(sample.labels.back().second + "=" + std::to_string(static_cast<int>(sample.value)));
    }
    return out;
  };
  auto facts = quiet("a");
  CHECK(states(facts).empty());
  facts.numbers["statistics_visible"] = 1;
  facts.states = {{"idle", 3, 1, "u", "", 1, 1, ""}};
  CHECK(states(facts) == Checks{"active=0", "idle=3", "idle in transaction=0", "idle in transaction (aborted)=0"});
  facts.not_examined = {{"sessions", "canceling statement"}};
  facts.states.clear();
  CHECK(states(facts).empty());
}

TEST_CASE("each threshold is a border, and a quiet server passes all of them") {
  CHECK(checks({quiet("a")}).empty());
  auto facts = quiet("a");
  facts.states = {{"active", 76, 1, "u", "", 1, 1, ""}};
  CHECK(checks({facts}).empty());  // 77 of 97 with our own
  facts.states[0].sessions = 77;
  CHECK(checks({facts}) == Checks{"warning health.connections"});
  facts.states[0].sessions = 92;
  CHECK(checks({facts}) == Checks{"error health.connections"});

  facts = quiet("a");
  facts.wraparound = model::WraparoundFacts{"fleet", 1'073'741'823, 0};
  CHECK(checks({facts}).empty());
  facts.wraparound->multixacts = 1'073'741'824;
  CHECK(checks({facts}) == Checks{"warning health.wraparound"});

  facts = quiet("a");
  facts.numbers["blocks_hit_total"] = 10;
  facts.numbers["blocks_read_total"] = 90;
  CHECK(checks({facts}).empty());  // too few to judge
  facts.numbers["blocks_read_total"] = 900'000;
  CHECK(checks({facts}) == Checks{"warning health.cache_hit"});

  facts = quiet("a");
  facts.numbers["checkpoints_requested_total"] = 15;
  facts.numbers["checkpoints_timed_total"] = 5;
  CHECK(checks({facts}) == Checks{"warning health.checkpoints"});

  facts = quiet("a");
  facts.numbers["statistics_reset_time"] = 1'000'000 - 600;
  CHECK(checks({facts}) == Checks{"info health.statistics_reset"});
  config::HealthSettings off;
  off.statistics_reset = base::Milliseconds(0);
  CHECK(checks({facts}, off).empty());
}

TEST_CASE("slots, archiving, dead rows, a standby that is behind") {
  auto facts = quiet("a");
  facts.slots = {{"gone", "logical", false, std::nullopt, "lost"}, {"fine", "physical", true, 1000, "reserved"}};
  CHECK(checks({facts}) == Checks{"error health.replication_slot"});
  facts = quiet("a");
  facts.numbers["archive_failed"] = 1;
  CHECK(checks({facts}) == Checks{"error health.archiving"});
  facts = quiet("a");
  facts.dead_rows = {{{"public", "t"}, 10, 90'000, std::nullopt, true}};
  const auto report = analyze::make_health_report({facts}, {});
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].object == "public.t");
  CHECK(report.findings[0].message.find("autovacuum is off for this table") != std::string::npos);

  auto main = quiet("a");
  main.numbers["wal_position_bytes"] = 3e9;
  auto standby = quiet("b");
  standby.numbers["standby"] = 1;
  standby.numbers["wal_position_bytes"] = 1e9;
  CHECK(checks({main, standby}) == Checks{"warning health.replication_lag"});
  standby.numbers["wal_position_bytes"] = 3e9 - 100;
  CHECK(checks({main, standby}).empty());
  standby.numbers["replay_lag_seconds"] = 61;
  CHECK(checks({main, standby}) == Checks{"warning health.replication_lag"});
}

TEST_CASE("an index is unused when no node has used it, and nobody knows while one is silent") {
  auto main = quiet("a");
  main.indexes->never_used = {1, 2, 3};
  auto standby = quiet("b");
  standby.indexes->never_used = {2, 3, 4};
  CHECK(checks({main, standby}) == Checks{"info health.unused_indexes"});
  standby.indexes->never_used = {4};
  CHECK(checks({main, standby}).empty());
  model::HealthFacts down;
  down.node = "b";
  down.error = "refused";
  CHECK(checks({main, down}) == Checks{"error health.unreachable"});
}

TEST_CASE("labels of the exposition format are escaped; a report without families gives its metrics") {
  auto facts = quiet("a\"b\\c\nd");
  const auto report = analyze::make_health_report({facts}, {});
  const std::string text = render::prometheus(report);
  CHECK(text.find("barqdb_up{node=\"a\\\"b\\\\c\\nd\"} 1\n") != std::string::npos);
  model::Report other;
  other.name = "index-report";
  other.database = "fleet";
  other.metrics = {{"total_bytes", std::int64_t{42}}, {"word", "x"}};
  CHECK(render::prometheus(other) ==
        "# HELP barqdb_index_report_total_bytes total_bytes of index-report.\n# TYPE barqdb_index_report_total_bytes "
        "gauge\nbarqdb_index_report_total_bytes{database=\"fleet\"} 42\n");
}
