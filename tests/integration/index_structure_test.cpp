#include <doctest/doctest.h>

#include <set>

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "support/project.hpp"
#include "support/report_bench.hpp"

using namespace barqdb;
using nlohmann::json;

namespace {

using Lines = std::vector<std::string>;

const std::vector<std::string> checks = {"index.duplicate", "index.redundant", "index.invalid", "fk.unindexed"};

std::string fixture() {
  return base::load_file(std::string(BARQDB_SOURCE_DIR) + "/tests/integration/fixtures/index_structure.sql", 1 << 20);
}

std::string with_schema(const std::string& object) {
  return object.empty() || object.starts_with("Odd Schema.") ? object : "public." + object;
}

// "--> check object verdict kept"; objects may have spaces in them.
Lines expected_lines(const std::string& sql) {
  Lines lines;
  for (const std::string_view line : base::split(sql, '\n')) {
    if (!line.starts_with("--> ")) continue;
    const std::string rest(line.substr(4));
    const std::size_t object = rest.find(' ') + 1;
    std::size_t verdict = rest.rfind(" drop");
    if (verdict == std::string::npos) verdict = rest.rfind(" review");
    const std::size_t end = std::min(rest.find(' ', verdict + 1), rest.size());
    const std::string kept = end == rest.size() ? "" : with_schema(rest.substr(end + 1));
    lines.push_back(rest.substr(0, object) + with_schema(rest.substr(object, verdict - object)) +
                    rest.substr(verdict, end - verdict) + (kept.empty() ? "" : " " + kept));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string plainly(std::string sql) {
  const std::string word = " CONCURRENTLY";
  for (std::size_t at = sql.find(word); at != std::string::npos; at = sql.find(word)) sql.erase(at, word.size());
  return sql;
}

// All that an index is, for comparing before and after.
constexpr const char* everything =
    "SELECT string_agg(concat_ws('|', pg_get_indexdef(x.indexrelid), obj_description(x.indexrelid, 'pg_class'), "
    "x.indisclustered, x.indisreplident, c.reltablespace, (SELECT string_agg(a.attnum || ' ' || a.attstattarget, ',' "
    "ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = x.indexrelid AND a.attstattarget >= 0)), e'\\n' "
    "ORDER BY x.indexrelid::regclass::text COLLATE \"C\") FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'Odd Schema')";

// The statement and its way back, in a transaction that is rolled back.
void check_both_ways(db::Connection& connection, const json& finding) {
  CAPTURE(finding.dump());
  REQUIRE(finding.contains("sql"));
  const std::string before(connection.query(everything).text(0, 0));
  connection.query("BEGIN");
  connection.query(plainly(finding["sql"]["do"].get<std::string>()));
  CHECK(connection.query(everything).text(0, 0) != before);
  connection.query(plainly(finding["sql"]["undo"].get<std::string>()));
  CHECK(connection.query(everything).text(0, 0) == before);
  connection.query("ROLLBACK");
}

}  // namespace

TEST_CASE("what follows from definitions alone: every case of the fixture, and nothing else") {
  test::ReportBench bench;
  const std::string sql = fixture();
  bench.connection().query(sql);
  const Lines expected = expected_lines(sql);
  REQUIRE(expected.size() > 60);
  const json report = bench.report();
  const Lines found = test::finding_lines(report, checks);
  Lines missing;
  Lines wrong;
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(missing));
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(wrong));
  CHECK_MESSAGE(missing.empty(), "missing:\n" << base::join(missing, "\n"));
  CHECK_MESSAGE(wrong.empty(), "wrong:\n" << base::join(wrong, "\n"));

