#include "analyze/index_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "analyze/drop_statements.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "render/render.hpp"
#include "support/golden.hpp"
#include "support/json.hpp"
#include "support/live_window.hpp"

using namespace barqdb;

namespace {

constexpr std::int64_t day = 24 * 3600;
constexpr std::int64_t now = 1736164800;  // 2025-01-06T12:00:00Z

model::IndexUsage make_usage(const std::string& name, std::int64_t scans, std::int64_t oid) {
  model::IndexUsage usage;
  usage.oid = oid;
  usage.table = {"public", "couriers"};
  usage.index = {"public", name};
  usage.method = "btree";
  usage.bytes = 2 << 20;
  usage.scans = scans;
  usage.tuples_read = scans * 3;
  usage.tuples_fetched = scans * 2;
  usage.table_oid = 1;
  usage.table_seq_scans = 100;
  usage.table_writes = 5000;
  usage.table_rows = 1000;
  usage.valid = true;
  usage.ready = true;
  return usage;
}

model::IndexUsageFacts make_facts(std::vector<model::IndexUsage> indexes) {
  model::IndexUsageFacts facts;
  facts.database = "barq";
  facts.server_version = 150'020;
  facts.read_at = "2025-01-06T12:00:00Z";
  facts.now = now;
  facts.stats_reset = now - 30 * day;
  facts.server_counts_since = now - 60 * day;
  facts.server_start = now - 2 * day;
  facts.indexes = std::move(indexes);
  return facts;
}

// Shapes and tables that go with the counters: every index is one of its own column.
model::CheckFacts make_check_facts(const model::IndexUsageFacts& usage) {
  model::CheckFacts facts;
  int column = 0;
  for (const model::IndexUsage& index : usage.indexes) {
    model::IndexShape& shape = facts.shapes[index.oid];
    shape.known = true;
    model::IndexKey key;
    key.column = ++column;
    shape.keys = {key};
    model::TableHealth& table = facts.tables[index.table_oid];
    table.oid = index.table_oid;
    table.name = index.table;
    table.rows = index.table_rows;
  }
  return facts;
}

// Everything is known to have existed for a year.
model::Report make_report(model::IndexUsageFacts usage, const config::ReportSettings& settings = {},
                          const analyze::IndexReportOptions& options = {}) {
  for (model::IndexUsage& index : usage.indexes) {
    if (!index.existed_at) index.existed_at = now - 365 * day;
  }
  const model::CheckFacts facts = make_check_facts(usage);
  const model::UsageWindow window = test::make_live_window(usage);
  const analyze::CheckInput input(usage, facts, window, settings);
  analyze::IndexReview review = analyze::review_indexes(input);
  model::DroppedDefinitions definitions;
  for (const std::int64_t oid : analyze::wanted_definitions(input, review)) {
    const model::IndexUsage& index = *input.index(oid)->usage;
    if (index.index.name == "held") continue;
    definitions[oid].definition = "CREATE INDEX " + base::quote_identifier(index.index.name) + " ON " +
                                  (index.partitioned ? "ONLY public.t" : index.table.text()) + " USING btree (a)";
  }
  analyze::add_drop_statements(input, definitions, review);
  return analyze::make_index_report(input, review, options);
}

nlohmann::json report_json(const model::IndexUsageFacts& facts, const config::ReportSettings& settings = {},
                           const analyze::IndexReportOptions& options = {}) {
  return nlohmann::json::parse(render::json(make_report(facts, settings, options)));
}

// Of index.unused.
std::vector<std::string> objects(const nlohmann::json& report) {
  std::vector<std::string> out;
  for (const auto& finding : report["findings"]) {
    if (finding["check"] == "index.unused") out.push_back(finding["object"]);
  }
  return out;
}

std::vector<std::string> names(const nlohmann::json& report) {
  std::vector<std::string> out;
  for (const auto& row : report["rows"]) out.push_back(row["index"]);
  return out;
}

// A tree of two levels: root ← middle ← leaves, all on tables of their own.
std::vector<model::IndexUsage> make_tree(std::int64_t scans_of_last_leaf) {
  std::vector<model::IndexUsage> all = {make_usage("leaf_a", 0, 12), make_usage("root", 0, 10),
                                        make_usage("middle", 0, 11), make_usage("leaf_b", scans_of_last_leaf, 13)};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].table = {"public", "t_" + all[i].index.name};
    all[i].table_oid = 100 + static_cast<std::int64_t>(i);
  }
  for (const std::size_t i : {1U, 2U}) {
    all[i].partitioned = true;
    all[i].bytes = 0;
    all[i].table_seq_scans = all[i].table_writes = all[i].table_rows = 0;
  }
  all[0].parent = 11;
  all[2].parent = 10;
  all[3].parent = 11;
  return all;
}

}  // namespace

