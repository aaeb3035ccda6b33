#include "logs/loops.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "logs/link.hpp"
#include "logs/nplusone_report.hpp"
#include "logs/rewrite.hpp"
#include "support/memory_log.hpp"

// From messages to loops: how statements are grouped where the log says little, and what is made of a loop.

using namespace barqdb;
using namespace barqdb::logs;

namespace {

using Log = test::MemoryLog;

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

TEST_CASE("a rewrite says the same as the loop, or nothing") {
  struct Case {
    const char* statement;  // {0} varies
    const char* batch;
  };
  const std::vector<Case> cases = {
      {"SELECT * FROM couriers WHERE id = {0} ORDER BY id LIMIT 1",
       "SELECT * FROM couriers WHERE id = ANY($1) ORDER BY id"},
      {"SELECT * FROM stops WHERE courier_id = {0} ORDER BY at DESC LIMIT 3",
       "SELECT k.value, r.* FROM unnest($1) AS k(value) CROSS JOIN LATERAL (SELECT * FROM stops WHERE courier_id = "
       "k.value ORDER BY at DESC LIMIT $2) AS r"},
      {"SELECT count(*) FROM stops s WHERE s.courier_id = {0} AND s.state = 'NEW'",
       "SELECT s.courier_id, count(*) FROM stops s WHERE s.courier_id = ANY($1) AND s.state = $2 GROUP BY "
       "s.courier_id"},
      {"SELECT * FROM stops WHERE courier_id = {0}::integer",
       "SELECT * FROM stops WHERE courier_id = ANY($1::integer[])"},
      {"SELECT * FROM stops WHERE lower(name) = '{0}'", "SELECT * FROM stops WHERE lower(name) = ANY($1)"},
      {"SELECT * FROM links WHERE courier_id = {0} AND tag_id = {0}",
       "SELECT * FROM links WHERE (courier_id, tag_id) IN (SELECT * FROM unnest($1, $2))"},
      {"DELETE FROM links WHERE courier_id = {0} AND tag_id = {0}",
       "DELETE FROM links WHERE (courier_id, tag_id) IN (SELECT * FROM unnest($1, $2))"},
      {"DELETE FROM links WHERE courier_id = {0} AND tag_id = 7",
       "DELETE FROM links WHERE courier_id = ANY($1) AND tag_id = $2"},
      {"UPDATE stock SET quantity = quantity - {0} WHERE product_id = {0} AND house_id = 1 RETURNING quantity",
       "UPDATE stock AS t SET quantity = quantity - v.new_quantity FROM unnest($1, $2) AS v(product_id, new_quantity) "
       "WHERE t.product_id = v.product_id AND t.house_id = $3 RETURNING t.*"},
      {"UPDATE stock SET quantity = quantity + sold - {0}, sold = {0} WHERE product_id = {0}",
       "UPDATE stock AS t SET quantity = quantity + sold - v.new_quantity, sold = v.new_sold FROM unnest($1, $2, $3) "
       "AS "
       "v(product_id, new_quantity, new_sold) WHERE t.product_id = v.product_id"},
      {"UPDATE stock SET seen = now() WHERE product_id = {0}",
       "UPDATE stock AS t SET seen = now() FROM unnest($1) AS v(product_id) WHERE t.product_id = v.product_id"},
      {"UPDATE stock SET quantity = {0} WHERE product_id = {0} AND closed IS NULL", ""},
      {"UPDATE stock s SET quantity = s.quantity + 1 WHERE s.product_id = {0}", ""},
      {"INSERT INTO stops (id, at, name) VALUES ({0}, now(), upper('x')) ON CONFLICT DO NOTHING",
       "INSERT INTO stops (id, at, name) VALUES ($1, now(), upper($2)), (...), (...) ON CONFLICT DO NOTHING"}};
  for (const Case& one : cases) {
    CAPTURE(one.statement);
    Log log;
    log.run("SELECT 1 FROM deliveries WHERE id < 9");
    for (int i = 0; i < 6; ++i) log.run(fmt::format(fmt::runtime(one.statement), i));
    const auto loops = log.loops();
    REQUIRE(loops.size() == 1);
    CHECK(make_rewrite(loops[0], std::nullopt).batch == one.batch);
  }
}

TEST_CASE("inside of another loop the link is to the statement that has the foreign key, or the column") {
  Log log;
  log.run("SELECT id FROM orders LIMIT 6");
  for (int i = 0; i < 6; ++i) {
    log.run(fmt::format("SELECT * FROM order_items WHERE order_id = {}", i));
    for (int j = 0; j < 2; ++j) log.run(fmt::format("SELECT * FROM products WHERE id = {}", i * 2 + j));
  }
  model::SchemaKeys keys;
  keys.links = {{{"public", "order_items"}, {"product_id"}, {"public", "products"}, {"id"}}};
  const model::SchemaKeys only_columns{"database", {}, {}, true, {{{"public", "order_items"}, {"id", "product_id"}}}};
  bool seen = false;
  for (const Loop& loop : log.loops()) {
    if (loop.shape->query.find("products") == std::string::npos) continue;
    seen = true;
    REQUIRE(find_link(loop, keys));
    CHECK(find_link(loop, keys)->text() == "products.id = public.order_items.product_id");
    REQUIRE(find_link(loop, only_columns));
    CHECK(find_link(loop, only_columns)->text() == "products.id = order_items.product_id");
    CHECK(find_link(loop, only_columns)->from->query.find("order_items") != std::string::npos);
  }
  CHECK(seen);
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

TEST_CASE("parameters that the log leaves out are no repeat of one question: look-ups behind their list are a loop") {
  Log log;
  log.at(1).say("duration: 0.1 ms  execute <unnamed>: SELECT courier_id FROM deliveries LIMIT $1");
  for (int i = 0; i < 6; ++i) {
    log.at(1).say("duration: 0.1 ms  execute a: SELECT * FROM couriers WHERE id = $1");
    log.at(1).say("duration: 0.1 ms  execute b: SELECT * FROM vehicles WHERE courier_id = ANY ($1)");
  }
  log.run("PREPARE p AS SELECT $1::int");
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].kind == LoopKind::read);
  CHECK(loops[0].shape->query.find("couriers") != std::string::npos);
  CHECK(log.counts().unknown_values == 13);
}

