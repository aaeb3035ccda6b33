#include <doctest/doctest.h>
#include <signal.h>

#include <set>

#include "support/blocker.hpp"
#include "support/json.hpp"
#include "support/project.hpp"
#include "support/standby.hpp"

// Batches that walk a table, as a person runs them.

using namespace barqdb;
using test::has;
using test::Outcome;
using test::Project;
using test::Running;

namespace {

using Words = std::vector<std::string>;

nlohmann::json json_of(const Project& project, Words words) {
  words.insert(words.end(), {"--format", "json"});
  const Outcome outcome = project.run(words);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  return nlohmann::json::parse(outcome.out);
}

Outcome fine(const Project& project, const Words& words) {
  const Outcome outcome = project.run(words);
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out << outcome.err);
  return outcome;
}

// A project with a table of so many rows, whose keys have gaps.
class WithRows : public Project {
 public:
  explicit WithRows(int rows) : Project(test::Cluster::shared()) {
    query("CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL DEFAULT 0, note text)");
    query("INSERT INTO t SELECT g * 3 FROM generate_series(1, " + std::to_string(rows) + ") g");
    query("ANALYZE t");
  }
};

const Words plus_one = {"batch", "update", "--table", "t", "--set", "x = x + 1"};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("an update changes every row once, and a second typing nothing") {
  const WithRows project(5'000);
  const nlohmann::json first = json_of(project, plus_one);
  CHECK(first["metrics"]["rows"] == 5'000);
  CHECK(first["metrics"]["chunks"] > 2);
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "5000");
  CHECK(has(fine(project, plus_one).out, "finished before"));
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "5000");
  fine(project, with(plus_one, {"--again"}));
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 2") == "5000");
}