TEST_CASE("an index without scans is a candidate; one that holds more than speed is none") {
  std::vector<model::IndexUsage> all = {make_usage("used", 7, 1),     make_usage("unused", 0, 2),
                                        make_usage("pk", 0, 3),       make_usage("uq", 0, 4),
                                        make_usage("con", 0, 5),      make_usage("excl", 0, 6),
                                        make_usage("identity", 0, 7), make_usage("clustered", 0, 8),
                                        make_usage("broken", 0, 9),   make_usage("idx_legal_hold_1", 0, 10)};
  all[2].primary = true;
  all[3].unique = true;
  all[4].backs_constraint = true;
  all[5].exclusion = true;
  all[6].replica_identity = true;
  all[7].clustered = true;
  all[8].valid = false;
  config::ReportSettings settings;
  settings.keep = {{"idx_legal_hold_*", "", {}}};
  const auto report = report_json(make_facts(all), settings);
  CHECK(objects(report) == std::vector<std::string>{"public.unused"});
  CHECK(report["rows"].size() == 10);
  CHECK(report["metrics"]["indexes"] == 10);
  CHECK(report["metrics"]["total_bytes"] == 10 * (2 << 20));
  CHECK(report["metrics"]["unused_candidates"] == 1);
  CHECK(report["metrics"]["unused_bytes"] == 2 << 20);
  CHECK(report["metrics"]["invalid"] == 1);
  settings.keep = {{"public.unused", "", {}}};
  CHECK(objects(report_json(make_facts(all), settings)) ==
        std::vector<std::string>{"public.idx_legal_hold_1"});  // now the legal one only
}

TEST_CASE("old statistics make it a verdict with statements both ways") {
  const auto finding = report_json(make_facts({make_usage("unused", 0, 2)}))["findings"][0];
  CHECK(finding["check"] == "index.unused");
  CHECK(finding["verdict"] == "drop");
  CHECK(finding["severity"] == "warning");
  CHECK(finding["table"] == "public.couriers");
  CHECK(finding["message"] == "0 scans in 30 d");
  CHECK(finding["sql"]["do"] == "DROP INDEX CONCURRENTLY public.unused");
  CHECK(finding["sql"]["undo"] == "CREATE INDEX CONCURRENTLY unused ON public.couriers USING btree (a)");
  CHECK(finding["evidence"]["statistics_age_seconds"] == 30 * day);
  CHECK(finding["evidence"]["table_writes"] == 5000);
}

TEST_CASE("young statistics are not enough, whatever made them young") {
  model::IndexUsageFacts facts = make_facts({make_usage("unused", 0, 2)});
  SUBCASE("a reset") {
    facts.stats_reset = now - 3 * 3600;
    const auto finding = report_json(facts)["findings"][0];
    CHECK(finding["message"] == "0 scans, but statistics are only 3 h 00 m old; 14 d are needed");
  }
  SUBCASE("a crash after the last reset") { facts.server_counts_since = now - day; }
  SUBCASE("never reset, and the server is young") {
    facts.stats_reset.reset();
    facts.server_counts_since = now - 13 * day;
  }
  SUBCASE("nothing known but the server's start") {
    facts.stats_reset.reset();
    facts.server_counts_since.reset();
  }
  SUBCASE("nothing is counted") { facts.counting = false; }
  SUBCASE("a standby") { facts.standby = true; }
  SUBCASE("a clock that went back") { facts.stats_reset = now + 5; }
  const auto report = report_json(facts);
  REQUIRE(report["findings"].size() == 1);
  CHECK(report["findings"][0]["verdict"] == "insufficient evidence");
  CHECK_FALSE(report["findings"][0].contains("sql"));
  CHECK(report["rows"][0]["verdict"] == "insufficient evidence");
}