TEST_CASE("the same requests in seconds without parts, or without times, look like one burst and are no findings") {
  for (const bool times : {true, false}) {
    CAPTURE(times);
    Log log;
    const auto run = [&](const std::string& sql, std::int64_t later) {
      (times ? log.at(later).whole_seconds() : log.at(later).without_time()).say("duration: 0.1 ms  statement: " + sql);
    };
    for (int i = 0; i < 10; ++i) {
      run("SELECT count(*) FROM couriers", 90);
      run("SELECT count(*) FROM deliveries", 1);
      run(fmt::format("SELECT * FROM accounts WHERE token = 't{}'", i), 1);
      run(fmt::format("INSERT INTO visits (account) VALUES ({})", i), 1);
    }
    CHECK(log.loops().empty());
  }
}

TEST_CASE("in seconds without parts a loop is found; so few in many seconds are none") {
  for (const bool slow : {false, true}) {
    CAPTURE(slow);
    Log log;
    for (int i = 0; i < 30; ++i)
      log.at(slow ? 130 : 9)
          .whole_seconds()
          .say(fmt::format("duration: 0.1 ms  statement: INSERT INTO readings (device) VALUES ({})", i));
    CHECK(log.loops().size() == (slow ? 0 : 1));
  }
}

TEST_CASE("the application's name that becomes known behind the list does not cut the list off") {
  Log log;
  log.run("SELECT courier_id FROM deliveries");
  log.run("SET application_name = 'orders'");
  look_ups(log, 0, 5);
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].application == "orders");
}

TEST_CASE("a queue whose next job is locked inside of an UPDATE, without SKIP LOCKED") {
  Log log;
  for (int i = 0; i < 8; ++i) {
    log.run(
        "UPDATE jobs SET locked = now() WHERE id IN (SELECT id FROM jobs ORDER BY run_at LIMIT 1 FOR UPDATE) RETURNING "
        "id");
    log.run(fmt::format("DELETE FROM jobs WHERE id = {}", i));
  }
  CHECK(log.loops().empty());
}

TEST_CASE("a function of the application can list what is looked up; one of the server's cannot") {
  for (const char* function : {"recent_orders()", "generate_series(1, 6)"}) {
    CAPTURE(function);
    Log log;
    log.run(std::string("SELECT * FROM ") + function);
    look_ups(log, 0, 6);
    CHECK(log.loops().size() == (function[0] == 'r' ? 1 : 0));
  }
}

