#include "logs/loops.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "logs/link.hpp"
#include "logs/nplusone_report.hpp"
#include "logs/rewrite.hpp"

// From messages to loops: how statements are grouped where the log says little, and what is made of a loop.

using namespace barqdb;
using namespace barqdb::logs;

namespace {

// A log in memory, message after message.
class Log {
 public:
  // Milliseconds later, by the session (its process).
  Log& at(std::int64_t later, int pid = 1) {
    record_ = {};
    now_ += later * 1000;
    record_.time = now_;
    record_.pid = pid;
    record_.severity = Severity::log;
    return *this;
  }
  Log& as(std::string_view application) {
    record_.application = application;
    return *this;
  }
  Log& vxid(std::string_view id) {
    record_.vxid = id;
    return *this;
  }
  void say(const std::string& message, const std::string& detail = "") {
    record_.message = message;
    record_.detail = detail;
    record_.line = ++line_;
    sessions_.take(record_);
  }
  void run(const std::string& sql, int pid = 1, std::int64_t later = 1) {
    at(later, pid).say("duration: 0.100 ms  statement: " + sql);
  }
  std::vector<Loop> loops() {
    sessions_.finish();
    return loops_.found(units_.queues());
  }
  const SessionCounts& counts() const { return sessions_.counts(); }

 private:
  Shapes shapes_;
  Loops loops_{LoopOptions{}};
  Units units_{UnitOptions{}, loops_};
  Sessions sessions_{shapes_, units_};
  Record record_;
  std::int64_t now_ = 1'736'166'896'000'000;
  std::uint64_t line_ = 0;
};

void look_ups(Log& log, int from, int count, int pid = 1) {
  for (int i = from; i < from + count; ++i) log.run(fmt::format("SELECT * FROM couriers WHERE id = {}", i), pid);
}

}  // namespace

TEST_CASE("sessions that are mixed in one log are told apart by their process alone") {
  Log log;
  log.run("SELECT courier_id FROM deliveries", 1);
  log.run("SELECT courier_id FROM orders", 2);
  for (int i = 0; i < 6; ++i) {
    look_ups(log, i, 1, 1);
    log.run(fmt::format("SELECT * FROM customers WHERE id = {}", i), 2);
  }
  const auto loops = log.loops();
  REQUIRE(loops.size() == 2);
  for (const Loop& loop : loops) {
    CHECK(loop.most == 6);
    CHECK(loop.kind == LoopKind::read);
  }
}

TEST_CASE("a transaction without a virtual transaction id lasts from BEGIN to COMMIT, whatever the pauses") {
  Log log;
  log.run("BEGIN");
  log.run("SELECT courier_id FROM deliveries");
  for (int i = 0; i < 5; ++i) log.run(fmt::format("SELECT * FROM couriers WHERE id = {}", i), 1, 400);
  log.run("COMMIT");
  CHECK(log.loops().size() == 1);
}

TEST_CASE("without a transaction a pause, DISCARD and another application end the unit") {
  for (const char* cut : {"pause", "DISCARD ALL", "application"}) {
    CAPTURE(cut);
    Log log;
    for (int request = 0; request < 3; ++request) {
      if (cut == std::string("pause")) log.at(60);
      if (cut == std::string("DISCARD ALL")) log.run(cut);
      if (cut == std::string("application")) log.run(fmt::format("SET application_name = 'app{}'", request));
      log.run("SELECT courier_id FROM deliveries");
      look_ups(log, request * 10, 3);
    }
    CHECK(log.loops().empty());
  }
}

TEST_CASE("BEGIN and COMMIT that are not logged are seen by the virtual transaction id") {
  Log log;
  log.at(1).vxid("3/10").say("statement: SELECT courier_id FROM deliveries");
  for (int i = 0; i < 6; ++i)
    log.at(300).vxid("3/10").say(fmt::format("statement: SELECT * FROM couriers WHERE id = {}", i));
  CHECK(log.loops().size() == 1);
}

TEST_CASE("the application is taken from the connection's message where the prefix does not say it") {
  Log log;
  log.at(1).say("connection authorized: user=u database=d application_name=orders");
  log.run("SELECT courier_id FROM deliveries");
  look_ups(log, 0, 5);
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].application == "orders");
}

TEST_CASE("a duration without text belongs to the statement before it; parse and bind are no executions") {
  Log log;
  log.at(1).say("statement: SELECT courier_id FROM deliveries");
  log.at(1).say("duration: 2.000 ms");
  for (int i = 0; i < 5; ++i) {
    log.at(1).say("duration: 0.500 ms");
    log.at(1).say("execute <unnamed>: SELECT * FROM couriers WHERE id = $1", fmt::format("parameters: $1 = '{}'", i));
    log.at(1).say("duration: 3.000 ms");
  }
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].executions == 5);
  CHECK(loops[0].milliseconds == doctest::Approx(15));
  CHECK(log.counts().executions == 6);
}

