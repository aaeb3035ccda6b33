#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "render/fingerprint.hpp"
#include "render/render.hpp"
#include "support/golden.hpp"
#include "support/json.hpp"
#include "support/json_schema.hpp"

using namespace barqdb;

namespace {

model::Finding finding(const std::string& check, const std::string& severity, const std::string& file, int line) {
  model::Finding out;
  out.check = check;
  out.severity = severity;
  out.object = "public.t";
  out.table = "public.t";
  out.message = "blocks, 100% of writers: \"all\" <of> them\r\n& more";
  out.file = file;
  out.line = line;
  return out;
}

// What a renderer may meet: places whole, in part and not at all, the same finding twice, bytes that break formats.
model::Report sample() {
  model::Report report;
  report.name = "lint";
  report.findings = {
      finding("index.unused", "warning", "", 0), finding("create-index", "error", "./db//a,b:c ü.sql", 12),
      finding("create-index", "error", "./db//a,b:c ü.sql", 30), finding("prefer-text", "info", "/abs/x.sql", 0)};
  report.findings[0].verdict = "drop";
  report.findings[0].evidence = {
      {"scans", std::int64_t{0}}, {"kept", std::vector<std::string>{"a", "b"}}, {"none", {}}};
  report.findings[0].sql_do = "DROP INDEX CONCURRENTLY i";
  report.findings[1].column = 5;
  report.findings[2].message = std::string("bad \xff byte and \x01 control");
  report.not_examined = {{"public.secret", "permission denied, 50%"}};
  report.checks = {{"create-index", "error", "An index is built in place.", "Build it concurrently.", "docs/lint/x.md"},
                   {"never-found", "info", "Nothing.", "", ""}};
  return report;
}

std::string joined(const std::vector<std::string>& lines) { return base::join(lines, "\n"); }

}  // namespace

TEST_CASE("formats for pipelines have one golden output each") {
  test::check_golden("findings.sarif", render::sarif(sample()));
  test::check_golden("findings.junit.xml", render::junit(sample()));
  test::check_golden("findings.github", render::github(sample()));
  test::check_golden("findings.gitlab.json", render::gitlab(sample()));
}

TEST_CASE("SARIF keeps the standard's rules") {
  const auto schema = test::load_json("tests/support/sarif.schema.json");
  for (const model::Report& report : {sample(), model::Report{}}) {
    const auto log = nlohmann::json::parse(render::sarif(report));
    CHECK(joined(test::schema_violations(schema, log)).empty());
    const auto& run = log["runs"][0];
    const auto& rules = run["tool"]["driver"]["rules"];
    std::set<std::string> ids;
    for (const auto& rule : rules) CHECK(ids.insert(rule["id"]).second);
    for (const auto& result : run["results"]) {
      CHECK(rules.at(result["ruleIndex"].get<std::size_t>())["id"] == result["ruleId"]);
      CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
    }
    CHECK(run["results"].size() == report.findings.size());
  }
  const auto run = nlohmann::json::parse(render::sarif(sample()))["runs"][0];
  const auto place = run["results"][1]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "db/a%2Cb%3Ac%20%C3%BC.sql");
  CHECK(place["region"]["startLine"] == 12);
  CHECK(place["region"]["startColumn"] == 5);
  CHECK(run["results"][3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///abs/x.sql");
  CHECK_FALSE(run["results"][3]["locations"][0]["physicalLocation"].contains("region"));
  CHECK_FALSE(run["results"][0]["locations"][0].contains("physicalLocation"));
  CHECK(run["results"][3]["level"] == "note");
  CHECK(run["invocations"][0]["toolExecutionNotifications"].size() == 1);
}

TEST_CASE("the reader of the SARIF rules refuses what breaks them") {
  const auto schema = test::load_json("tests/support/sarif.schema.json");
  const auto log = nlohmann::json::parse(render::sarif(sample()));
  const auto broken = [&](const char* pointer, const nlohmann::json& value) {
    auto copy = log;
    copy[nlohmann::json::json_pointer(pointer)] = value;
    return !test::schema_violations(schema, copy).empty();
  };
  CHECK(broken("/version", "2.0.0"));
  CHECK(broken("/runs/0/results/1/level", "info"));
  CHECK(broken("/runs/0/results/1/locations/0/physicalLocation/region/startLine", 0));
  CHECK(broken("/runs/0/results/1/locations/0/physicalLocation/artifactLocation/uri", "a b.sql"));
  CHECK(broken("/runs/0/results/1/message", nlohmann::json::object()));
  CHECK(broken("/runs/0/results/1/severity", "error"));
  CHECK(broken("/runs/0/tool", nlohmann::json::object()));
}

TEST_CASE("fingerprints differ inside a report and do not depend on lines and numbers") {
  const auto names = render::fingerprints(sample());
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == 4);
  model::Report moved = sample();
  for (model::Finding& one : moved.findings) {
    one.line += 100;
    one.message += " 17";
  }
  CHECK(render::fingerprints(moved) == names);
  moved.findings[3].check = "other";
  CHECK(render::fingerprints(moved)[3] != names[3]);
}