// Outside of transactions a pooler may send each statement of a request through another session.
TEST_CASE("a request that a pooler spreads over sessions is put together by its trace, whatever the pauses") {
  Log log;
  for (int request = 0; request < 2; ++request) {
    const std::string trace = fmt::format(" /*traceparent='00-{:032x}-b7ad6b7169203331-01'*/", request + 1);
    log.run("SELECT courier_id FROM deliveries" + trace, request);
    for (int i = 0; i < 6; ++i) {
      log.run("SELECT 1 FROM settings" + trace, 20 + i, 70);
      log.run(fmt::format("SELECT * FROM couriers WHERE id = {}", i) + trace, 10 + i, 70);
    }
  }
  const auto loops = log.loops();
  REQUIRE(loops.size() == 2);
  for (const Loop& loop : loops) {
    CHECK(loop.units == 2);
    CHECK(loop.most == 6);
  }
}

TEST_CASE("of a loop that is spread over two sessions its trace counts all repeats, not those of one session") {
  Log log;
  const std::string trace = fmt::format(" /*request_id='{}'*/", 77);
  log.run("SELECT courier_id FROM deliveries" + trace, 1);
  for (int i = 0; i < 14; ++i) log.run(fmt::format("SELECT * FROM couriers WHERE id = {}", i) + trace, i % 2 + 1);
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].most == 14);
  CHECK(loops[0].units == 1);
}

TEST_CASE("a comment's trace is not that of the statements without one behind it") {
  Log log;
  log.run(fmt::format("SELECT courier_id FROM deliveries /*traceparent='00-{:032x}-b7ad6b7169203331-01'*/", 7));
  for (int i = 0; i < 6; ++i) log.run(fmt::format("SELECT * FROM couriers WHERE id = {}", i), i % 2 + 1, 100);
  CHECK(log.loops().empty());
}

TEST_CASE("without a trace statements of one application in several sessions are a request when all is quiet around") {
  for (const std::string kind : {"one request", "a crowd", "requests without a list", "writes", "a transaction"}) {
    CAPTURE(kind);
    Log log;
    int id = 0;
    if (kind == "a transaction") log.run("BEGIN", 3);
    for (int request = 0; request < (kind == "a crowd" ? 150 : 1); ++request) {
      const int first = kind == "a crowd" ? 2000 + request : 1;
      if (kind != "requests without a list") log.run("SELECT courier_id FROM deliveries", first);
      for (int i = 0; i < 9; ++i) {
        ++id;
        const int session = kind == "a transaction" ? 3 : kind == "a crowd" ? id : i % 3 + 1;
        log.run(kind == "writes" ? fmt::format("UPDATE couriers SET seen = true WHERE id = {}", id)
                                 : fmt::format("SELECT * FROM couriers WHERE id = {}", id),
                session);
      }
    }
    CHECK(log.loops().size() == (kind == "one request" ? 1 : 0));
  }
}

TEST_CASE("the same text of one tenant after the other is not the same question again") {
  for (const char* tenant : {"SET search_path TO tenant_{}, public", "SET LOCAL app.org = '{}'", "SET ROLE tenant_{}",
                             "SELECT set_config('app.org', '{}', true)", "SET statement_timeout = {}"}) {
    CAPTURE(tenant);
    Log log;
    for (int i = 0; i < 6; ++i) {
      log.run(fmt::format(fmt::runtime(tenant), i));
      log.run("SELECT count(*) FROM deliveries WHERE status = 'NEW'");
    }
    CHECK(log.loops().size() == (std::string(tenant).find("timeout") != std::string::npos ? 1 : 0));
  }
}

TEST_CASE("look-ups of many requests on one session, each behind the look-up of its session, follow no list") {
  for (const bool requests : {true, false}) {
    CAPTURE(requests);
    Log log;
    for (int i = 0; i < 24; ++i) {
      if (requests || i == 0) log.run(fmt::format("SELECT * FROM sessions WHERE token = 't{}'", i));
      log.run(i % 8 == 0 ? "SELECT courier_id FROM deliveries"
                         : fmt::format("SELECT * FROM couriers WHERE id = {}", i));
    }
    CHECK(log.loops().size() == (requests ? 0 : 1));
  }
}
