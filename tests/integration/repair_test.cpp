// repair: what it lists, and that it touches nothing but what it is told to.
#include <doctest/doctest.h>
#include <signal.h>

#include <future>

#include "base/error.hpp"
#include "support/blocker.hpp"
#include "support/json.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;
using Json = nlohmann::json;

namespace {

void with_table(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i % 50, 'x' || i FROM generate_series(1, 300) AS i");
}

// A concurrent unique build over duplicates fails and leaves its index.
void fail_build(const Project& project, const std::string& sql) {
  try {
    project.query(sql);
    FAIL("it succeeded: " << sql);
  } catch (const barqdb::base::Error& error) {
    REQUIRE(error.sqlstate == "23505");
  }
}

Json listed(const Project& project) {
  const Outcome outcome = project.run({"repair", "--format", "json"});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  return Json::parse(outcome.out)["rows"];
}

Json row_of(const Json& rows, const std::string& object, const std::string& kind = "index") {
  for (const Json& row : rows) {
    if (row["object"] == object && row["kind"] == kind) return row;
  }
  return Json::object({{"cause", "not listed"}, {"command", ""}, {"revision", ""}, {"passing", false}});
}

std::string invalid_of(const Project& project) {
  return project.text(
      "SELECT coalesce(string_agg(indexrelid::regclass::text, ' ' ORDER BY indexrelid::regclass::text), '') "
      "FROM pg_index WHERE NOT indisvalid");
}

}  // namespace

TEST_CASE("each kind of broken index with its cause and what to type") {
  Project project(logged_cluster());
  with_table(project);
  CHECK(listed(project).empty());
  CHECK(project.run({"repair", "--check"}).exit_code == 0);
  fail_build(project, "CREATE UNIQUE INDEX CONCURRENTLY idx_foreign ON t (a)");
  project.query("CREATE INDEX idx_b ON t (b)");
  project.query(
      "CREATE INDEX idx_b_ccnew ON t (b); UPDATE pg_index SET indisvalid = false, indisready = false "
      "WHERE indexrelid = 'idx_b_ccnew'::regclass");
  project.query(
      "CREATE INDEX idx_dead ON t (b); UPDATE pg_index SET indisvalid = false, indisready = false, indislive = false "
      "WHERE indexrelid = 'idx_dead'::regclass");
  project.query(
      "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9); "
      "CREATE INDEX idx_p ON ONLY p (a)");
  const Json rows = listed(project);
  CHECK(rows.size() == 4);
  CHECK(row_of(rows, "public.idx_foreign")["cause"] == "foreign");
  CHECK(row_of(rows, "public.idx_foreign")["command"] == "barqdb repair drop-invalid public.idx_foreign");
  CHECK(row_of(rows, "public.idx_b_ccnew")["cause"] == "left by REINDEX");
  CHECK(row_of(rows, "public.idx_dead")["cause"] == "half dropped");
  CHECK(row_of(rows, "public.idx_p")["cause"] == "parts missing");
  CHECK(has(row_of(rows, "public.idx_p")["detail"], "public.p_1"));
  CHECK(row_of(rows, "public.idx_p")["command"] == "barqdb index-report --table public.p --format json");
  const Outcome report = project.run({"index-report", "--table", "public.p", "--format", "json"});
  CHECK_MESSAGE(has(report.out, "ALTER INDEX public.idx_p ATTACH PARTITION"), report.out);
  CHECK(project.run({"repair", "--check"}).exit_code == 1);
  // Looking changes nothing, the ledger included.
  CHECK(project.text("SELECT to_regnamespace('barqdb') IS NULL") == "t");
}

TEST_CASE("drop-invalid drops what it names and nothing else, and records it") {
  Project project(logged_cluster());
  with_table(project);
  fail_build(project, "CREATE UNIQUE INDEX CONCURRENTLY idx_one ON t (a)");
  fail_build(project, "CREATE UNIQUE INDEX CONCURRENTLY \"Idx two\" ON t (a)");
  project.query("CREATE INDEX idx_good ON t (a)");
  const auto refused = [&](const std::vector<std::string>& names, int exit_code, const std::string& words) {
    std::vector<std::string> command = {"repair", "drop-invalid"};
    command.insert(command.end(), names.begin(), names.end());
    const Outcome outcome = project.run(command);
    CHECK_MESSAGE(outcome.exit_code == exit_code, outcome.err);
    CHECK_MESSAGE(has(outcome.err, words), outcome.err);
    CHECK(invalid_of(project) == "\"Idx two\" idx_one");
  };
  refused({"idx_one", "idx_good"}, 4, "is valid");
  refused({"idx_one", "idx_nowhere"}, 2, "there is no index");
  refused({"idx_one", "t"}, 2, "is no index");
  const std::size_t before = project.cluster().log().size();
  const Outcome outcome = project.run({"repair", "drop-invalid", "public.\"Idx two\""});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(invalid_of(project) == "idx_one");
  CHECK_FALSE(project.index("idx_good").empty());
  std::size_t drops = 0;
  for (const Logged& one : project.statements(before)) drops += one.sql.starts_with("DROP INDEX CONCURRENTLY") ? 1 : 0;
  CHECK(drops == 1);
  CHECK(project.text(
            "SELECT revision || ' ' || intent || ' ' || object || ' ' || outcome || ' ' || open FROM barqdb.step") ==
        "(repair) drop_index public.Idx two done false");
}