TEST_CASE("lanes share the keys between them, and the condition holds") {
  const WithRows project(20'000);
  const nlohmann::json result = json_of(project, with(plus_one, {"--where", "id % 2 = 0 -- even", "--jobs", "3"}));
  CHECK(result["metrics"]["rows"] == 10'000);
  CHECK(project.text("SELECT count(*) FROM t WHERE x = (id % 2 = 0)::int") == "20000");
  CHECK(project.text("SELECT count(*) FROM barqdb.batch_lane WHERE done") == "12");
  // Ranges follow one another without a gap.
  CHECK(project.text("SELECT count(*) FROM barqdb.batch_lane a JOIN barqdb.batch_lane b ON b.lane = a.lane + 1 "
                     "WHERE b.lower_key = a.upper_key") == "11");
}

TEST_CASE("keys of many types and widths order the chunks") {
  Project project(test::Cluster::shared());
  for (const std::string& columns :
       {std::string("k uuid DEFAULT gen_random_uuid()"),
        std::string("k text COLLATE \"C\" DEFAULT md5(random()::text)"),
        std::string("k text DEFAULT 'ä''\\' || md5(random()::text)"),
        std::string("k numeric DEFAULT random()::numeric * 1000"), std::string("k float8 DEFAULT random() * 1e-5"),
        std::string("k timestamptz DEFAULT now() - random() * interval '400 days'"),
        std::string("k date DEFAULT 'epoch'::date, k2 bigserial"),
        std::string("k char(40) DEFAULT md5(random()::text)"),
        std::string("k bytea DEFAULT decode(md5(random()::text), 'hex')"),
        std::string("k inet DEFAULT '10.0.0.0'::inet + (random() * 1e7)::int, k2 bigserial"),
        std::string("k interval DEFAULT random() * interval '30 days'"),
        std::string("k bool DEFAULT random() > 0.5, \"K 2\" bigserial"),
        std::string("k \"char\" DEFAULT 'c', k2 int[] DEFAULT ARRAY[(random() * 1e9)::int, (random() * 1e9)::int]")}) {
    CAPTURE(columns);
    const std::string key = columns.find("K 2") != std::string::npos  ? "k, \"K 2\""
                            : columns.find("k2") != std::string::npos ? "k, k2"
                                                                      : "k";
    project.query("DROP TABLE IF EXISTS t CASCADE");
    project.query("CREATE TABLE t (" + columns + ", x int DEFAULT 0, PRIMARY KEY (" + key + "))");
    project.query("INSERT INTO t (x) SELECT 0 FROM generate_series(1, 3000)");
    project.query("ANALYZE t");
    fine(project, with(plus_one, {"--jobs", "2", "--again"}));
    CHECK(project.text("SELECT count(*) || ' ' || sum(x) FROM t") == "3000 3000");
  }
}

TEST_CASE("a key of an extension's type is walked in its own order, though the search_path does not know it") {
  Project project(test::Cluster::shared());
  project.query("CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext");
  project.query("CREATE TABLE c (n int, k ext.citext, x int DEFAULT 0, PRIMARY KEY (n, k))");
  project.query("CREATE TABLE d (k ext.citext PRIMARY KEY, x int DEFAULT 0)");
  project.query(
      "INSERT INTO d SELECT (CASE WHEN g % 2 = 0 THEN 'A' ELSE 'a' END) || g % 100 || chr(65 + g * 7 % 58) || g "
      "FROM generate_series(1, 3000) g; INSERT INTO c SELECT 7, k FROM d; ANALYZE c, d");
  for (const std::string table : {"c", "d"}) {
    fine(project, {"batch", "update", "--table", table, "--set", "x = x + 1", "--jobs", "2"});
    CHECK(project.text("SELECT count(*) || ' ' || sum(x) || ' ' || max(x) FROM " + table) == "3000 3000 1");
  }
  fine(project, {"batch", "update", "--table", "d", "--set", "x = 5", "--backup-table", "d_old", "--name", "five"});
  fine(project, {"batch", "restore", "five"});
  CHECK(project.text("SELECT sum(x) FROM d") == "3000");
}

TEST_CASE("quoted names, negative and composite keys, and a unique index where there is no primary key") {
  Project project(test::Cluster::shared());
  project.query(
      "CREATE SCHEMA \"My Schema\"; CREATE TABLE \"My Schema\".\"Order Lines\" (\"X y\" int NOT NULL, \"K.1\" text NOT "
      "NULL, \"It\"\"s\" int DEFAULT 0, UNIQUE (\"X y\", \"K.1\"))");
  project.query(
      "INSERT INTO \"My Schema\".\"Order Lines\" SELECT -g, 'k' || g FROM generate_series(1, 3000) g; ANALYZE \"My "
      "Schema\".\"Order Lines\"");
  const Outcome done =
      fine(project, {"batch", "update", "--table", "My Schema.Order Lines", "--set", "\"It\"\"s\" = \"It\"\"s\" + 1",
                     "--jobs", "2", "--backup-table", "\"My Schema\".\"Old.Lines\"", "--name", "lines"});
  CHECK(!has(done.err, "no key"));
  CHECK(project.text("SELECT count(*) || ' ' || sum(\"It\"\"s\") FROM \"My Schema\".\"Order Lines\"") == "3000 3000");
  CHECK(project.text("SELECT array_to_string(key_columns, '|') FROM barqdb.batch") == "X y|K.1");
  fine(project, {"batch", "restore", "lines"});
  CHECK(project.text("SELECT sum(\"It\"\"s\") FROM \"My Schema\".\"Order Lines\"") == "0");
}

TEST_CASE("a batch does not go on where its key or its table's file is another one") {
  const WithRows project(3'000);
  project.query("CREATE TABLE h AS SELECT g AS a, 0 AS x FROM generate_series(1, 12000) g; ANALYZE h");
  const Words by_key = with(plus_one, {"--max-rows", "1000"});
  const Words by_ctid = {"batch", "update", "--table", "h", "--set", "x = x + 1", "--max-rows", "8000"};
  CHECK(project.run(by_key).exit_code == 4);
  const Outcome warned = project.run(by_ctid);
  CHECK(warned.exit_code == 4);
  CHECK(has(warned.err, "no key to walk by"));
  project.query("ALTER TABLE t DROP CONSTRAINT t_pkey, ADD n bigserial, ADD PRIMARY KEY (id, n)");
  project.query("VACUUM FULL h");
  const Outcome key = project.run(by_key);
  CHECK(key.exit_code == 4);
  CHECK_MESSAGE(has(key.err, "(id, n)"), key.err);
  const Outcome file = project.run({"batch", "update", "--table", "h", "--set", "x = x + 1"});
  CHECK(file.exit_code == 4);
  CHECK_MESSAGE(has(file.err, "VACUUM FULL"), file.err);
  CHECK(project.text("SELECT max(x) FROM h") == "1");
}

TEST_CASE("a role's own way of writing dates and numbers does no harm") {
  const WithRows project(0);
  project.query("ALTER DATABASE \"" + project.database() + "\" SET DateStyle = 'German, DMY'");
  project.query("ALTER DATABASE \"" + project.database() + "\" SET extra_float_digits = -10");
  project.query("CREATE TABLE d (k timestamptz, f float8, x int DEFAULT 0, PRIMARY KEY (k, f))");
  project.query(
      "INSERT INTO d SELECT '2024-02-01'::timestamptz + g * interval '1 second', random() "
      "FROM generate_series(1, 2000) g");
  fine(project, {"batch", "update", "--table", "d", "--set", "x = x + 1", "--where", "k >= '01.02.2024'"});
  CHECK(project.text("SELECT count(*) || ' ' || sum(x) FROM d") == "2000 2000");
}

TEST_CASE("without a key blocks are walked, and no row is met twice though updates move rows") {
  Project project(test::Cluster::shared());
  project.query("CREATE TABLE h (a int, x int DEFAULT 0, pad text DEFAULT repeat('x', 200))");
  project.query("INSERT INTO h SELECT g FROM generate_series(1, 6000) g");
  project.query("DELETE FROM h WHERE a % 3 = 0");  // room everywhere, also ahead
  project.query("VACUUM ANALYZE h");
  fine(project, {"batch", "update", "--table", "h", "--set", "x = x + 1, pad = pad || 'yyyy'", "--jobs", "2"});
  CHECK(project.text("SELECT count(*) || ' ' || sum(x) || ' ' || max(x) FROM h") == "4000 4000 1");
  CHECK(project.text("SELECT count(*) FROM barqdb.batch_write") == "0");
  fine(project, {"batch", "delete", "--table", "h", "--where", "a < 1000"});
  CHECK(project.text("SELECT min(a) FROM h") == "1000");
}

TEST_CASE("delete, soft delete, and rows that came later") {
  const WithRows project(3'000);
  project.query("ALTER TABLE t ADD deleted_at timestamptz, ADD is_gone bool");
  CHECK(has(fine(project, {"batch", "soft-delete", "--table", "t", "--where", "id <= 300"}).out, "100 rows"));
  CHECK(project.text("SELECT count(*) FROM t WHERE deleted_at IS NOT NULL") == "100");
  fine(project, {"batch", "soft-delete", "--table", "t", "--where", "id <= 600", "--column", "is_gone"});
  CHECK(project.text("SELECT count(*) FROM t WHERE is_gone") == "200");
  fine(project, {"batch", "delete", "--table", "t", "--where", "id <= 900"});
  CHECK(project.text("SELECT count(*) FROM t") == "2700");
  CHECK(project.run({"batch", "delete", "--table", "t"}).exit_code == 2);
}

TEST_CASE("what is no single expression, and what the server refuses, is refused before anything is done") {
  const WithRows project(10);
  const auto refused = [&](const Words& words, int code = 2) {
    const Outcome outcome = project.run(words);
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == code);
    return outcome.err;
  };
  refused({"batch", "update", "--table", "t", "--set", "x = 1; DROP TABLE t"});
  refused({"batch", "update", "--table", "t", "--set", "x = 1 WHERE id = 3"});
  refused({"batch", "update", "--table", "t", "--set", "x = 1", "--where", "true; DROP TABLE t"});
  refused({"batch", "update", "--table", "t", "--set", "x = 1", "--where", "id = 1) OR (true"});
  CHECK(has(refused({"batch", "update", "--table", "t", "--set", "z = 1"}), "no column z"));
  CHECK(has(refused({"batch", "update", "--table", "t", "--set", "id = 1"}), "walked"));
  refused({"batch", "update", "--table", "t", "--set", "x = 'word'"});
  refused({"batch", "update", "--table", "nowhere", "--set", "x = 1"});
  refused({"batch", "update", "--table", "pg_catalog.pg_tables", "--set", "x = 1"});
  CHECK(has(refused(with(plus_one, {"--key", "nothing"})), "no index nothing"));
  refused(with(plus_one, {"--window", "22-6"}));
  refused(with(plus_one, {"--max-rate", "0"}));
  refused(with(plus_one, {"--jobs", "30"}));  // more than the pool has
  CHECK(project.text("SELECT to_regclass('barqdb.batch') IS NULL") == "t");
  CHECK(project.text("SELECT sum(x) FROM t") == "0");
}

TEST_CASE("guards: the number that is expected, and the most that may be") {
  const WithRows project(3'000);
  CHECK(project.run(with(plus_one, {"--expect", "2999"})).exit_code == 4);
  CHECK(project.text("SELECT sum(x) FROM t") == "0");
  const Outcome most = project.run(with(plus_one, {"--max-rows", "1200"}));
  CHECK(most.exit_code == 4);
  CHECK(project.text("SELECT sum(x) <= 1200 FROM t") == "t");
  CHECK(project.text("SELECT (SELECT sum(x) FROM t) = (SELECT sum(rows) FROM barqdb.batch_lane)") == "t");
  fine(project, with(plus_one, {"--expect", "3000"}));  // goes on: the guard is no part of the statement
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "3000");
}

TEST_CASE("a dry run shows plan, estimates and what else would happen, and leaves no trace") {
  const WithRows project(20'000);
  project.query("CREATE TABLE child (t_id int REFERENCES t ON DELETE CASCADE)");
  project.query("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'");
  project.query("CREATE TRIGGER audit BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION f()");
  const nlohmann::json plan = json_of(project, {"batch", "delete", "--table", "t", "--where", "x = 0", "--dry-run"});
  CHECK(plan["report"] == "batch-plan");
  CHECK(plan["metrics"]["estimated_rows"] == 20'000);
  CHECK(plan["metrics"]["key"] == "t_pkey");
  CHECK(plan["rows"].dump().find("t_pkey") != std::string::npos);
  std::set<std::string> checks;
  for (const auto& finding : plan["findings"]) checks.insert(finding["check"]);
  CHECK(checks == std::set<std::string>{"batch.trigger", "batch.cascade"});
  CHECK(project.text("SELECT to_regclass('barqdb.batch') IS NULL") == "t");
  CHECK(project.text("SELECT count(*) FROM t") == "20000");
}

TEST_CASE("dead rows are no rows of the estimate") {
  const WithRows project(20'000);
  project.query("ALTER TABLE t SET (autovacuum_enabled = off)");
  db::Connection alone = project.connect();  // or rows that another session still has to report are counted twice
  test::await(alone, "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()");
  alone.query("ANALYZE t");
  for (int i = 0; i < 2; ++i) alone.query("UPDATE t SET note = 'again'");
  const auto estimate = [&](const Words& more) {
    return json_of(project, with(with(plus_one, more), {"--dry-run"}))["metrics"]["estimated_rows"].get<int>();
  };
  CHECK(estimate({}) == 20'000);
  CHECK(estimate({"--where", "id <= 30000"}) > 9'000);
  CHECK(estimate({"--where", "id <= 30000"}) < 11'000);
}

TEST_CASE("old values are kept and brought back") {
  const WithRows project(3'000);
  project.query("ALTER TABLE t ADD g int GENERATED ALWAYS AS (x * 2) STORED");
  fine(project, {"batch", "update", "--table", "t", "--set", "x = id, note = 'new'", "--where", "id <= 3000",
                 "--backup-table", "t_before", "--name", "first"});
  CHECK(project.text("SELECT count(*) || ' ' || sum(x) FROM t_before") == "1000 0");
  project.query("UPDATE t SET note = 'kept' WHERE id > 3000");
  fine(project, {"batch", "restore", "first"});
  CHECK(project.text("SELECT sum(x) || ' ' || count(note) || ' ' || sum(g) FROM t") == "0 2000 0");
  fine(project,
       {"batch", "delete", "--table", "t", "--where", "id % 2 = 0", "--backup-table", "t_gone", "--name", "second"});
  CHECK(project.text("SELECT count(*) FROM t") == "1500");
  fine(project, {"batch", "restore", "second"});
  CHECK(project.text("SELECT count(*) || ' ' || sum(id) FROM t") == "3000 13504500");
  CHECK(project.run({"batch", "update", "--table", "t", "--set", "x = 7", "--backup-table", "t_gone"}).exit_code == 2);
  // Another batch may keep its old values in a table of the same name: its restore is another one.
  project.query("DROP TABLE t_before");
  fine(project, {"batch", "update", "--table", "t", "--set", "x = id, note = 'new'", "--where", "id <= 3000",
                 "--backup-table", "t_before", "--name", "first", "--again"});
  project.query("DELETE FROM t WHERE id = 3; ALTER TABLE t ADD later int DEFAULT 1");
  fine(project, {"batch", "restore", "first"});
  CHECK(project.text("SELECT sum(x) || ' ' || count(*) || ' ' || sum(later) FROM t") == "0 2999 2999");
}

TEST_CASE("rows are copied and moved between tables") {
  const WithRows project(3'000);
  project.query(
      "CREATE TABLE u (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text, x int, extra int DEFAULT 5)");
  project.query("INSERT INTO u OVERRIDING SYSTEM VALUE VALUES (3, 'old', 100)");
  CHECK(project.run({"batch", "copy", "--from", "t", "--to", "u"}).exit_code == 6);
  CHECK(project.run({"batch", "copy", "--from", "t", "--to", "u", "--on-conflict", "id", "--update", "y"}).exit_code ==
        2);
  fine(project, {"batch", "copy", "--from", "t", "--to", "u", "--on-conflict", "id", "--update", "x", "--jobs", "2"});
  CHECK(project.text("SELECT count(*) || ' ' || sum(x) || ' ' || count(note) FROM u") == "3000 0 1");
  project.query("CREATE TABLE v (LIKE t INCLUDING ALL)");
  fine(project, {"batch", "copy", "--from", "t", "--to", "v", "--move", "--where", "id > 3000"});
  CHECK(project.text("SELECT (SELECT count(*) FROM t) || ' ' || (SELECT count(*) FROM v)") == "1000 2000");
}

TEST_CASE("a statement of one's own runs chunk by chunk") {
  const WithRows project(3'000);
  project.query("CREATE TABLE sums (id int PRIMARY KEY, n int)");
  project.query("INSERT INTO sums SELECT id, id + 1 FROM t");
  const std::string file =
      project.write("s.sql", "-- totals\nUPDATE t AS o SET x = s.n FROM sums s WHERE s.id = o.id AND :chunk(o);\n");
  fine(project, {"batch", "run", file, "--table", "t", "--jobs", "2"});
  CHECK(project.text("SELECT count(*) FROM t WHERE x = id + 1") == "3000");
  CHECK(project.run({"batch", "run", project.write("no.sql", "UPDATE t SET x = 1"), "--table", "t"}).exit_code == 2);
  CHECK(
      project
          .run({"batch", "run", project.write("two.sql", "SELECT 1; UPDATE t SET x = 1 WHERE :chunk"), "--table", "t"})
          .exit_code == 2);
  const std::string moving = project.write("moving.sql", "UPDATE t SET id = id + 100000 WHERE :chunk");
  const test::Outcome refused = project.run({"batch", "run", moving, "--table", "t"});
  CHECK(refused.exit_code == 2);
  CHECK(has(refused.err, "the statement changes id, by which the rows are walked"));
  CHECK(project.text("SELECT max(id) FROM t") == "9000");
  fine(project, {"batch", "run", moving, "--table", "t", "--repeatable"});
  CHECK(project.text("SELECT min(id) > 100000 FROM t") == "t");
}

TEST_CASE("pause, resume, cancel; status shows the pool of the runner") {
  WithRows project(12'000);
  db::Connection connection = project.connect();
  Running run = project.start(with(plus_one, {"--max-rate", "2000", "--name", "slow", "--jobs", "2"}));
  test::await(connection, "SELECT to_regclass('barqdb.batch_lane') IS NOT NULL");
  test::await(connection, "SELECT coalesce(sum(rows), 0) > 100 FROM barqdb.batch_lane");
  test::await(connection, "SELECT pool IS NOT NULL FROM barqdb.batch");
  const auto status = json_of(project, {"batch", "status", "slow"})["rows"][0];
  CHECK(status["state"] == "running");
  CHECK(status["pool_size"] == 5);
  CHECK(status["pool_checked_out"].get<int>() >= 1);  // lanes give theirs back while they wait for the rate
  CHECK(has(fine(project, {"batch", "pause", "slow"}).out, "runner waits"));
  test::await(connection, "SELECT waits_for LIKE '%paused%' FROM barqdb.batch");
  CHECK(project.run(with(plus_one, {"--name", "slow"})).exit_code == 5);  // its runner is still there
  fine(project, {"batch", "pause", "slow"});
  fine(project, {"batch", "resume", "slow"});
  test::await(connection, "SELECT waits_for IS NULL OR waits_for NOT LIKE '%paused%' FROM barqdb.batch");
  fine(project, {"batch", "cancel", "slow"});
  const Outcome ended = run.wait();
  CHECK(ended.exit_code == 130);
  CHECK(has(ended.out, "batch resume slow"));
  CHECK(project.run(with(plus_one, {"--name", "slow"})).exit_code == 4);
  const Outcome resumed = project.run({"batch", "resume", "slow"});
  CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "12000");
}

TEST_CASE("Ctrl-C ends after a whole chunk, and the same command goes on") {
  WithRows project(12'000);
  db::Connection connection = project.connect();
  const Words slow = with(plus_one, {"--max-rate", "4000"});
  Running run = project.start(slow);
  test::await(connection, "SELECT to_regclass('barqdb.batch_lane') IS NOT NULL");
  test::await(connection, "SELECT coalesce(sum(rows), 0) > 1000 FROM barqdb.batch_lane");
  run.signal(SIGINT);
  const Outcome ended = run.wait();
  CHECK(ended.exit_code == 130);
  CHECK(has(ended.out, "same command"));
  CHECK(project.text("SELECT (SELECT sum(x) FROM t) = (SELECT sum(rows) FROM barqdb.batch_lane)") == "t");
  CHECK(has(fine(project, plus_one).out, "12000 rows"));  // the pace is no part of the statement
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "12000");
}

TEST_CASE("Ctrl-C ends a batch that has not begun yet, whatever it waits for") {
  WithRows project(10);
  test::Blocker blocker(project, "LOCK TABLE t");
  Running run = project.start(with(plus_one, {"--expect", "10"}));
  db::Connection connection = project.connect();
  test::await(connection,
              "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = "
              "current_database()");
  run.signal(SIGINT);
  CHECK(run.wait().exit_code == 130);
  blocker.release();
  CHECK(project.text("SELECT sum(x) FROM t") == "0");
}

TEST_CASE("a row that somebody holds makes the chunk give way, until the budget is spent") {
  const WithRows project(2'000);
  test::Blocker blocker(project, "UPDATE t SET note = 'mine' WHERE id = 3000");
  const Outcome busy = project.run(with(plus_one, {"--lock-timeout", "50ms", "--lock-budget", "700ms"}));
  CHECK(busy.exit_code == 5);
  CHECK(has(busy.err, "lock"));
  CHECK(project.text("SELECT error LIKE '%budget%' FROM barqdb.batch") == "t");
  blocker.release();
  // Nor does it wait without end for a look at a table that somebody locks in the middle.
  WithRows locked(12'000);
  db::Connection connection = locked.connect();
  Running run =
      locked.start(with(plus_one, {"--max-rate", "5000", "--lock-timeout", "50ms", "--lock-budget", "700ms"}));
  test::await(connection, "SELECT to_regclass('barqdb.batch_lane') IS NOT NULL");
  test::await(connection, "SELECT coalesce(sum(rows), 0) > 1000 FROM barqdb.batch_lane");
  test::Blocker whole(locked, "LOCK TABLE t");
  CHECK(run.wait().exit_code == 5);
  whole.release();
  fine(locked, plus_one);
  CHECK(locked.text("SELECT count(*) FROM t WHERE x = 1") == "12000");
  fine(project, plus_one);
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "2000");
  CHECK(project.text("SELECT note FROM t WHERE id = 3000") == "mine");
}

TEST_CASE("a closed window holds the first chunk") {
  WithRows project(100);
  db::Connection connection = project.connect();
  const std::string soon = project.text(
      "SELECT to_char(now() + interval '2 hours', 'HH24:MI') || '-' || to_char(now() + interval '3 hours', 'HH24:MI')");
  Running run = project.start(with(plus_one, {"--window", soon}));
  test::await(connection, "SELECT to_regclass('barqdb.batch') IS NOT NULL");
  test::await(connection, "SELECT count(*) = 1 FROM barqdb.batch WHERE waits_for LIKE 'the window opens%'");
  CHECK(has(project.run({"batch", "status"}).out, "held up"));
  run.signal(SIGINT);
  const Outcome ended = run.wait();
  CHECK(ended.exit_code == 130);
  CHECK(has(ended.out, "held up: the window opens at "));
  CHECK(project.text("SELECT sum(x) FROM t") == "0");
}

TEST_CASE(
    "no chunk begins while a replica is further behind than it may, and the batch goes on when it has caught up") {
  test::Cluster cluster;
  if (!test::Standby::possible(cluster)) return;
  const test::Standby standby(cluster);
  Project project(cluster);
  project.query("CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL DEFAULT 0)");
  project.query("INSERT INTO t SELECT g FROM generate_series(1, 12000) g; ANALYZE t");
  db::Connection connection = project.connect();
  db::Connection replica = standby.connect("postgres");
  standby.catch_up(connection);
  CHECK(project.run(with(plus_one, {"--replica", "nobody"})).exit_code == 2);
  Running run = project.start(with(plus_one, {"--max-rate", "6000", "--max-lag", "300ms", "--replica", "standby"}));
  test::await(connection, "SELECT to_regclass('barqdb.batch_lane') IS NOT NULL");
  test::await(connection, "SELECT coalesce(sum(rows), 0) > 1000 FROM barqdb.batch_lane");
  replica.query("SELECT pg_wal_replay_pause()");
  test::await(connection, "SELECT waits_for LIKE 'replica % lags %' FROM barqdb.batch");
  const std::string rows = project.text("SELECT sum(rows) FROM barqdb.batch_lane");
  CHECK(std::stoi(rows) < 12000);
  const std::string seen = project.text("SELECT updated_at FROM barqdb.batch");
  test::await(connection, "SELECT updated_at > '" + seen + "'::timestamptz + interval '900 ms' FROM barqdb.batch");
  CHECK(project.text("SELECT sum(rows) FROM barqdb.batch_lane") == rows);
  CHECK(project.text("SELECT lag_ms >= 900 FROM barqdb.batch") == "t");
  replica.query("SELECT pg_wal_replay_resume()");
  CHECK(run.wait().exit_code == 0);
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "12000");
}
