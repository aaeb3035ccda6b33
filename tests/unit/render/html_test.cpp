#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <regex>

#include "render/html_parts.hpp"
#include "render/render.hpp"
#include "render/treemap.hpp"
#include "support/seed.hpp"

using namespace barqdb;

namespace {

const std::string evil = "<script>alert('x')</script>\"'&\x1b[2J";

model::Report evil_report() {
  model::Report report;
  report.name = evil;
  report.database = evil;
  report.notes = {evil};
  report.metrics = {{evil, evil}, {"total_bytes", std::int64_t{4096}}};
  report.columns = {
      {"a", evil}, {"verdict", evil}, {"n", "n", model::Unit::bytes}, {"hidden", "hidden", model::Unit::none, false}};
  report.rows = {{evil, evil, std::int64_t{12345}, "unseen"}, {std::monostate(), "drop", 1.5, "unseen"}};
  model::Finding finding;
  finding.check = evil;
  finding.verdict = "drop";
  finding.severity = evil;
  finding.object = evil;
  finding.message = evil;
  finding.evidence = {{evil, evil}, {"list", std::vector<std::string>{evil}}};
  finding.sql_do = "DROP INDEX \"" + evil + "\"";
  finding.sql_undo = "CREATE INDEX \"" + evil + "\"";
  finding.file = evil;
  report.findings = {finding};
  report.not_examined = {{evil, evil}};
  report.charts.tiles = {{evil, evil, 100, evil}, {evil, "b", 50, "drop"}, {"t", "c", 0, ""}};
  report.charts.series = {{evil, {{0, 1}, {86'400, 7}}}};
  return report;
}

}  // namespace

TEST_CASE("no text of a report becomes markup") {
  const std::string page = render::html(evil_report());
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find('\x1b') == std::string::npos);
  CHECK(page.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&#39;&amp;") != std::string::npos);
  CHECK(page.find("unseen") == std::string::npos);
  // One script, ours; its hash is the only one that the policy lets run.
  const std::regex scripts("<script");
  CHECK(std::distance(std::sregex_iterator(page.begin(), page.end(), scripts), std::sregex_iterator()) == 1);
  CHECK(page.find("script-src 'sha256-") != std::string::npos);
  // Every tag closes: attributes hold no raw quote or angle bracket.
  const std::string body = page.substr(page.find("<body>"), page.find("<script>") - page.find("<body>"));
  const std::regex tag(R"re(</?[a-z][a-z0-9]*( [a-zA-Z0-9-]+="[^"<>]*")*/?>)re");
  std::string rest = std::regex_replace(body, tag, "");
  CHECK(rest.find('<') == std::string::npos);
  CHECK(rest.find('>') == std::string::npos);
}

TEST_CASE("the page refers to nothing outside it, and has both schemes and a print style") {
  const std::string page = render::html(evil_report());
  for (const char* word : {"http:", "https:", "//www", "@import", "src=\"", "<link", "url("}) {
    CAPTURE(word);
    CHECK(page.find(word) == std::string::npos);
  }
  CHECK(page.find("prefers-color-scheme: dark") != std::string::npos);
  CHECK(page.find("@media print") != std::string::npos);
}

TEST_CASE("times of statements are drawn on a scale of powers of ten, whatever their text") {
  model::Report report;
  report.columns = {{"statement", "s"}, {"p50_ms", "p50"}, {"p95_ms", "p95"}, {"p99_ms", "p99"}, {"max_ms", "max"}};
  CHECK(render::quantiles_svg(report).empty());
  report.rows = {{evil, 0.5, 10.0, 10.0, 950.0}, {"without times", {}, {}, {}, {}}};
  const std::string svg = render::quantiles_svg(report);
  CHECK(svg.find("<script>") == std::string::npos);
  CHECK(svg.find("without times") == std::string::npos);
  CHECK(svg.find(">0.1 ms<") != std::string::npos);
  CHECK(svg.find(">1 s<") != std::string::npos);
  // 0.1 ms to 1 s are four powers over 616 units behind 520: 10 ms stands in the middle.
  CHECK(svg.find("x=\"826.8\"") != std::string::npos);
  CHECK(render::html(report).find(svg) != std::string::npos);
  for (int i = 0; i < 100; ++i) report.rows.push_back({std::to_string(i), 0.0, 0.0, 0.0, 0.0});
  CHECK(render::quantiles_svg(report).find("the first 20 of the rows") != std::string::npos);
}

TEST_CASE("plans are folded trees; the earlier one stands beside one that is another") {
  model::Report report;
  report.columns = {{"query", "query"},
                    {"plan_text", "plan", model::Unit::none, false},
                    {"before_plan_text", "plan before", model::Unit::none, false}};
  report.rows = {{"one", "Seq Scan on <t>\n    Filter: " + evil + "\n", "Index Scan\n"},
                 {"two", "Limit\n", "Limit\n"},
                 {"three", {}, {}}};
  const std::string page = render::html(report);
  CHECK(page.find("<summary>one</summary>\n<p class=\"quiet\">before</p>\n<pre class=\"plan\">Index Scan\n") !=
        std::string::npos);
  CHECK(page.find("Seq Scan on &lt;t&gt;\n    Filter: &lt;script&gt;") != std::string::npos);
  CHECK(page.find("<summary>two</summary>\n<pre class=\"plan\">Limit\n") != std::string::npos);
  CHECK(page.find("<summary>three") == std::string::npos);
  CHECK(page.find("href") == std::string::npos);
}

TEST_CASE("an empty report is a page, too") {
  model::Report report;
  report.name = "health";
  const std::string page = render::html(report);
  CHECK(page.find("<h1>health</h1>") != std::string::npos);
  CHECK(page.find("<svg") == std::string::npos);
  CHECK(page.find("<table") == std::string::npos);
}

TEST_CASE("a treemap fills its box with areas in proportion, and none overlaps another") {
  const unsigned seed = test::chosen_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> sizes(1 + random() % 40);
    double total = 0;
    for (double& size : sizes) total += size = 1 + static_cast<double>(random() % 100'000);
    std::sort(sizes.rbegin(), sizes.rend());
    const render::Box whole{10, 20, 300, 200};
    const auto boxes = render::squarify(sizes, whole);
    REQUIRE(boxes.size() == sizes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const auto& a = boxes[i];
      CHECK(a.width * a.height == doctest::Approx(sizes[i] / total * 60'000).epsilon(0.001));
      CHECK(a.x >= whole.x - 0.01);
      CHECK(a.y >= whole.y - 0.01);
      CHECK(a.x + a.width <= whole.x + whole.width + 0.01);
      CHECK(a.y + a.height <= whole.y + whole.height + 0.01);
      for (std::size_t j = 0; j < i; ++j) {
        const auto& b = boxes[j];
        const bool apart = a.x + a.width <= b.x + 0.01 || b.x + b.width <= a.x + 0.01 || a.y + a.height <= b.y + 0.01 ||
                           b.y + b.height <= a.y + 0.01;
        CHECK(apart);
      }
    }
  }
}

TEST_CASE("a thousand tables are drawn as sixty") {
  std::vector<model::Tile> tiles;
  for (int i = 0; i < 1000; ++i) {
    tiles.push_back({"t" + std::to_string(i), "i", 1000 + i, ""});
    for (int j = 0; i == 0 && j < 200; ++j) tiles.push_back({"t0", "i" + std::to_string(j), 10'000 + j, ""});
  }
  const std::string svg = render::treemap_svg(tiles);
  CHECK(svg.find("941 smaller tables") != std::string::npos);
  CHECK(svg.find("142 smaller ones") != std::string::npos);
  CHECK(svg.size() < 40'000);
}
