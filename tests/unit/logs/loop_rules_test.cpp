#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/memory_log.hpp"

// What is a loop over rows, and what only looks like one: dashboards, pages, queues, rows written again.

using namespace barqdb;
using namespace barqdb::logs;
using Log = test::MemoryLog;

namespace {

// {0} is 0, 1, 2 …
std::size_t loops_of(const char* statement, int times, const std::string& before = "") {
  Log log;
  if (!before.empty()) log.run(before);
  for (int i = 0; i < times; ++i) log.run(fmt::format(fmt::runtime(statement), i));
  return log.loops().size();
}

struct Request {
  std::string list;
  std::vector<std::string> look_ups;
};

std::size_t loops_of(const std::vector<Request>& requests) {
  Log log;
  for (const Request& request : requests) {
    log.run(request.list, 1, 1000);
    for (const std::string& look_up : request.look_ups) log.run(look_up);
  }
  return log.loops().size();
}

std::vector<std::string> with(const std::string& text, const std::vector<std::string>& values) {
  std::vector<std::string> out;
  for (const std::string& value : values) out.push_back(fmt::format(fmt::runtime(text), value));
  return out;
}

const std::vector<std::string> keys = {"9", "4", "12", "7", "30", "2", "18", "5"};
const std::vector<std::string> words = {"red", "blue", "green", "black", "white", "wool"};

}  // namespace

TEST_CASE("one page that several visitors see is a loop in each of their requests, though its rows are the same") {
  std::vector<Request> explicit_columns;
  std::vector<Request> all_columns;
  for (int i = 0; i < 3; ++i) {
    const std::string end =
        fmt::format(" FROM articles WHERE at <= '2026-11-26 10:00:0{}' ORDER BY id DESC LIMIT 8", i);
    explicit_columns.push_back({"SELECT id, author_id" + end, with("SELECT * FROM authors WHERE id = {}", keys)});
    all_columns.push_back({"SELECT *" + end, with("SELECT * FROM authors WHERE id = {}", keys)});
  }
  CHECK(loops_of(explicit_columns) == 1);
  CHECK(loops_of(all_columns) == 1);
}

TEST_CASE("the same constants behind a row of its own in each request are a dashboard, whoever looks at it") {
  for (const bool same : {true, false}) {
    CAPTURE(same);
    std::vector<Request> requests;
    for (int i = 0; i < 2; ++i) {
      requests.push_back({fmt::format("SELECT * FROM users WHERE id = {}", same ? 5 : i),
                          with("SELECT count(*) FROM customers WHERE org_id = {}", keys)});
    }
    CHECK(loops_of(requests) == 0);
  }
}

TEST_CASE("words that the list selects are keys; words of the program's text are a dashboard's tiles") {
  const Request slugs = {"SELECT slug FROM products WHERE price > 3 ORDER BY id LIMIT 6",
                         with("SELECT * FROM products WHERE slug = '{}-shirt'", words)};
  CHECK(loops_of({slugs, slugs}) == 1);
  const Request tiles = {"SELECT id FROM products WHERE price > 3 ORDER BY id LIMIT 6",
                         with("SELECT * FROM products WHERE colour = '{}'", words)};
  CHECK(loops_of({tiles, tiles}) == 0);
  const std::vector<std::string> orders = with("SELECT count(*) FROM orders WHERE customer = '{}'", words);
  CHECK(loops_of({{"SELECT name FROM customers ORDER BY id LIMIT 6", orders}}) == 1);
  CHECK(loops_of({{"SELECT name FROM products ORDER BY id LIMIT 6", orders}}) == 0);
  std::vector<std::string> many;
  for (const std::string& word : words) {
    for (const char* end : {"man", "ish", "son", "er", "bee"}) many.push_back(word + end);
  }
  CHECK(loops_of({{"SELECT 1 FROM shops", with("SELECT count(*) FROM orders WHERE customer = '{}'", many)}}) == 1);
}

TEST_CASE("days that the list selects are keys; days beside each other in every request are a dashboard") {
  for (const bool listed : {true, false}) {
    CAPTURE(listed);
    std::vector<Request> requests;
    for (int month = 1; month < 3; ++month) {
      Request request{fmt::format("SELECT id{} FROM orders WHERE id > {} ORDER BY id", listed ? ", day" : "", month),
                      {}};
      for (int day = 1; day < 7; ++day)
        request.look_ups.push_back(fmt::format("SELECT rate FROM rates WHERE day = '2025-{:02}-{:02}'", month, day));
      requests.push_back(request);
    }
    CHECK(loops_of(requests) == (listed ? 1 : 0));
  }
}

TEST_CASE("a page that begins behind a row by two columns is no loop") {
  const std::string count = "SELECT count(*) FROM orders";
  CHECK(loops_of("SELECT * FROM orders WHERE at > '2025-01-0{0}' OR (at = '2025-01-0{0}' AND id > {0}) ORDER BY at, id "
                 "LIMIT 20",
                 8, count) == 0);
  CHECK(loops_of("SELECT * FROM orders WHERE customer_id = {0} AND at > '2025-01-0{0}' ORDER BY at LIMIT 20", 8,
                 "SELECT id FROM customers") == 1);
}

