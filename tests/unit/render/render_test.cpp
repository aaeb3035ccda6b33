#include "render/render.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "render/text.hpp"
#include "support/golden.hpp"
#include "support/json.hpp"

using namespace barqdb;
using model::Unit;

namespace {

model::Report sample() {
  model::Report report;
  report.name = "sample";
  report.generated_at = "2025-01-06T12:00:00Z";
  report.database = "barq";
  report.server_version = 150020;
  report.notes = {"Statistics were never reset; they are at least 3 d old."};
  report.metrics = {
      {"indexes", std::int64_t{3}}, {"total_bytes", std::int64_t{1} << 30}, {"unused_candidates", std::int64_t{1}}};
  report.columns = {{"schema", "schema"},
                    {"index", "index"},
                    {"bytes", "size", Unit::bytes},
                    {"scans", "scans", Unit::count},
                    {"share", "share", Unit::percent},
                    {"valid", "valid"},
                    {"columns", "columns"},
                    {"definition", "definition", Unit::none, false}};
  report.rows = {{"public", "idx_couriers_active", std::int64_t{8192}, std::int64_t{120}, 12.25, true,
                  std::vector<std::string>{"a", "b"}, "CREATE INDEX …"},
                 {"public", "a|b`c", std::int64_t{1} << 20, std::int64_t{0}, {}, false, std::vector<std::string>{}, {}},
                 {"Größe", "line\nbreak\x1b[31m", {}, {}, 100.0, true, std::vector<std::string>{"日本"}, "\"quoted\""}};
  report.findings = {{"index.unused",
                      "drop",
                      "warning",
                      "public.a|b`c",
                      "public.t",
                      "0 scans in 30 d",
                      {{"scans", std::int64_t{0}}},
                      "DROP INDEX CONCURRENTLY public.\"a|b`c\"",
                      "CREATE INDEX CONCURRENTLY \"a|b`c\" ON public.t USING btree (a)",
                      "",
                      0},
                     {"index.unused",
                      "insufficient evidence",
                      "warning",
                      "public.young",
                      "public.t",
                      "0 scans, ask @someone_else",
                      {{"age_seconds", 10.5}, {"kept", {}}},
                      "DROP INDEX CONCURRENTLY public.young",
                      "CREATE INDEX …",
                      "migrations/a.yaml",
                      12}};
  report.not_examined = {{"public.secret", "permission denied"}};
  return report;
}

model::Report many(std::size_t rows, std::size_t findings) {
  model::Report report = sample();
  report.rows.resize(1);
  report.rows.resize(rows, report.rows.front());
  report.findings.resize(1);
  report.findings.resize(findings, report.findings.front());
  return report;
}

}  // namespace

TEST_CASE("a report has one golden output a format") {
  test::check_golden("sample.table", render::table(sample()));
  test::check_golden("sample.narrow.table", render::table(sample(), 60));
  test::check_golden("sample.json", render::json(sample()));
  test::check_golden("sample.markdown", render::markdown(sample()));
}

TEST_CASE("JSON is the envelope, with raw values by the columns' keys") {
  const auto json = nlohmann::json::parse(render::json(sample()));
  CHECK(json.size() == 9);
  CHECK(json["schema_version"] == 1);
  CHECK(json["report"] == "sample");
  CHECK(json["server_version"] == 150020);
  CHECK(json["metrics"]["total_bytes"] == 1 << 30);
  REQUIRE(json["rows"].size() == 3);
  CHECK(json["rows"][0]["share"] == 12.25);
  CHECK(json["rows"][0]["columns"] == std::vector<std::string>{"a", "b"});
  CHECK(json["rows"][0]["definition"] == "CREATE INDEX …");
  CHECK(json["rows"][1]["share"].is_null());
  CHECK(json["rows"][2]["index"] == "line\nbreak\x1b[31m");
  CHECK(json["findings"][0]["sql"]["do"] == "DROP INDEX CONCURRENTLY public.\"a|b`c\"");
  CHECK_FALSE(json["findings"][0].contains("file"));
  CHECK(json["findings"][1]["line"] == 12);
  CHECK(json["not_examined"][0]["object"] == "public.secret");
}

TEST_CASE("JSON of an empty report has every key") {
  const auto json = nlohmann::json::parse(render::json({}));
  CHECK(json.size() == 9);
  CHECK(json["rows"].empty());
  CHECK(json["metrics"].is_object());
}

TEST_CASE("JSON copes with text that is not UTF-8 and numbers that are none") {
  model::Report report = sample();
  report.rows[0][0] = std::string("\xff\xfe");
  report.rows[0][4] = std::numeric_limits<double>::infinity();
  const auto json = nlohmann::json::parse(render::json(report));
  CHECK(json["rows"][0]["schema"] == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(json["rows"][0]["share"].is_null());
}

TEST_CASE("a table has no control characters and keeps to its width where it can") {
  const std::string wide = render::table(sample());
  for (const char c : wide) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK(wide.find("line\\nbreak\\x1b[31m") != std::string::npos);

  model::Report report = sample();
  report.notes.clear();
  report.findings.clear();
  const std::string narrow = render::table(report, 66);
  std::size_t begin = narrow.find("\n\n") + 2;
  while (begin < narrow.find("\n\nNot examined")) {
    const std::size_t end = narrow.find('\n', begin);
    CHECK(render::display_width(narrow.substr(begin, end - begin)) <= 66);
    begin = end + 1;
  }
}

TEST_CASE("width counts characters, not bytes") {
  CHECK(render::display_width("Größe") == 5);
  CHECK(render::display_width("日本") == 4);
  CHECK(render::cut_to_width("Größe", 4) == "Grö~");
  CHECK(render::cut_to_width("日本語", 5) == "日本~");
  CHECK(render::cut_to_width("abc", 3) == "abc");
  CHECK(render::display_width("\xff\xc3") == 2);
}

TEST_CASE("Markdown fits a comment and says what it left out") {
  const std::string text = render::markdown(many(20'000, 5'000));
  CHECK(text.size() <= 65'000);
  CHECK(text.size() > 40'000);
  CHECK(text.find(" rows are not shown here") != std::string::npos);
  CHECK(text.find(" findings are not shown here") != std::string::npos);
  CHECK(text.find("#### Not examined") != std::string::npos);

  const std::string rows_only = render::markdown(many(20'000, 0));
  CHECK(rows_only.size() <= 65'000);
  CHECK(rows_only.size() > 60'000);
}

TEST_CASE("an unknown format names the nearest") {
  try {
    render::report(sample(), "jsno");
    FAIL("no error");
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::usage);
    CHECK(error.hint.find("json") != std::string::npos);
  }
}
