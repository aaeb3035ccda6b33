#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "base/process.hpp"
#include "db/connection.hpp"
#include "support/cluster.hpp"
#include "support/program.hpp"

using barqdb::db::Connection;
using barqdb::test::Cluster;
using barqdb::test::Outcome;
using barqdb::test::TemporaryFolder;
using Clock = std::chrono::steady_clock;

namespace {

// A database with one empty table, and a folder of migrations.
struct Bench {
  TemporaryFolder folder;
  std::string database = Cluster::shared().create_database();
  Connection connection = Cluster::shared().connect(database);

  Bench() { connection.query("CREATE TABLE t (a int, b text)"); }
  std::vector<std::string> arguments(std::vector<std::string> more = {}) const {
    std::vector<std::string> all = {"seed", "--migrations", folder.path(), "--database-url",
                                    Cluster::shared().conninfo(database)};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::int64_t rows() { return connection.query("SELECT count(*) FROM t").integer(0, 0); }
};

}  // namespace

TEST_CASE("files run in the order of their names, with size and variables, and the tables are analyzed") {
  Bench bench;
  bench.folder.write("seeds/20_second.sql", "UPDATE t SET b = b || '!' WHERE a = 1; -- the first file was here\n");
  bench.folder.write("seeds/10_first.sql",
                     "INSERT INTO t SELECT i, current_setting('barqdb.word') FROM generate_series(1, "
                     "current_setting('barqdb.size')::int) i;\nDO $$ BEGIN INSERT INTO t VALUES (0, 'x;y'); END $$;\n");
  bench.folder.write("seeds/notes.txt", "no SQL");
  const Outcome outcome = barqdb::test::barqdb(bench.arguments({"--size", "40", "--set", "word=it's = \"q\""}));
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.out.starts_with("seeded 41 rows from 2 files in "));
  CHECK(outcome.err.find("10_first.sql (1 of 2): 41 rows in ") != std::string::npos);
  CHECK(outcome.err.find('\033') == std::string::npos);
  CHECK(bench.rows() == 41);
  CHECK(bench.connection.query("SELECT b FROM t WHERE a = 1").text(0, 0) == "it's = \"q\"!");
  CHECK(bench.connection.query("SELECT reltuples FROM pg_class WHERE oid = 't'::regclass").number(0, 0) == 41);
}

TEST_CASE("an error rolls everything back and points at the place") {
  Bench bench;
  bench.folder.write("seeds/1.sql", "INSERT INTO t VALUES (1);\n");
  bench.folder.write("seeds/2.sql", "-- é\nINSERT INTO t VALUES (2);\nINSERT INTO t\n  VALUES (3, nothing);\n");
  const Outcome outcome = barqdb::test::barqdb(bench.arguments());
  CHECK(outcome.exit_code == 3);
  CHECK_MESSAGE(outcome.err.find("seeds/2.sql:4:14") != std::string::npos, outcome.err);
  CHECK(outcome.err.find("rolled back") != std::string::npos);
  CHECK(bench.rows() == 0);
}

TEST_CASE("what would break the one transaction is refused before anything runs") {
  Bench bench;
  bench.folder.write("seeds/1.sql", "INSERT INTO t VALUES (1);\nCOMMIT;\nSAVEPOINT s; ROLLBACK TO s;\n");
  bench.folder.write("seeds/2.sql", "begin;\n");
  const Outcome outcome = barqdb::test::barqdb(bench.arguments());
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find("1.sql:2:1") != std::string::npos);
  CHECK(outcome.err.find("2.sql:1:1") != std::string::npos);
  CHECK(outcome.err.find("1.sql:3") == std::string::npos);
  CHECK(bench.rows() == 0);
}

TEST_CASE("wrong usage") {
  Bench bench;
  CHECK(barqdb::test::barqdb(bench.arguments()).exit_code == 2);  // no files
  bench.folder.write("seeds/1.sql", "SELECT 1");
  for (const char* size : {"0", "-1", "x", "1e3", "1000000000000"})
    CHECK(barqdb::test::barqdb(bench.arguments({"--size", size})).exit_code == 2);
  for (const char* set : {"a", "=b", "A=b", "a.b=c", "size=3"})
    CHECK(barqdb::test::barqdb(bench.arguments({"--set", set})).exit_code == 2);
}

TEST_CASE("Ctrl-C rolls back and says so") {
  Bench bench;
  bench.folder.write("seeds/1.sql", "INSERT INTO t VALUES (1); SELECT pg_sleep(60);");
  barqdb::base::Command command;
  command.words = bench.arguments();
  command.words.insert(command.words.begin(), BARQDB_BINARY);
  command.output_file = bench.folder.path() + "/output";
  const pid_t pid = barqdb::base::start_process(command);
  const auto deadline = Clock::now() + std::chrono::seconds(20);
  while (bench.connection
             .query("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
             .rows() == 0) {
    REQUIRE(Clock::now() < deadline);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(pid, SIGINT);
  int status = 0;
  ::waitpid(pid, &status, 0);
  CHECK(WEXITSTATUS(status) == 130);
  std::ifstream file(command.output_file);
  const std::string output{std::istreambuf_iterator<char>(file), {}};
  CHECK_MESSAGE(output.find("rolled back") != std::string::npos, output);
  CHECK(bench.rows() == 0);
}