TEST_CASE("one row written again is no loop: by the column of its conflict, and under a lock by version") {
  CHECK(loops_of("INSERT INTO counters (name, n) VALUES ('views', {0}) ON CONFLICT (name) DO UPDATE SET n = excluded.n",
                 8) == 0);
  CHECK(loops_of("INSERT INTO counters (name, n) VALUES ('v{0}', 1) ON CONFLICT (name) DO UPDATE SET n = excluded.n",
                 8) == 1);
  CHECK(loops_of("INSERT INTO hits (page, day, n) VALUES ('a', {0}, 1) ON CONFLICT (page, day) DO UPDATE SET n = 2",
                 8) == 1);
  CHECK(loops_of("UPDATE carts SET total = {0}, version = 1 + {0} WHERE cart_id = 7 AND version = {0}", 8) == 0);
  CHECK(loops_of("UPDATE carts SET state = 'p', version = version + 1 WHERE code = 'C-3' AND version = {0}", 8) == 0);
  CHECK(loops_of("UPDATE prices SET sku = '{0}', price = {0} WHERE shop = 'x' AND sku = '{0}'", 8) == 1);
  CHECK(loops_of("UPDATE items SET order_id = 7, id = 1 + {0} WHERE order_id = 7 AND id = {0}", 8) == 1);
  CHECK(loops_of("UPDATE items SET quantity = {0} WHERE order_id = 7 AND line = {0}", 8) == 1);
  CHECK(loops_of("DELETE FROM order_tags WHERE order_id = 7 AND tag IN ('{0}')", 8) == 1);
}

TEST_CASE("rows of one schema after the other are not rows of one table") {
  Log log;
  for (int i = 0; i < 6; ++i) {
    log.run(fmt::format("SET search_path TO t{}", i));
    log.run(fmt::format("INSERT INTO visits (kind, page) VALUES ('n', {})", i));
  }
  CHECK(log.loops().empty());
}

TEST_CASE("tables whose names differ in digits are not one") {
  CHECK(loops_of("SELECT count(*) FROM events_2025_0{0}", 6, "SELECT * FROM users WHERE id = 1") == 0);
  CHECK(loops_of("INSERT INTO events_2025_1{0} (n) VALUES ({0})", 6) == 0);
  CHECK(loops_of("INSERT INTO events_2025_10 (n) VALUES ({0})", 6) == 1);
}

TEST_CASE("statements that failed did nothing; an error of another statement leaves the one before it") {
  for (const bool own : {true, false}) {
    CAPTURE(own);
    Log log;
    for (int i = 0; i < 6; ++i) {
      const std::string insert = fmt::format("INSERT INTO links (slug) VALUES ('x{}')", i);
      log.at(1).say("statement: " + insert);
      log.fail(own ? insert : "SELECT nothing");
    }
    CHECK(log.loops().size() == (own ? 0 : 1));
  }
}

TEST_CASE("parameters of which the log has the beginning only are not known to be equal") {
  Log log;
  log.at(1).say("duration: 0.1 ms  execute a: SELECT uid FROM orders LIMIT 8");
  for (int i = 0; i < 8; ++i) {
    log.at(1).say("duration: 0.1 ms  execute b: SELECT * FROM users WHERE uid = $1", "parameters: $1 = '01936f5a...'");
  }
  const auto loops = log.loops();
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].kind == LoopKind::read);
  CHECK(log.counts().unknown_values == 8);
}

TEST_CASE("a queue whose jobs are taken with an advisory lock") {
  for (const char* taking :
       {"SELECT id FROM jobs WHERE state = 'ready' AND pg_try_advisory_lock(id) ORDER BY at LIMIT 1",
        "SELECT pg_try_advisory_lock({})"}) {
    CAPTURE(taking);
    Log log;
    for (int i = 0; i < 6; ++i) {
      log.run(fmt::format(fmt::runtime(taking), i));
      log.run(fmt::format("DELETE FROM jobs WHERE id = {}", i));
    }
    CHECK(log.loops().size() == (std::string(taking).find("jobs") != std::string::npos ? 0 : 1));
  }
}

TEST_CASE(
    "look-ups of several sessions behind a count, or behind keys of another table, are not those of one request") {
  const std::vector<std::pair<const char*, std::size_t>> lists = {
      {"SELECT count(*) FROM branches", 0}, {"SELECT id FROM branches", 0},       {"SELECT id FROM accounts", 1},
      {"SELECT owner_id FROM branches", 1}, {"SELECT id, name FROM branches", 1}, {"SELECT id % 6 FROM branches", 1}};
  for (const auto& list : lists) {
    CAPTURE(list.first);
    Log log;
    log.run(list.first);
    for (int i = 0; i < 12; ++i) log.run(fmt::format("SELECT * FROM accounts WHERE id = {}", i * 3), i % 2 + 2);
    CHECK(log.loops().size() == list.second);
  }
}

TEST_CASE("the first comment of a session does not cut the list before it off") {
  CHECK(loops_of("SELECT * FROM couriers WHERE id = {0} /*controller='orders'*/", 6, "SELECT courier_id FROM orders") ==
        1);
}