TEST_CASE("a clock that goes back is counted and breaks nothing") {
  Log log;
  log.run("SELECT courier_id FROM deliveries");
  look_ups(log, 0, 3);
  log.at(-3'600'000).say("duration: 0.100 ms  statement: SELECT * FROM couriers WHERE id = 77");
  look_ups(log, 10, 6);
  CHECK(log.counts().clock_jumps == 1);
  look_ups(log, 20, 2, 9);
  log.at(-60'000, 10).say("duration: 0.100 ms  statement: SELECT 1");  // also where no session sees both times
  CHECK(log.counts().clock_jumps == 2);
  CHECK(log.loops().size() <= 1);
}

TEST_CASE("the link is the foreign key; without one the names; and the rewrite follows") {
  Log log;
  log.run("SELECT id, courier_id FROM deliveries WHERE status = 'NEW'");
  for (int i = 0; i < 5; ++i) log.run(fmt::format("SELECT * FROM couriers WHERE id = {}", i));
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  const auto guessed = find_link(loops[0], {});
  REQUIRE(guessed);
  CHECK(guessed->text() == "couriers.id = deliveries.courier_id");
  CHECK_FALSE(guessed->certain);

  model::SchemaKeys keys;
  keys.links = {{{"public", "deliveries"}, {"courier_id"}, {"public", "couriers"}, {"id"}}};
  keys.indexes = {{{"public", "couriers"}, "couriers_pkey", "id"}};
  keys.indexes_known = true;
  const auto link = find_link(loops[0], keys);
  REQUIRE(link);
  CHECK(link->certain);
  CHECK(link->index == "couriers_pkey");
  const Rewrite rewrite = make_rewrite(loops[0], link);
  CHECK(rewrite.batch == "SELECT * FROM couriers WHERE id = ANY($1)");
  CHECK(rewrite.join.find("JOIN public.couriers AS t ON t.id = s.courier_id") != std::string::npos);
}

TEST_CASE("rewrites of writes") {
  Log log;
  for (int i = 0; i < 5; ++i) log.run(fmt::format("UPDATE couriers SET name = 'n{}', org_id = 3 WHERE id = {}", i, i));
  for (int i = 0; i < 5; ++i) log.run(fmt::format("INSERT INTO stops (id, street) VALUES ({}, 'x') RETURNING id", i));
  for (int i = 0; i < 5; ++i) log.run(fmt::format("DELETE FROM vehicles WHERE id IN ({})", i));
  std::map<std::string, std::string> batch;
  for (const Loop& loop : log.loops()) batch[loop.shape->facts.kind] = make_rewrite(loop, std::nullopt).batch;
  CHECK(batch["UpdateStmt"] ==
        "UPDATE couriers AS t SET name = v.name, org_id = v.org_id FROM unnest($1, $2, $3) AS v(id, name, org_id) "
        "WHERE t.id = v.id");
  CHECK(batch["InsertStmt"] == "INSERT INTO stops (id, street) VALUES ($1, $2), (...), (...) RETURNING id");
  CHECK(batch["DeleteStmt"] == "DELETE FROM vehicles WHERE id = ANY($1)");
}

TEST_CASE("a loop that the profile names is listed with its reason and is no finding") {
  Log log;
  log.run("SELECT courier_id FROM deliveries /*controller='exports'*/");
  for (int i = 0; i < 5; ++i) log.run(fmt::format("SELECT * FROM couriers WHERE id = {} /*controller='exports'*/", i));
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  config::NplusoneSettings settings;
  CHECK(make_nplusone_report(loops, {}, {}, settings).findings.size() == 1);
  settings.suppress = {{"", "controller=exports", "runs at night"}};
  const model::Report quiet = make_nplusone_report(loops, {}, {}, settings);
  CHECK(quiet.findings.empty());
  REQUIRE(quiet.not_examined.size() == 1);
  CHECK(quiet.not_examined[0].reason.find("runs at night") != std::string::npos);
  settings.suppress = {{loops[0].shape->facts.fingerprint, "", "x"}};
  CHECK(make_nplusone_report(loops, {}, {}, settings).findings.empty());
}

TEST_CASE("one value and lists of them are shapes of their own, though they share a fingerprint") {
  Log log;
  log.run("SELECT id FROM couriers");
  log.run("SELECT * FROM deliveries WHERE courier_id IN (1, 2, 3)");
  log.run("SELECT id FROM couriers LIMIT 9", 1, 60);
  for (int i = 0; i < 9; ++i) log.run(fmt::format("SELECT * FROM deliveries WHERE courier_id = {}", i));
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].executions == 9);
}

TEST_CASE("lists of one key, one statement each, are a loop") {
  Log log;
  log.run("SELECT id FROM couriers LIMIT 6");
  for (int i = 0; i < 6; ++i) log.run(fmt::format("SELECT * FROM deliveries WHERE courier_id IN ({})", i));
  CHECK(log.loops().size() == 1);
}

TEST_CASE("a row that is locked by its key makes no job queue of its table; the next row in an order does") {
  for (const bool queue : {false, true}) {
    CAPTURE(queue);
    Log log;
    const std::string locked = queue ? "SELECT * FROM couriers WHERE state = 'new' ORDER BY id LIMIT 1 FOR UPDATE"
                                     : "SELECT * FROM couriers WHERE id = 3 LIMIT 21 FOR UPDATE";
    log.run(locked);
    log.run("SELECT courier_id FROM deliveries", 1, 60);
    look_ups(log, 0, 6);
    CHECK(log.loops().size() == (queue ? 0 : 1));
  }
}

