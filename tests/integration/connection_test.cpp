#include "db/connection.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "db/question.hpp"
#include "support/cluster.hpp"

using barqdb::base::Error;
using barqdb::base::ErrorKind;
using barqdb::base::Milliseconds;
using barqdb::db::Connection;
using barqdb::db::ConnectOptions;
using barqdb::db::RunOptions;
using barqdb::test::Cluster;
using Clock = std::chrono::steady_clock;

namespace {

// The error that a call throws; fails the test when it throws none.
template <typename Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error was thrown");
  return {ErrorKind::usage, ""};
}

Connection connect(const std::string& conninfo, Milliseconds timeout = Milliseconds(10'000)) {
  ConnectOptions options;
  options.conninfo = conninfo;
  options.connect_timeout = timeout;
  return Connection(options);
}

// The lines of the server's log that are statements of one application.
std::vector<std::string> statements(const std::string& log, const std::string& application) {
  std::vector<std::string> found;
  std::size_t start = 0;
  while (start < log.size()) {
    std::size_t end = log.find('\n', start);
    if (end == std::string::npos) end = log.size();
    const std::string line = log.substr(start, end - start);
    for (const char* mark : {"statement: ", "execute <unnamed>: "}) {
      const std::size_t at = line.find(mark);
      if (line.find("] " + application + ": ") != std::string::npos && at != std::string::npos)
        found.push_back(line.substr(at + std::string(mark).size()));
    }
    start = end + 1;
  }
  return found;
}

// Waits in the server's own words until `sql` is true there.
void await(Connection& connection, const std::string& sql) {
  const auto deadline = Clock::now() + std::chrono::seconds(20);
  while (!connection.query(sql).boolean(0, 0)) {
    REQUIRE_MESSAGE(Clock::now() < deadline, sql);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace

TEST_CASE("values come back as they were sent") {
  Connection c = Cluster::shared().connect();
  const auto r = c.query("SELECT $1::text, $2::text, $3::int8, 1.5::float8, true, false, '', NULL::int, 'NaN'::float8",
                         {"it's \"q\" \\ é", std::nullopt, "9007199254740993"});
  CHECK(r.rows() == 1);
  CHECK(r.columns() == 9);
  CHECK(r.text(0, 0) == "it's \"q\" \\ é");
  CHECK(r.null(0, 1));
  CHECK(r.text(0, 1).empty());
  CHECK(r.integer(0, 2) == 9007199254740993);
  CHECK(r.number(0, 3) == 1.5);
  CHECK(r.boolean(0, 4));
  CHECK_FALSE(r.boolean(0, 5));
  CHECK_FALSE(r.null(0, 6));
  CHECK(r.integer(0, 7) == 0);
  CHECK(r.number(0, 8) != r.number(0, 8));
  CHECK_THROWS_AS(r.text(1, 0), std::out_of_range);
  CHECK_THROWS_AS(r.text(0, 9), std::out_of_range);
  CHECK_THROWS_AS(barqdb::db::Result().text(0, 0), std::out_of_range);
  CHECK(error_of([&] { r.integer(0, 0); }).kind == ErrorKind::server);
}

TEST_CASE("a result outlives its connection") {
  barqdb::db::Result kept;
  {
    Connection c = Cluster::shared().connect();
    kept = c.query("SELECT 'kept'");
  }
  CHECK(kept.text(0, 0) == "kept");
}

TEST_CASE("session settings are set at connect") {
  Connection c = Cluster::shared().connect();
  CHECK(c.query("SHOW application_name").text(0, 0) == "barqdb");
  CHECK(c.query("SHOW client_encoding").text(0, 0) == "UTF8");
  CHECK(c.server_version() == c.query("SELECT current_setting('server_version_num')::int").integer(0, 0));
  CHECK(c.backend_pid() == c.query("SELECT pg_backend_pid()").integer(0, 0));
}

TEST_CASE("array literals survive every character") {
  Connection c = Cluster::shared().connect();
  const std::vector<std::string> items = {"a", "", "NULL", "with \"quotes\"", "back\\slash", "{,}", " é "};
  const auto r = c.query("SELECT unnest($1::text[])", {barqdb::db::array_literal(items)});
  REQUIRE(r.rows() == items.size());
  for (std::size_t i = 0; i < items.size(); ++i) CHECK(r.text(i, 0) == items[i]);
  CHECK(c.query("SELECT cardinality($1::text[])", {barqdb::db::array_literal({})}).integer(0, 0) == 0);
}

TEST_CASE("the server sees our statements and nothing else") {
  Cluster cluster({"log_statement = all"});
  ConnectOptions options;
  options.conninfo = cluster.conninfo();
  options.application_name = "quiet";
  {
    Connection c(options);
    c.query("SELECT 1");
    c.query("SELECT $1::int", {"2"});
    c.run("BEGIN");
    CHECK(c.in_transaction());
    c.query("SELECT 3");
    CHECK(c.in_transaction());
    c.query("COMMIT");
    CHECK_FALSE(c.in_transaction());
    c.query("BEGIN");
    CHECK_THROWS_AS(c.run("SELECT 1/0"), Error);
    CHECK(c.in_transaction());
    CHECK(c.alive());
    c.run("ROLLBACK");
    CHECK_FALSE(c.in_transaction());
  }
  const std::vector<std::string> expected = {"SELECT 1", "SELECT $1::int", "BEGIN",      "SELECT 3",
                                             "COMMIT",   "BEGIN",          "SELECT 1/0", "ROLLBACK"};
  CHECK(statements(cluster.log(), "quiet") == expected);
}

TEST_CASE("a question asked often is planned once, and survives the loss of its plan") {
  Connection connection = Cluster::shared().connect();
  const std::string_view sql = "SELECT $1::text || 'x', $2::text IS NULL";
  for (const char* word : {"a", "o'b\\"}) {
    barqdb::db::Question question("barqdb_words", sql);  // a second one finds the first one's plan
    const barqdb::db::Result answer = question.ask(connection, {word, std::nullopt});
    CHECK(answer.text(0, 0) == std::string(word) + "x");
    CHECK(answer.boolean(0, 1));
  }
  const char* plans = "SELECT count(*) FROM pg_prepared_statements WHERE name = 'barqdb_words'";
  CHECK(connection.query(plans).integer(0, 0) == 1);
  barqdb::db::Question question("barqdb_words", sql);
  for (int i = 0; i < 3; ++i) {
    CHECK(question.ask(connection, {"b", "c"}).text(0, 0) == "bx");
    if (i == 0) connection.query("DISCARD ALL");
  }
  CHECK(connection.query(plans).integer(0, 0) == 0);
}

TEST_CASE("several statements are one transaction and give the last result") {
  Cluster& cluster = Cluster::shared();
  Connection c = cluster.connect(cluster.create_database());
  CHECK(c.query("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); SELECT count(*) FROM t").integer(0, 0) == 2);
  CHECK(c.run("INSERT INTO t VALUES (3); SELECT count(*) FROM t").integer(0, 0) == 3);
  CHECK(c.run("DELETE FROM t WHERE a > 1").affected_rows() == 2);
  CHECK(c.query("DELETE FROM t").affected_rows() == 1);
  CHECK_THROWS_AS(c.run("INSERT INTO t VALUES (4); SELECT 1/0"), Error);
  CHECK_THROWS_AS(c.query("INSERT INTO t VALUES (4); SELECT 1/0"), Error);
  CHECK(c.query("SELECT count(*) FROM t").integer(0, 0) == 0);
}

TEST_CASE("many rows come through both ways") {
  Connection c = Cluster::shared().connect();
  const std::string sql = "SELECT i, NULLIF(i % 3, 0), repeat('x', i % 50) FROM generate_series(1, 10000) i";
  for (const auto& r : {c.query(sql), c.run(sql), c.query(sql + " WHERE i > $1::int", {"0"})}) {
    REQUIRE(r.rows() == 10000);
    for (std::size_t row = 0; row < r.rows(); ++row) {
      const auto i = static_cast<std::int64_t>(row) + 1;
      REQUIRE(r.integer(row, 0) == i);
      REQUIRE(r.null(row, 1) == (i % 3 == 0));
      REQUIRE(static_cast<std::int64_t>(r.text(row, 2).size()) == i % 50);
    }
  }
}

TEST_CASE("errors carry kind, SQLSTATE, detail, hint, position and statement, whichever way they come") {
  Cluster& cluster = Cluster::shared();
  Connection c = cluster.connect(cluster.create_database());
  c.query("CREATE TABLE u (a int PRIMARY KEY, b int CHECK (b > 0)); INSERT INTO u VALUES (1, 1)");
  using Call = void (*)(Connection&, const std::string&);
  const Call by_query = [](Connection& to, const std::string& sql) { to.query(sql); };
  const Call by_params = [](Connection& to, const std::string& sql) { to.query(sql, {std::nullopt}); };
  const Call by_run = [](Connection& to, const std::string& sql) { to.run(sql); };
  for (const Call call : {by_query, by_run, by_params}) {
    // The extended protocol wants the parameter to be used.
    const std::string tail = call == by_params ? " RETURNING $1::int" : "";
    const Error twice = error_of([&] { call(c, "INSERT INTO u VALUES (1, 2)" + tail); });
    CHECK(twice.kind == ErrorKind::data);
    CHECK(twice.sqlstate == "23505");
    CHECK(twice.message == "duplicate key value violates unique constraint \"u_pkey\"");
    CHECK(twice.detail == "Key (a)=(1) already exists.");
    CHECK(twice.statement == "INSERT INTO u VALUES (1, 2)" + tail);
    CHECK(error_of([&] { call(c, "INSERT INTO u VALUES (2, 0)" + tail); }).kind == ErrorKind::data);

    const Error column = error_of([&] { call(c, "UPDATE u\n  SET c = 1" + tail); });
    CHECK(column.kind == ErrorKind::server);
    CHECK(column.sqlstate == "42703");
    CHECK(column.position == 16);
    CHECK(c.alive());
  }
  const Error hinted = error_of([&] { c.query("SELECT lower(1, 2, 3)"); });
  CHECK(hinted.sqlstate == "42883");
  CHECK_FALSE(hinted.hint.empty());
  const Error read_only = error_of([&] { c.query("BEGIN READ ONLY; CREATE TABLE x (a int)"); });
  CHECK(read_only.kind == ErrorKind::refused);
  CHECK_FALSE(read_only.hint.empty());
  c.query("ROLLBACK");
  c.query("CREATE ROLE plain_" + std::to_string(::getpid()));
  c.query("SET ROLE plain_" + std::to_string(::getpid()));
  for (const Call call : {by_query, by_run}) {
    const Error denied = error_of([&] { call(c, "SELECT * FROM u"); });
    CHECK(denied.sqlstate == "42501");  // the driver itself gives none
    CHECK(denied.message == "permission denied for table u");
  }
}

TEST_CASE("deadlock, serialization failure and class 08 keep their SQLSTATE and the connection") {
  Connection c = Cluster::shared().connect();
  for (const char* state : {"40P01", "40001", "08000", "40003", "53200", "XX000", "0A000"}) {
    const Error error =
        error_of([&] { c.query("DO $$ BEGIN RAISE 'made up' USING ERRCODE = '" + std::string(state) + "'; END $$"); });
    CHECK(error.sqlstate == state);
    CHECK(error.message == "made up");
    CHECK(error.kind == ErrorKind::server);
    CHECK(c.alive());
  }
}

TEST_CASE("lock and statement timeouts are busy") {
  Cluster& cluster = Cluster::shared();
  const std::string database = cluster.create_database();
  Connection holder = cluster.connect(database);
  Connection waiter = cluster.connect(database);
  holder.query("CREATE TABLE t (a int)");
  holder.query("BEGIN; LOCK TABLE t");
  waiter.query("SET lock_timeout = '20ms'");
  CHECK(error_of([&] { waiter.run("SELECT * FROM t"); }).kind == ErrorKind::busy);
  CHECK(error_of([&] { waiter.query("SELECT * FROM t"); }).sqlstate == "55P03");
  CHECK(error_of([&] { waiter.query("SELECT * FROM t FOR UPDATE NOWAIT"); }).kind == ErrorKind::busy);
  waiter.query("SET lock_timeout = 0; SET statement_timeout = '20ms'");
  const Error slow = error_of([&] { waiter.query("SELECT pg_sleep(30)"); });
  CHECK(slow.kind == ErrorKind::busy);
  CHECK(slow.sqlstate == "57014");
}

TEST_CASE("a lost backend is an error and never a silent reconnect") {
  Cluster& cluster = Cluster::shared();
  Connection killer = cluster.connect();
  for (const bool native : {true, false}) {
    Connection c = cluster.connect();
    c.query("SET application_name = 'precious'");
    killer.query("SELECT pg_terminate_backend($1::int)", {std::to_string(c.backend_pid())});
    await(killer, "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'precious')");
    const auto call = [&] { native ? c.run("SELECT 1") : c.query("SELECT 1"); };
    const Error error = error_of(call);
    CHECK(error.kind == ErrorKind::server);
    CHECK_MESSAGE(error.sqlstate == "57P01", error.detail);
    CHECK(error.message == "the connection to the server was lost");
    CHECK_FALSE(c.alive());
    for (int again = 0; again < 3; ++again) CHECK(error_of(call).message == "the connection to the server was lost");
    CHECK(error_of([&] { c.query("SHOW application_name"); }).kind == ErrorKind::server);
    CHECK(error_of([&] { c.query("SELECT $1::int", {"1"}); }).kind == ErrorKind::server);
  }
}

TEST_CASE("a backend that dies during a statement ends the wait") {
  Cluster& cluster = Cluster::shared();
  Connection killer = cluster.connect();
  Connection c = cluster.connect();
  RunOptions options;
  options.tick = Milliseconds(1);
  options.on_tick = [&] {
    killer.query("SELECT pg_terminate_backend($1::int)", {std::to_string(c.backend_pid())});
    return true;
  };
  CHECK(error_of([&] { c.run("SELECT pg_sleep(60)", options); }).sqlstate == "57P01");
  CHECK_FALSE(c.alive());
}

TEST_CASE("a tick can cancel the statement, and the connection goes on") {
  Connection c = Cluster::shared().connect();
  int ticks = 0;
  RunOptions options;
  options.tick = Milliseconds(5);
  options.on_tick = [&] { return ++ticks < 3; };
  const auto start = Clock::now();
  const Error error = error_of([&] { c.run("SELECT pg_sleep(60)", options); });
  CHECK(error.kind == ErrorKind::busy);
  CHECK(error.sqlstate == "57014");
  CHECK(ticks == 3);
  CHECK(Clock::now() - start < std::chrono::seconds(20));
  CHECK(c.run("SELECT 7").integer(0, 0) == 7);
}

TEST_CASE("another thread can cancel") {
  Cluster& cluster = Cluster::shared();
  Connection c = cluster.connect();
  Connection watcher = cluster.connect();
  std::thread other([&] {
    await(watcher, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " +
                       std::to_string(c.backend_pid()) + ")");
    c.cancel();
  });
  const Error error = error_of([&] { c.query("SELECT pg_sleep(60)"); });
  other.join();
  CHECK(error.kind == ErrorKind::server);
  CHECK(error.sqlstate == "57014");
  CHECK(c.query("SELECT 1").rows() == 1);
}

namespace {

// Runs in a process of its own, since a signal is counted for good. Gives the number of the first claim that failed.
int press_ctrl_c() {
  barqdb::base::install_interrupt_handler();
  Connection c = Cluster::shared().connect();
  c.run("BEGIN");
  bool sent = false;
  RunOptions options;
  options.tick = Milliseconds(1);
  options.on_tick = [&] {
    if (!std::exchange(sent, true)) ::kill(::getpid(), SIGINT);
    return true;
  };
  try {
    c.run("SELECT pg_sleep(60)", options);
    return 1;
  } catch (const Error& error) {
    if (error.kind != ErrorKind::interrupted) return 2;
  }
  if (!c.alive() || !c.in_transaction()) return 3;
  c.run("ROLLBACK");
  if (c.run("SELECT pg_sleep(0.05), 5").integer(0, 1) != 5) return 4;

  // The pipe stays readable: waiting must not become spinning.
  struct timespec before {
  }, after{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
  c.run("SELECT pg_sleep(0.5)");
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
  if ((after.tv_sec - before.tv_sec) * 1'000'000'000 + (after.tv_nsec - before.tv_nsec) > 100'000'000) return 5;

  // A second Ctrl-C does not wait for a server that does not answer.
  const auto server = static_cast<pid_t>(c.query("SELECT pg_backend_pid()").integer(0, 0));
  int presses = 0;
  options.on_tick = [&] {
    if (++presses == 1) ::kill(server, SIGSTOP);
    ::kill(::getpid(), SIGINT);
    return true;
  };
  std::thread again([&] {
    while (barqdb::base::interrupt_count() < 2) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ::kill(::getpid(), SIGINT);
  });
  int code = 0;
  try {
    c.run("SELECT pg_sleep(60)", options);
    code = 6;
  } catch (const Error& error) {
    if (error.kind != ErrorKind::interrupted || c.alive()) code = 7;
  }
  again.join();
  ::kill(server, SIGCONT);
  return code;
}

}  // namespace

TEST_CASE("Ctrl-C cancels the statement; the connection can clean up; the second gives it up") {
  Cluster::shared();
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 99;
    try {
      code = press_ctrl_c();
    } catch (const Error& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("notices are collected, not printed") {
  Connection c = Cluster::shared().connect();
  c.query("DROP TABLE IF EXISTS no_such_table");
  c.run("DO $$ BEGIN RAISE WARNING 'careful'; END $$");
  const auto notices = c.take_notices();
  REQUIRE(notices.size() == 2);
  CHECK(notices[0].severity == "NOTICE");
  CHECK(notices[0].message == "table \"no_such_table\" does not exist, skipping");
  CHECK(notices[1].severity == "WARNING");
  CHECK(notices[1].message == "careful");
  CHECK(c.take_notices().empty());
  Connection moved = std::move(c);
  moved.query("DROP TABLE IF EXISTS no_such_table");
  CHECK(moved.take_notices().size() == 1);
}

TEST_CASE("COPY to and from the client is refused and leaves the connection usable") {
  Cluster& cluster = Cluster::shared();
  Connection c = cluster.connect(cluster.create_database());
  c.query("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 1000)");
  CHECK(error_of([&] { c.run("COPY t FROM STDIN"); }).kind == ErrorKind::usage);
  CHECK(error_of([&] { c.run("COPY t TO STDOUT"); }).kind == ErrorKind::usage);
  CHECK(c.query("SELECT count(*) FROM t").integer(0, 0) == 1000);
}

TEST_CASE("connection errors say where, why and what to do, and never the password") {
  Cluster cluster;
  Connection admin = cluster.connect();
  admin.query("CREATE ROLE guarded LOGIN PASSWORD 'right'; CREATE ROLE crowd LOGIN CONNECTION LIMIT 0");
  const Error no_database = error_of([&] { connect(cluster.conninfo("nowhere")); });
  CHECK(no_database.kind == ErrorKind::server);
  CHECK(no_database.sqlstate == "3D000");
  CHECK(no_database.message.find("database \"nowhere\" does not exist") != std::string::npos);
  CHECK(no_database.hint.find("createdb nowhere") != std::string::npos);
  const Error no_role = error_of([&] { connect(cluster.conninfo("postgres", "stranger")); });
  CHECK(no_role.sqlstate == "28000");
  const Error full = error_of([&] { connect(cluster.conninfo("postgres", "crowd")); });
  CHECK(full.sqlstate == "53300");
  CHECK(full.hint.find("pool") != std::string::npos);
  const Error no_server = error_of([&] { connect("host=/nonexistent dbname=x user=y password=secret"); });
  CHECK(no_server.kind == ErrorKind::server);
  CHECK(no_server.hint.find("is the server running") != std::string::npos);
  CHECK(no_server.message.find("secret") == std::string::npos);
  const Error no_host = error_of([&] { connect("host=no-such-host.invalid dbname=x user=y password=secret"); });
  CHECK(no_host.hint.find("host name") != std::string::npos);
  for (const char* bad : {"host=x password=my secret", "postgresql://u:secret@[::1/x", "host=x passwort=secret",
                          "postgresql://u:sec%zzret@h/x"}) {
    const Error unreadable = error_of([&] { connect(bad); });
    CHECK(unreadable.kind == ErrorKind::usage);
    CHECK_MESSAGE(unreadable.message.find("sec") == std::string::npos, unreadable.message);
  }
}

TEST_CASE("a wrong or missing password") {
  Cluster cluster;
  // Before 14 the default is md5, which the rule below does not take.
  cluster.connect().query("SET password_encryption = 'scram-sha-256'; CREATE ROLE guarded LOGIN PASSWORD 'right'");
  cluster.connect().query("ALTER SYSTEM SET hba_file = '" + cluster.data_dir() + "/strict.conf'");
  cluster.connect().query(
      "COPY (SELECT 'local all guarded scram-sha-256' UNION ALL SELECT 'local all all trust') TO '" +
      cluster.data_dir() + "/strict.conf'");
  cluster.stop_immediate();
  cluster.start();
  const Error wrong = error_of([&] { connect(cluster.conninfo("postgres", "guarded") + " password=hush"); });
  CHECK(wrong.sqlstate == "28P01");
  CHECK(wrong.message.find("password authentication failed for user \"guarded\"") != std::string::npos);
  CHECK(wrong.message.find("hush") == std::string::npos);
  const Error missing = error_of([&] { connect(cluster.conninfo("postgres", "guarded") + " passfile=/nonexistent"); });
  CHECK(missing.hint.find("PGPASSWORD") != std::string::npos);
  CHECK(connect(cluster.conninfo("postgres", "guarded") + " password=right").query("SELECT 1").rows() == 1);
}

TEST_CASE("a server that accepts but does not answer ends with the timeout") {
  barqdb::test::Cluster& cluster = Cluster::shared();
  // A stopped postmaster still accepts connections in the kernel.
  Connection c = cluster.connect();
  const auto pid =
      static_cast<pid_t>(c.query("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int").integer(0, 0));
  ::kill(pid, SIGSTOP);
  const auto start = Clock::now();
  const Error error = error_of([&] { connect(cluster.conninfo(), Milliseconds(1000)); });
  ::kill(pid, SIGCONT);
  CHECK(error.message.find("timeout expired") != std::string::npos);
  CHECK(Clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("a standby refuses writes") {
  Cluster cluster;
  cluster.stop_immediate();
  // Recovery without a primary: read-only for ever.
  {
    std::FILE* file = std::fopen((cluster.data_dir() + "/standby.signal").c_str(), "w");
    REQUIRE(file);
    std::fclose(file);
  }
  cluster.start();
  Connection c = cluster.connect();
  CHECK(c.query("SELECT pg_is_in_recovery()").boolean(0, 0));
  for (const bool native : {true, false}) {
    const Error error = error_of([&] { native ? c.run("CREATE TABLE t (a int)") : c.query("CREATE TABLE t (a int)"); });
    CHECK(error.kind == ErrorKind::refused);
    CHECK(error.hint.find("primary") != std::string::npos);
  }
}

TEST_CASE("a connection that was begun is finished by the first that asks, and given up with its options") {
  Connection watcher = connect(Cluster::shared().conninfo());
  const std::string begun = "FROM pg_stat_activity WHERE application_name = 'begun'";
  ConnectOptions options;
  options.conninfo = Cluster::shared().conninfo();
  options.application_name = "begun";
  {
    const ConnectOptions once = begin_connecting(options);
    await(watcher, "SELECT count(*) = 1 " + begun);  // nobody has asked yet
    const std::string pid(watcher.query("SELECT pid " + begun).text(0, 0));
    Connection first(once);
    CHECK(std::to_string(first.backend_pid()) == pid);
    Connection second(once);
    CHECK(std::to_string(second.backend_pid()) != pid);
    CHECK(second.query("SELECT 1").integer(0, 0) == 1);
  }
  {
    const ConnectOptions unused = begin_connecting(options);
    await(watcher, "SELECT count(*) = 1 " + begun);
  }
  await(watcher, "SELECT count(*) = 0 " + begun);
  options.conninfo = "host=/nowhere/at/all";
  const ConnectOptions nowhere = begin_connecting(options);
  CHECK(error_of([&] { Connection connection(nowhere); }).kind == ErrorKind::server);
}