TEST_CASE("the evidence asked for is the boundary, and it counts as enough") {
  model::IndexUsageFacts facts = make_facts({make_usage("unused", 0, 2)});
  facts.stats_reset = now - 14 * day;
  CHECK(report_json(facts)["findings"][0]["verdict"] == "drop");
  facts.stats_reset = now - 14 * day + 1;
  CHECK(report_json(facts)["findings"][0]["verdict"] == "insufficient evidence");
}

TEST_CASE("never reset: the server's own counters tell since when") {
  model::IndexUsageFacts facts = make_facts({make_usage("unused", 0, 2)});
  facts.stats_reset.reset();
  const auto report = make_report(facts);
  CHECK(report.notes.at(0) ==
        "Statistics of this database were never reset; the server has counted since 2024-11-07T12:00:00Z, for 60 d.");
}

TEST_CASE("a small index is still a finding, with a word about it") {
  model::IndexUsage small = make_usage("small", 0, 2);
  small.bytes = 8192;
  const auto report = report_json(make_facts({small}));
  REQUIRE(report["findings"].size() == 1);
  CHECK(report["findings"][0]["message"] == "0 scans in 30 d; little is won: it is smaller than 1.0 MB");
}

TEST_CASE("a partitioned index is one with its leaves") {
  SUBCASE("used in one leaf only: no candidate") { CHECK(objects(report_json(make_facts(make_tree(1)))).empty()); }
  SUBCASE("used in none: the topmost is the candidate, dropped and made as a whole") {
    const auto report = report_json(make_facts(make_tree(0)));
    REQUIRE(objects(report) == std::vector<std::string>{"public.root"});
    const auto& finding = report["findings"][0];
    CHECK(finding["message"] == "0 scans of any of its 2 partitions in 30 d");
    CHECK(finding["sql"]["do"] == "DROP INDEX public.root");
    const std::string undo = finding["sql"]["undo"];
    CHECK(undo.starts_with("CREATE INDEX root ON ONLY public.t USING btree (a);\nCREATE INDEX middle ON ONLY "));
    CHECK(undo.find(
              "CREATE INDEX CONCURRENTLY leaf_b ON public.t_leaf_b USING btree (a);\nALTER INDEX public.middle ATTACH "
              "PARTITION public.leaf_b") != std::string::npos);
    CHECK(undo.ends_with("ALTER INDEX public.root ATTACH PARTITION public.middle"));
    CHECK(finding["evidence"]["bytes"] == 2 * (2 << 20));
    CHECK(finding["evidence"]["table_scans"] == 200);
    CHECK(report["metrics"]["total_bytes"] == 2 * (2 << 20));
    CHECK(report["metrics"]["unused_bytes"] == 2 * (2 << 20));
  }
  SUBCASE("one leaf holds the identity of its rows: no candidate") {
    auto tree = make_tree(0);
    tree[0].replica_identity = true;
    CHECK(objects(report_json(make_facts(tree))).empty());
  }
  SUBCASE("without leaves there is nothing to judge") {
    auto tree = make_tree(0);
    CHECK(objects(report_json(make_facts({tree[1]}))).empty());
  }
  SUBCASE("a quoted name that looks like the server's words stays as it is") {
    auto tree = make_tree(0);
    tree[1].index.name = "a \" ON ONLY b";
    const auto report = report_json(make_facts(tree));
    const std::string undo = report["findings"][0]["sql"]["undo"];
    CHECK(undo.starts_with("CREATE INDEX \"a \"\" ON ONLY b\" ON ONLY public.t USING btree (a);\n"));
  }
}