TEST_CASE("a job queue of one application is a table like others for another one") {
  Log log;
  const auto run = [&](std::string_view application, const std::string& sql) {
    log.at(1).as(application).say("duration: 0.100 ms  statement: " + sql);
  };
  run("worker", "SELECT * FROM jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED");
  run("page", "SELECT job_id FROM deliveries");
  for (int i = 0; i < 6; ++i) run("page", fmt::format("SELECT * FROM jobs WHERE id = {}", i));
  CHECK(log.loops().size() == 1);
}

TEST_CASE("the version of an optimistic lock is no loop over rows; single rows by MERGE and INSERT … SELECT are") {
  const auto count = [](const char* statement) {
    Log log;
    for (int i = 0; i < 7; ++i) log.run(fmt::format(fmt::runtime(statement), i));
    return log.loops().size();
  };
  CHECK(count("UPDATE couriers SET name = 'x', version = 1 + {0} WHERE id = 9 AND version = {0}") == 0);
  CHECK(count("UPDATE couriers SET name = 'x' WHERE id = {0} AND version = 3") == 1);
  CHECK(count("DELETE FROM links WHERE courier_id = 9 AND tag_id = {0}") == 1);
  CHECK(count("MERGE INTO couriers c USING (SELECT {0} AS id) d ON c.id = d.id WHEN MATCHED THEN UPDATE SET name = 'x' "
              "WHEN NOT MATCHED THEN INSERT VALUES (d.id)") == 1);
  CHECK(count("INSERT INTO couriers (id) SELECT {0} WHERE NOT EXISTS (SELECT 1 FROM couriers WHERE id = {0})") == 1);
}

TEST_CASE("arrays of one key, one statement each, are a loop; arrays of several are none") {
  for (const bool several : {false, true}) {
    CAPTURE(several);
    Log log;
    log.run("SELECT id FROM couriers LIMIT 6");
    for (int i = 0; i < 6; ++i) {
      log.run(fmt::format("SELECT * FROM deliveries WHERE courier_id = ANY('{{{}{}}}')", i, several ? ", 99" : ""));
      log.run(fmt::format("DELETE FROM stops WHERE delivery_id = ANY(ARRAY[{}{}])", i, several ? ", 99" : ""));
    }
    CHECK(log.loops().size() == (several ? 0 : 2));
  }
}

// A pooler gives each transaction of its clients whatever session of the server is free.
TEST_CASE("loops of two clients that a pooler mixes on one session are told apart by name and by trace") {
  for (const bool traces : {false, true}) {
    CAPTURE(traces);
    Log log;
    const auto run = [&](char client, const std::string& sql) {
      if (!traces) log.run(fmt::format("SET application_name = '{}'", client));
      log.run(sql +
              (traces ? fmt::format(" /*traceparent='00-{}-b7ad6b7169203331-01'*/", std::string(32, client)) : ""));
    };
    run('a', "SELECT courier_id FROM deliveries LIMIT 6");
    run('b', "SELECT courier_id FROM orders LIMIT 3");
    for (int i = 0; i < 6; ++i) {
      run('a', fmt::format("SELECT * FROM couriers WHERE id = {}", i));
      if (i % 2 == 0) run('b', fmt::format("SELECT * FROM couriers WHERE id = {}", i + 100));
    }
    const auto loops = log.loops();
    REQUIRE(loops.size() == 1);
    CHECK(loops[0].executions == 6);
    CHECK(loops[0].source->query.find("deliveries") != std::string::npos);
  }
}

TEST_CASE(
    "without durations a slow source is not cut off from its loop, and a source that comes back is another request") {
  for (const bool slow : {false, true}) {
    CAPTURE(slow);
    Log log;
    for (int request = 0; request < 4; ++request) {
      log.at(slow ? 300 : 90).say("statement: SELECT courier_id FROM deliveries");
      for (int i = 0; i < (slow ? 6 : 4); ++i)
        log.at(i == 0 && slow ? 150 : 1)
            .say(fmt::format("statement: SELECT * FROM couriers WHERE id = {}", request * 9 + i));
    }
    CHECK(log.loops().size() == (slow ? 1 : 0));
  }
}

TEST_CASE("any row at all, asked for again and again, is a health check") {
  Log log;
  for (int i = 0; i < 9; ++i) log.run("SELECT 1 FROM couriers LIMIT 1");
  CHECK(log.loops().empty());
}

TEST_CASE("the middle of a loop inside a loop is told, though it is a small part of its unit") {
  Log log;
  log.run("SELECT id FROM orgs");
  for (int org = 0; org < 6; ++org) {
    log.run(fmt::format("SELECT id FROM couriers WHERE org_id = {}", org));
    for (int i = 0; i < 20; ++i) log.run(fmt::format("SELECT * FROM vehicles WHERE courier_id = {}", org * 100 + i));
  }
  CHECK(log.loops().size() == 2);
}
