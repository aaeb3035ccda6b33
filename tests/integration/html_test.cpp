#include <doctest/doctest.h>

#include <filesystem>

#include "support/cluster.hpp"
#include "support/program.hpp"

// The HTML report in a real browser; the pictures stay in the build folder (artifacts/*.png).

using namespace barqdb;
namespace fs = std::filesystem;

namespace {

std::string browser() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    if (test::run_program({"sh", "-c", std::string("command -v ") + name}).exit_code == 0) return name;
  }
  return "";
}

std::vector<std::string> headless(const std::string& program, const std::string& home, std::vector<std::string> rest) {
  std::vector<std::string> words = {"timeout",
                                    "60",
                                    program,
                                    "--headless",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--hide-scrollbars",
                                    "--user-data-dir=" + home};
  words.insert(words.end(), rest.begin(), rest.end());
  return words;
}

// A database with something to look at: tables of many sizes, unused and duplicate indexes, names that try to be
// markup.
std::string make_page(const test::TemporaryFolder& folder) {
  test::Cluster& cluster = test::Cluster::shared();
  const std::string database = cluster.create_database();
  auto db = cluster.connect(database);
  db.query(
      "CREATE TABLE couriers (id int PRIMARY KEY, org int, name text, joined date, status text);"
      "CREATE TABLE deliveries (id int PRIMARY KEY, courier int REFERENCES couriers, org int, at timestamptz, cash "
      "numeric);"
      "CREATE TABLE \"<script>alert('x')</script>\" (a int);"
      "CREATE INDEX \"\"\"><img src=x onerror=alert(1)>\" ON \"<script>alert('x')</script>\" (a);"
      "INSERT INTO couriers SELECT g, g % 50, 'courier ' || g, '2024-01-01'::date + g % 700, 'ACTIVE' FROM "
      "generate_series(1, 8000) AS g;"
      "INSERT INTO deliveries SELECT g, 1 + g % 8000, g % 50, now(), g FROM generate_series(1, 20000) AS g;"
      "CREATE INDEX idx_couriers_org ON couriers (org); CREATE INDEX idx_couriers_org_again ON couriers (org);"
      "CREATE INDEX idx_couriers_name ON couriers (lower(name)); CREATE INDEX idx_couriers_joined ON couriers (joined);"
      "CREATE INDEX idx_deliveries_org_at ON deliveries (org, at); CREATE INDEX idx_deliveries_at ON deliveries USING "
      "brin (at);"
      "CREATE INDEX idx_deliveries_cash ON deliveries (cash); ANALYZE");
  const std::string profile = folder.write(
      "profile.yaml", "url: \"" + cluster.conninfo(database) + "\"\nreport: {min_evidence: 0, min_size: 0}\n");
  for (int day = 30; day >= 0; --day) {
    db.query("SET enable_seqscan = off");
    db.query("SELECT count(*) FROM generate_series(1, " + std::to_string(1 + day * 7 % 23) +
             ") AS g, LATERAL (SELECT * FROM couriers WHERE org = g.g LIMIT 1) AS c");
    if (db.server_version() >= 150000) db.query("SELECT pg_stat_force_next_flush()");
    db.query("SELECT 1");
    if (day % 3 != 0) continue;
    REQUIRE(test::barqdb({"--profile", profile, "snapshot"}).exit_code == 0);
    db.query("UPDATE barqdb.usage_snapshot SET taken_at = taken_at - interval '3 days'");
  }
  const std::string page = folder.path() + "/report.html";
  const test::Outcome made = test::barqdb({"--profile", profile, "index-report", "--format", "html", "--output", page});
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
  return page;
}

}  // namespace

TEST_CASE("the report in a browser: charts, a table that sorts, nothing of a name runs; light and dark pictures") {
  const test::TemporaryFolder folder;
  const std::string page = make_page(folder);
  const std::string program = browser();
  if (program.empty()) {
    MESSAGE("skipped: no chromium here (apt install chromium)");
    return;
  }
  const std::string home = folder.path() + "/browser";
  const test::Outcome dom = test::run_program(headless(program, home, {"--dump-dom", "file://" + page}));
  REQUIRE(dom.exit_code == 0);
  CHECK(dom.out.find("<svg class=\"treemap\"") != std::string::npos);
  CHECK(dom.out.find("<svg class=\"series\"") != std::string::npos);
  CHECK(dom.out.find("<button type=\"button\">size</button>") != std::string::npos);  // the script may run
  CHECK(dom.out.find("<input type=\"search\"") != std::string::npos);
  CHECK(dom.out.find("<img") == std::string::npos);
  CHECK(dom.out.find("<script>alert") == std::string::npos);

  const fs::path artifacts = fs::path(BARQDB_BUILD_DIR) / "artifacts";
  fs::create_directories(artifacts);
  for (const bool dark : {false, true}) {
    const fs::path picture = artifacts / (dark ? "index-report-dark.png" : "index-report-light.png");
    fs::remove(picture);
    const test::Outcome shot = test::run_program(
        headless(program, home,
                 {"--window-size=1280,2600", "--screenshot=" + picture.string(),
                  dark ? "--blink-settings=preferredColorScheme=0" : "--blink-settings=preferredColorScheme=1",
                  "file://" + page}));
    CHECK(shot.exit_code == 0);
    REQUIRE(fs::exists(picture));
    CHECK(fs::file_size(picture) > 20'000);
  }
}