TEST_CASE("GitHub's commands are one line each, with its escapes") {
  const std::string text = render::github(sample());
  CHECK(std::count(text.begin(), text.end(), '\n') == 5);
  CHECK(text.find(
            "::error file=db/a%2Cb%3Ac ü.sql,line=12,col=5,title=create-index::public.t: blocks, 100%25 of writers: "
            "\"all\" <of> them%0D%0A& more\n") != std::string::npos);
  CHECK(text.find("::warning title=index.unused::") != std::string::npos);
  CHECK(text.find("::notice file=/abs/x.sql,title=prefer-text::") != std::string::npos);
  CHECK(render::github({}).empty());
}

TEST_CASE("GitLab's issues have path, line and a fingerprint each") {
  const auto issues = nlohmann::json::parse(render::gitlab(sample()));
  REQUIRE(issues.size() == 5);
  std::set<std::string> seen;
  const std::set<std::string> severities = {"info", "minor", "major", "critical", "blocker"};
  for (const auto& issue : issues) {
    CHECK(seen.insert(issue["fingerprint"]).second);
    CHECK(severities.contains(issue["severity"]));
    CHECK(issue["location"]["lines"]["begin"].get<int>() >= 1);
    CHECK_FALSE(issue["location"]["path"].get<std::string>().empty());
    CHECK_FALSE(issue["description"].get<std::string>().empty());
  }
  CHECK(issues[1]["location"]["path"] == "db/a,b:c ü.sql");
  CHECK(nlohmann::json::parse(render::gitlab({})).empty());
}

TEST_CASE("JUnit is escaped XML and counts what it has") {
  const std::string text = render::junit(sample());
  CHECK(text.find("tests=\"5\" failures=\"3\" errors=\"0\" skipped=\"1\"") != std::string::npos);
  CHECK(text.find("&quot;all&quot; &lt;of&gt; them&#13;&#10;&amp; more") != std::string::npos);
  for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK(render::junit({}).find("tests=\"1\" failures=\"0\"") != std::string::npos);
}

TEST_CASE("hazards of a row are objects in JSON and words in a table") {
  model::Report report;
  report.name = "plan";
  report.columns = {{"object", "object"}, {"hazards", "hazards"}};
  report.rows = {
      {std::string("public.t"), std::vector<model::Hazard>{{"set-not-null", "warning", "reads all", "a.sql", 3}}},
      {std::string("public.u"), std::vector<model::Hazard>{}}};
  const auto json = nlohmann::json::parse(render::json(report));
  CHECK(json["rows"][0]["hazards"][0]["rule"] == "set-not-null");
  CHECK(json["rows"][0]["hazards"][0]["line"] == 3);
  CHECK(json["rows"][1]["hazards"] == nlohmann::json::array());
  CHECK(joined(test::schema_violations(test::load_json("docs/schemas/report.schema.json"), json)).empty());
  CHECK(render::report(report, "table", 0).find("warning set-not-null") != std::string::npos);
}

TEST_CASE("golden reports in JSON satisfy the published schema") {
  const auto schema = test::load_json("docs/schemas/report.schema.json");
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(BARQDB_SOURCE_DIR) + "/tests/golden")) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(".json")) continue;
    const auto report = test::load_json("tests/golden/" + name);
    if (!report.is_object() || !report.contains("schema_version")) continue;
    CAPTURE(name);
    CHECK(joined(test::schema_violations(schema, report)).empty());
    ++seen;
  }
  CHECK(seen >= 2);
  CHECK_FALSE(test::schema_violations(schema, nlohmann::json::parse(R"({"schema_version": 2})")).empty());
}