TEST_CASE("rebuild makes an index valid; where rows forbid it: exit 6, and nothing is left beside it") {
  Project project(logged_cluster());
  with_table(project);
  fail_build(project, "CREATE UNIQUE INDEX CONCURRENTLY idx_one ON t (a)");
  const Outcome forbidden = project.run({"repair", "rebuild", "idx_one"});
  CHECK_MESSAGE(forbidden.exit_code == 6, forbidden.err);
  CHECK(has(forbidden.err, "rebuild of index public.idx_one: "));
  CHECK(has(forbidden.err, "hint: remove or merge the duplicates"));
  CHECK_FALSE(has(forbidden.err, "(repair)"));
  CHECK(invalid_of(project) == "idx_one");
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  project.query("DELETE FROM t WHERE ctid NOT IN (SELECT min(ctid) FROM t GROUP BY a)");
  const Outcome outcome = project.run({"repair", "rebuild", "idx_one"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(project.index("idx_one") == "CREATE UNIQUE INDEX idx_one ON public.t USING btree (a)");
  CHECK(listed(project).empty());
}

TEST_CASE("a live build is listed as such, waited for, and kept when it turns valid") {
  Project project(logged_cluster());
  with_table(project);
  Blocker blocker(project, "SELECT count(*) FROM pg_class");
  Connection watcher = project.connect();
  std::future<void> build = std::async(std::launch::async, [builder = project.connect()]() mutable {
    builder.query("CREATE INDEX CONCURRENTLY idx_live ON t (b)");
  });
  await_phase(watcher, "waiting for old snapshots");
  const Json row = row_of(listed(project), "public.idx_live");
  CHECK(row["cause"] == "building");
  CHECK(row["passing"] == true);
  CHECK(row["command"] == "");
  CHECK(project.run({"repair", "--check"}).exit_code == 0);
  const Outcome busy = project.run({"repair", "drop-invalid", "idx_live", "--wait-budget", "300ms"});
  CHECK_MESSAGE(busy.exit_code == 5, busy.err);
  Running drop = project.start({"repair", "drop-invalid", "idx_live"});
  await_output(drop, "waits for another build");
  blocker.release();
  build.get();
  const Outcome outcome = drop.wait();
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out);
  CHECK_MESSAGE(has(outcome.out, "left alone: public.idx_live"), outcome.out);
  CHECK(project.index("idx_live") == "CREATE INDEX idx_live ON public.t USING btree (b)");
}

TEST_CASE("ours, cut off: the list names the revision, the dead step, and the command that finishes it") {
  Project project(logged_cluster());
  with_table(project);
  project.write(
      "001.yaml",
      "revision: \"001\"\ndown_revision: null\nsteps:\n  - create_index: {name: idx_ours, table: t, columns: [b]}\n");
  {
    Blocker blocker(project, "SELECT count(*) FROM pg_class");
    Connection watcher = project.connect();
    Running run = project.start({"upgrade", "head"});
    await_phase(watcher, "waiting for old snapshots");
    run.signal(SIGKILL);
    run.wait();
    end_sessions(project);
  }
  const Json rows = listed(project);
  CHECK(row_of(rows, "public.idx_ours")["cause"] == "unfinished build");
  CHECK(row_of(rows, "public.idx_ours")["revision"] == "001");
  CHECK(row_of(rows, "public.idx_ours")["command"] == "barqdb upgrade 001");
  CHECK(row_of(rows, "public.idx_ours", "step")["cause"] == "dead step");
  // Dropped here, it is built by the chain's own command afterwards.
  CHECK(project.run({"repair", "drop-invalid", "idx_ours"}).exit_code == 0);
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(listed(project).empty());
  check_finished(project, {"upgrade", "head"});
}

TEST_CASE("a repair that was killed is finished by the same command") {
  Project project(logged_cluster());
  with_table(project);
  fail_build(project, "CREATE UNIQUE INDEX CONCURRENTLY idx_one ON t (a)");
  {
    Blocker blocker(project, "SELECT count(*) FROM t");
    Connection watcher = project.connect();
    Running run = project.start({"repair", "drop-invalid", "idx_one"});
    await(watcher, std::string("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE ") + of_barqdb +
                       " AND query LIKE 'DROP INDEX CONCURRENTLY%' AND cardinality(pg_blocking_pids(pid)) > 0)");
    run.signal(SIGKILL);
    run.wait();
    end_sessions(project);
  }
  const Json row = row_of(listed(project), "public.idx_one");
  CHECK(row["cause"] == "half dropped");
  CHECK(row["command"] == "barqdb repair drop-invalid public.idx_one");
  CHECK(project.run({"repair", "drop-invalid", "idx_one"}).exit_code == 0);
  CHECK(project.run({"repair", "drop-invalid", "idx_one"}).exit_code == 2);
  CHECK(listed(project).empty());
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
}