  // Rows: a verdict and a reason for every index; parts of partitioned ones are never offered.
  CHECK(report["rows"].size() > 100);
  std::set<std::string> dropped;
  for (const auto& row : report["rows"]) {
    CAPTURE(row.dump());
    CHECK(row["verdict"].is_string());
    CHECK_FALSE(row["reasons"].empty());
    if (!row["partition_of"].is_null()) CHECK(row["verdict"] != "drop");
    if (row["verdict"] == "drop")
      dropped.insert(row["schema"].get<std::string>() + "." + row["index"].get<std::string>());
  }
  // No keeper is itself dropped.
  Lines overlaps;
  for (const auto& finding : report["findings"]) {
    if (finding["evidence"].contains("kept"))
      CHECK_FALSE(dropped.contains(finding["evidence"]["kept"].get<std::string>()));
    const std::string object = finding["object"];
    if (finding["check"] == "index.overlap" && object.find("orderless") != std::string::npos)
      overlaps.push_back(object);
  }
  std::sort(overlaps.begin(), overlaps.end());
  CHECK(overlaps == Lines{"public.orderless_b", "public.orderless_ba", "public.orderless_dc"});
}

TEST_CASE("every statement that a finding prints runs, and its way back gives the same index") {
  test::ReportBench bench;
  auto& db = bench.connection();
  db.query(fixture());
  db.query(
      "CREATE INDEX spoken_kept ON spoken ((a * 2)); ALTER INDEX spoken_kept ALTER COLUMN 1 SET STATISTICS 250;"
      "COMMENT ON INDEX spoken_kept IS 'x'; INSERT INTO spoken SELECT 'x' || g, g FROM generate_series(1, 500) g;"
      "ANALYZE spoken");
  bench.set_report("min_evidence: 0, index.unused: {min_table_scans: 0, min_table_writes: 0}");
  const json report = bench.report();
  std::size_t drops = 0;
  for (const auto& finding : report["findings"]) {
    const bool repaired = finding["object"] == "public.fk_invalid.fk_invalid_fk";  // by the remedy of index.invalid
    if (!repaired && (finding["verdict"] == "drop" || finding["check"] == "fk.unindexed")) check_both_ways(db, finding);
    if (finding["verdict"] == "drop") ++drops;
  }
  CHECK(drops > 60);
  // All indexes that foreign keys lack, one beside the other: keys of the same columns share theirs.
  std::set<std::string> suggestions;
  for (const auto& finding : report["findings"]) {
    if (finding["check"] == "fk.unindexed" && finding.contains("sql"))
      suggestions.insert(plainly(finding["sql"]["do"].get<std::string>()));
  }
  db.query("BEGIN");
  for (const std::string& one : suggestions) CHECK_NOTHROW(db.query(one));
  db.query("ROLLBACK");
  // Statistics of an expression go with its index unless others keep them.
  std::size_t with_statistics = 0;
  for (const auto& finding : report["findings"]) {
    if (finding["verdict"] != "drop") continue;
    const std::string statement = finding["sql"]["do"];
    if (statement.starts_with("CREATE STATISTICS")) ++with_statistics;
    if (finding["object"] == "public.spoken_kept" && db.server_version() >= 140000)
      CHECK(statement.starts_with("CREATE STATISTICS"));
    if (finding["object"] == "public.spoken_lower") CHECK(statement.starts_with("DROP INDEX"));
  }
  if (db.server_version() >= 140000) CHECK(with_statistics >= 2);
  // What an invalid partitioned index lacks.
  for (const auto& finding : report["findings"]) {
    if (finding["object"] != "public.torn_b") continue;
    db.query("BEGIN");
    db.query(plainly(finding["sql"]["do"].get<std::string>()));
    CHECK(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'torn_b'::regclass").boolean(0, 0));
    db.query("ROLLBACK");
  }
}

TEST_CASE("a role that may read nothing but statistics gets the same verdicts from definitions") {
  test::Cluster cluster;
  test::ReportBench bench(cluster);
  const std::string sql = fixture();
  bench.connection().query(sql);
  bench.connection().query(
      "CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher; REVOKE ALL ON SCHEMA public FROM PUBLIC");
  bench.set_report("min_evidence: 0", "watcher");
  CHECK(test::finding_lines(bench.report(), checks) == expected_lines(sql));
}

TEST_CASE("a partitioned index of an expression leaves statistics to each of its partitions") {
  test::ReportBench bench;
  auto& db = bench.connection();
  if (db.server_version() < 140000) return;
  db.query(
      "CREATE TABLE whole (a int, b int) PARTITION BY RANGE (a);"
      "CREATE TABLE one PARTITION OF whole FOR VALUES FROM (0) TO (5000);"
      "CREATE TABLE two PARTITION OF whole FOR VALUES FROM (5000) TO (20000);"
      "CREATE INDEX whole_rest ON whole ((b % 7)); INSERT INTO whole SELECT g, g FROM generate_series(1, 19999) AS g");
  db.query("ANALYZE whole");
  bench.flush("SELECT pg_stat_get_tuples_inserted('two'::regclass) > 10000");
  const json report = bench.report();
  REQUIRE(report["findings"].size() == 1);
  CHECK(report["findings"][0]["verdict"] == "drop");
  check_both_ways(bench.connection(), report["findings"][0]);
  const auto estimated = [&] {
    const json plan =
        json::parse(bench.connection().query("EXPLAIN (FORMAT JSON) SELECT FROM whole WHERE b % 7 = 3").text(0, 0));
    return plan[0]["Plan"]["Plan Rows"].get<double>();
  };
  const double before = estimated();
  bench.connection().query("BEGIN");
  bench.connection().query(report["findings"][0]["sql"]["do"].get<std::string>());
  const double after = estimated();
  bench.connection().query("ROLLBACK");
  CHECK(after > 0.8 * before);
  CHECK(after < 1.25 * before);
}

TEST_CASE("a foreign key that is not enforced needs no index") {
  test::ReportBench bench;
  if (bench.connection().server_version() < 180000) return;
  bench.connection().query(
      "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (x int CONSTRAINT loose REFERENCES p NOT ENFORCED, y int "
      "CONSTRAINT strict REFERENCES p)");
  CHECK(test::finding_lines(bench.report(), checks) == Lines{"fk.unindexed public.c.strict review"});
}

TEST_CASE("unique indexes that take NULLs for equal stay for those that do not, never the other way round") {
  test::ReportBench bench;
  if (bench.connection().server_version() < 150000) return;
  bench.connection().query(
      "CREATE TABLE strict (a int, b int); CREATE UNIQUE INDEX strict_loose ON strict (a);"
      "CREATE UNIQUE INDEX strict_strict ON strict (a) NULLS NOT DISTINCT;"
      "ALTER TABLE strict ADD CONSTRAINT strict_b UNIQUE (b);"
      "CREATE UNIQUE INDEX strict_b_strict ON strict (b) NULLS NOT DISTINCT");
  CHECK(test::finding_lines(bench.report(), checks) ==
        Lines{"index.duplicate public.strict_loose drop public.strict_strict"});
}

TEST_CASE("the index that a foreign key lacks serves it once it is made") {
  test::ReportBench bench;
  auto& db = bench.connection();
  db.query(fixture());
  if (db.server_version() >= 180000) {
    db.query(
        "CREATE TABLE stays (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));"
        "CREATE TABLE meals (id int, during daterange, CONSTRAINT meals_fk FOREIGN KEY (id, PERIOD during) REFERENCES "
        "stays (id, PERIOD during)); CREATE TABLE beds (id int, during daterange, PRIMARY KEY (id, during WITHOUT "
        "OVERLAPS), CONSTRAINT beds_fk FOREIGN KEY (id, PERIOD during) REFERENCES stays (id, PERIOD during))");
  }
  const auto unserved = [](const json& report) {
    std::set<std::string> keys;
    for (const auto& finding : report["findings"]) {
      if (finding["check"] == "fk.unindexed") keys.insert(finding["object"]);
    }
    return keys;
  };
  const json report = bench.report();
  CHECK(unserved(report).contains("public.meals.meals_fk") == (db.server_version() >= 180000));
  CHECK_FALSE(unserved(report).contains("public.beds.beds_fk"));
  std::set<std::string> statements;
  for (const auto& finding : report["findings"]) {
    if (finding["check"] == "fk.unindexed" && finding.contains("sql"))
      statements.insert(plainly(finding["sql"]["do"].get<std::string>()));
  }
  for (const std::string& one : statements) db.query(one);
  CHECK(unserved(bench.report()) == std::set<std::string>{"public.fk_invalid.fk_invalid_fk"});
}

TEST_CASE("an invalid index that would serve a foreign key is repaired, not joined by another one") {
  test::ReportBench bench;
  bench.connection().query(
      "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (x int CONSTRAINT torn REFERENCES p, y int CONSTRAINT "
      "left_over "
      "REFERENCES p); CREATE INDEX c_x ON c (x); CREATE INDEX c_y_ccnew ON c (y);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('c_x'::regclass, 'c_y_ccnew'::regclass)");
  const json report = bench.report();
  std::set<std::string> seen;
  for (const auto& finding : report["findings"]) {
    if (finding["check"] != "fk.unindexed") continue;
    CAPTURE(finding.dump());
    const bool torn = finding["object"] == "public.c.torn";
    seen.insert(finding["object"]);
    // What index.invalid says to drop is no help.
    CHECK(finding.contains("sql") == !torn);
    CHECK((finding["message"].get<std::string>().find("public.c_x would serve it, were it valid") !=
           std::string::npos) == torn);
  }
  CHECK(seen == std::set<std::string>{"public.c.left_over", "public.c.torn"});
}

TEST_CASE("a partitioned index that waits for a part names it") {
  test::ReportBench bench;
  auto& db = bench.connection();
  db.query(
      "CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);"
      "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);"
      "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (a);"
      "CREATE INDEX t_b ON ONLY t (b); CREATE INDEX t1_b ON t1 (b); CREATE INDEX t2_b ON t2 (b);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't1_b'::regclass;"
      "ALTER INDEX t_b ATTACH PARTITION t1_b; ALTER INDEX t_b ATTACH PARTITION t2_b");
  const auto finding = [&]() -> json {
    const json report = bench.report();
    for (const auto& one : report["findings"]) {
      if (one["check"] == "index.invalid" && one["object"] == "public.t_b") return one;
    }
    return nullptr;
  };
  const json leaf = finding();
  REQUIRE(leaf.is_object());
  CHECK(leaf["evidence"]["broken"] == json::array({"public.t1_b"}));
  CHECK(leaf["message"].get<std::string>().find("public.t1_b") != std::string::npos);
  CHECK(leaf["sql"]["do"] ==
        "REINDEX INDEX CONCURRENTLY public.t1_b;\nALTER INDEX public.t_b ATTACH PARTITION public.t1_b");
  // A part that is partitioned becomes valid with its own parts, and the whole with it.
  db.query("UPDATE pg_index SET indisvalid = true WHERE indexrelid = 't1_b'::regclass");
  db.query("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't2_b'::regclass");
  const json branch = finding();
  REQUIRE(branch.is_object());
  CHECK(branch["evidence"]["broken"] == json::array({"public.t2_b"}));
  CHECK(branch["message"].get<std::string>().find("becomes valid with public.t2_b") != std::string::npos);
  CHECK_FALSE(branch.contains("sql"));
}

TEST_CASE("the index that another one overlaps with, or that takes its scans, is one that stays") {
  test::ReportBench bench;
  bench.connection().query(
      "CREATE TABLE t (a int, b int); CREATE INDEX t_a ON t (a); CREATE INDEX t_some ON t (a) WHERE b > 0;"
      "CREATE INDEX t_ab ON t (a, b); CREATE INDEX t_brin ON t USING brin (a)");
  json overlap;
  json shadowed;
  const json report = bench.report();
  for (const auto& finding : report["findings"]) {
    if (finding["check"] == "index.overlap") overlap = finding;
    if (finding["check"] == "index.shadowed") shadowed = finding;
  }
  REQUIRE(shadowed.is_object());
  CHECK(shadowed["object"] == "public.t_brin");
  CHECK(shadowed["evidence"]["shadowed_by"] == "public.t_ab");
  REQUIRE(overlap.is_object());
  CHECK(overlap["object"] == "public.t_some");
  CHECK(overlap["evidence"]["other"] == "public.t_ab");
}