TEST_CASE("the share is of all scans of the table") {
  const auto report = report_json(make_facts({make_usage("a", 300, 1), make_usage("b", 100, 2)}));
  CHECK(report["rows"][0]["share"] == 60.0);  // 300 of 100 + 300 + 100
  CHECK(report["rows"][1]["share"] == 20.0);
  model::IndexUsage idle = make_usage("idle", 0, 1);
  idle.table_seq_scans = 0;
  CHECK(report_json(make_facts({idle}))["rows"][0]["share"].is_null());
}

TEST_CASE("rows are sorted as asked, and by name where that says nothing") {
  std::vector<model::IndexUsage> all = {make_usage("b", 5, 1), make_usage("c", 9, 2), make_usage("a", 5, 3)};
  all[0].bytes = 3;
  all[1].bytes = 1;
  all[2].bytes = 2;
  all[2].tuples_read = 1000;
  using List = std::vector<std::string>;
  auto sorted = [&](const std::string& word) {
    analyze::IndexReportOptions options;
    options.sort = analyze::index_sort(word);
    return names(report_json(make_facts(all), {}, options));
  };
  CHECK(sorted("size") == List{"b", "a", "c"});
  CHECK(sorted("scans") == List{"c", "a", "b"});
  CHECK(sorted("share") == List{"c", "a", "b"});
  CHECK(sorted("reads") == List{"a", "c", "b"});
  CHECK(sorted("name") == List{"a", "b", "c"});
  CHECK_THROWS_AS(analyze::index_sort("sise"), base::Error);
}

TEST_CASE("filters choose tables; --unused hides rows but not metrics") {
  std::vector<model::IndexUsage> all = {make_usage("used", 5, 1), make_usage("unused", 0, 2),
                                        make_usage("other", 0, 3)};
  all[2].table = {"audit", "events"};
  all[2].index.schema = "audit";
  analyze::IndexReportOptions options;
  options.schema = "audit";
  CHECK(names(report_json(make_facts(all), {}, options)) == std::vector<std::string>{"other"});
  options = {};
  options.table = {"", "couriers"};
  options.unused_only = true;
  const auto report = report_json(make_facts(all), {}, options);
  CHECK(names(report) == std::vector<std::string>{"unused"});
  CHECK(report["metrics"]["indexes"] == 2);
  options.table = {"audit", "couriers"};
  CHECK(names(report_json(make_facts(all), {}, options)).empty());
}

TEST_CASE("a size that could not be read is said, not guessed") {
  model::IndexUsage locked = make_usage("locked", 1, 1);
  locked.bytes.reset();
  const auto report = report_json(make_facts({locked}));
  CHECK(report["rows"][0]["bytes"].is_null());
  REQUIRE(report["not_examined"].size() == 1);
  CHECK(report["not_examined"][0]["object"] == "public.locked");
}

TEST_CASE("without its definition no statement is offered, and that is said") {
  model::IndexUsage held = make_usage("held", 0, 1);
  const auto report = report_json(make_facts({held}));
  CHECK(report["findings"][0]["verdict"] == "drop");
  CHECK_FALSE(report["findings"][0].contains("sql"));
  CHECK(report["not_examined"][0]["object"] == "public.held");
}

TEST_CASE("what could not be examined is said of the indexes that were asked for") {
  model::IndexUsage other = make_usage("held", 0, 1);
  other.table.name = "vehicles";
  other.table_oid = 2;
  const auto says = [&](const std::string& table) {
    analyze::IndexReportOptions options;
    options.table = {"", table};
    const model::Report report = make_report(make_facts({other, make_usage("used", 5, 2)}), {}, options);
    return std::any_of(report.not_examined.begin(), report.not_examined.end(),
                       [](const model::NotExamined& item) { return item.object == "public.held"; });
  };
  CHECK(says("vehicles"));
  CHECK_FALSE(says("couriers"));
}

TEST_CASE("no indexes at all is said") {
  const auto report = make_report(make_facts({}));
  CHECK(report.notes.back() == "There are no indexes.");
  CHECK(report.rows.empty());
}

TEST_CASE("the last scan is a column only where the server keeps it") {
  model::IndexUsageFacts facts = make_facts({make_usage("a", 1, 1)});
  facts.indexes[0].last_scan = now;
  CHECK(render::table(make_report(facts)).find("last scan") == std::string::npos);
  facts.server_version = 160'004;
  const std::string table = render::table(make_report(facts));
  CHECK(table.find("last scan") != std::string::npos);
  CHECK(table.find("2025-01-06T12:00:00Z") != std::string::npos);
}

TEST_CASE("an index report has one golden output a format") {
  std::vector<model::IndexUsage> all = make_tree(0);
  all.push_back(make_usage("couriers_pkey", 4100, 20));
  all.back().primary = all.back().unique = all.back().backs_constraint = true;
  all.push_back(make_usage("idx_couriers_email", 0, 21));
  all.push_back(make_usage("idx_couriers_broken", 0, 22));
  all.back().valid = false;
  all.back().partial = true;
  const model::IndexUsageFacts facts = make_facts(all);
  const model::Report report = make_report(facts);
  test::check_golden("index-report.table", render::table(report));
  test::check_golden("index-report.json", render::json(report));
  test::check_golden("index-report.markdown", render::markdown(report));
}

TEST_CASE("a node that does not tell its scans makes every verdict about use impossible") {
  model::IndexUsageFacts usage = make_facts({make_usage("unused", 0, 2)});
  usage.indexes[0].existed_at = now - 365 * day;
  const model::CheckFacts facts = make_check_facts(usage);
  model::UsageWindow window = test::make_live_window(usage);
  window.silent.push_back({"replica b", "connection refused"});
  const config::ReportSettings settings;
  const analyze::CheckInput input(usage, facts, window, settings);
  const analyze::IndexReview review = analyze::review_indexes(input);
  REQUIRE(review.results.size() == 1);
  CHECK(review.results[0].finding.verdict == "insufficient evidence");
  CHECK(review.results[0].finding.message.find("replica b does not tell its scans: connection refused") !=
        std::string::npos);
}

TEST_CASE("an index must be known to be as old as the evidence asks, and its table to have been busy") {
  model::IndexUsageFacts usage = make_facts({make_usage("unused", 0, 2)});
  const model::CheckFacts facts = make_check_facts(usage);
  config::ReportSettings settings;
  const auto verdict = [&] {
    const model::UsageWindow window = test::make_live_window(usage);
    const analyze::CheckInput input(usage, facts, window, settings);
    return analyze::review_indexes(input).verdicts.at(2);
  };
  CHECK(verdict().word == "insufficient evidence");
  CHECK(verdict().reasons.at(0).find("when it was made is not known") != std::string::npos);
  usage.indexes[0].existed_at = now - 3 * day;
  CHECK(verdict().word == "insufficient evidence");
  usage.indexes[0].existed_at = now - 14 * day;
  CHECK(verdict().word == "drop");
  usage.indexes[0].table_writes = 999;
  CHECK(verdict().word == "drop");  // 100 scans of the table
  usage.indexes[0].table_seq_scans = 99;
  CHECK(verdict().word == "insufficient evidence");
  settings.min_table_scans = 99;
  CHECK(verdict().word == "drop");
  usage.indexes[0].existed_at.reset();
  settings.min_evidence = base::Milliseconds(0);
  CHECK(verdict().word == "drop");
}

TEST_CASE("a baseline from snapshots is preferred to an estimate") {
  model::IndexUsageFacts usage = make_facts({make_usage("grown", 5000, 2)});
  usage.indexes[0].bytes = 2 << 20;
  const model::CheckFacts facts = make_check_facts(usage);
  model::UsageWindow window = test::make_live_window(usage);
  window.indexes.at(2).rebuilt_bytes_per_row = 1024;  // of 1,000 rows: half of what it is now
  const config::ReportSettings settings;
  const analyze::CheckInput input(usage, facts, window, settings);
  const analyze::IndexReview review = analyze::review_indexes(input);
  REQUIRE(review.results.size() == 1);
  CHECK(review.results[0].finding.check == "index.bloat");
  CHECK(review.results[0].finding.message.find("51 % of it is empty, 1.0 MB (baseline)") != std::string::npos);
}
