#include "logs/normalize.hpp"

#include <doctest/doctest.h>

#include <random>

#include "logs/message.hpp"
#include "logs/role.hpp"
#include "logs/shape.hpp"
#include "logs/tags.hpp"
#include "support/seed.hpp"

// One form for statements that differ in values only; messages and comments taken apart.

using namespace barqdb::logs;

namespace {

std::string form(std::string_view sql, const std::vector<std::string_view>& values = {}) {
  Normalized normalized;
  normalized.read(sql, values);
  return readable(normalized);
}

bool same(std::string_view left, std::string_view right) {
  Normalized one;
  Normalized other;
  one.read(left, {});
  other.read(right, {});
  return one.key() == other.key();
}

}  // namespace

TEST_CASE("values become parameters, names and key words stay") {
  CHECK(form("SELECT * FROM t1 WHERE a2 = 5 AND b='it''s' AND c = 1.5e-3") ==
        "SELECT * FROM t1 WHERE a2 = $1 AND b=$2 AND c = $3");
  CHECK(form("select \"a'1\", E'x\\'y', $$z$$, $q$ $$ $q$, B'01' from t") == "select \"a'1\", $1, $2, $3, $4 from t");
  CHECK(form("SELECT a FROM t WHERE b = $2 AND c = 7 AND d IS NOT NULL AND e = NULL") ==
        "SELECT a FROM t WHERE b = $2 AND c = $3 AND d IS NOT NULL AND e = $4");
  CHECK(form("  SELECT  1 -- all\n /* a /* b */ */ ; ") == "SELECT $1");
  CHECK(form("SELECT a->'b'->>0 FROM t LIMIT 10") == "SELECT a->$1->>$2 FROM t LIMIT $3");
}

TEST_CASE("lists of any length are one form, one value is another") {
  CHECK(same("SELECT 1 FROM t WHERE a IN (1, 2)", "SELECT 1 FROM t WHERE a IN (3, 4,5, 6)"));
  CHECK(same("SELECT 1 FROM t WHERE a IN ('a'::uuid, 'b'::uuid)",
             "SELECT 1 FROM t WHERE a IN ('a'::uuid, 'b'::uuid, 'c'::uuid)"));
  CHECK_FALSE(same("SELECT 1 FROM t WHERE a IN (1)", "SELECT 1 FROM t WHERE a IN (1, 2)"));
  CHECK_FALSE(same("SELECT f(1, 2)", "SELECT f(1)"));
  CHECK(same("INSERT INTO t VALUES (1, 'a'), (2, 'b') RETURNING id",
             "INSERT INTO t VALUES (1, 'a'), (2, NULL), (3, 'c') RETURNING id"));
  CHECK_FALSE(same("INSERT INTO t VALUES (1, 'a')", "INSERT INTO t VALUES (1, 'a'), (2, 'b')"));
  CHECK(same("SELECT 1 FROM t WHERE a IN (SELECT b, c FROM u WHERE d = 4)",
             "SELECT 1 FROM t WHERE a IN (SELECT b, c FROM u WHERE d = 9)"));
  Normalized rows;
  rows.read("INSERT INTO t (a, b) VALUES (1, 2), (3, 4) ON CONFLICT (a) DO UPDATE SET b = 5", {});
  CHECK(rows.many_rows());
  CHECK(rows.slots().size() == 4);
  CHECK(rows.slots()[2].count == 2);
}

TEST_CASE("values are those of the DETAIL, and equal ones have equal hashes") {
  std::vector<std::string_view> values;
  read_parameters("parameters: $1 = '5', $2 = 'it''s, $3 = x', $3 = NULL", values);
  REQUIRE(values.size() == 3);
  CHECK(values[1] == "'it''s, $3 = x'");
  CHECK(values[2] == "NULL");
  Normalized one;
  Normalized other;
  one.read("SELECT $1, $2", {"'5'", "'6'"});
  other.read("SELECT $1, $2", {"'5'", "'7'"});
  CHECK(one.key() == other.key());
  CHECK(one.slots()[0].value == other.slots()[0].value);
  CHECK(one.slots()[1].value != other.slots()[1].value);
  CHECK(one.values() != other.values());
}

TEST_CASE("messages of statements") {
  const auto both = read_statement_message("duration: 1.250 ms  execute S_1/C_2: SELECT ': '");
  CHECK(both.stage == Stage::execute);
  CHECK(both.milliseconds == doctest::Approx(1.25));
  CHECK(both.text == "SELECT ': '");
  CHECK(read_statement_message("statement: SELECT 1").stage == Stage::statement);
  CHECK(read_statement_message("duration: 0.1 ms").stage == Stage::duration);
  CHECK(read_statement_message("duration: 0.1 ms  parse <unnamed>: SELECT 1").stage == Stage::parse);
  CHECK(read_statement_message("execute fetch from C_1: SELECT 1").stage == Stage::fetch);
  CHECK(read_statement_message("duration: 3 ms  plan:\nSeq Scan").stage == Stage::none);
  CHECK(read_statement_message("checkpoint starting: time").stage == Stage::none);
  CHECK(read_statement_message("").stage == Stage::none);
}

TEST_CASE("PREPARE, EXECUTE and SET application_name") {
  CHECK(read_prepare("PREPARE p (int, numeric(3, 2)) AS SELECT $1").text == "SELECT $1");
  CHECK(read_prepare("prepare \"My P\" as select 1").name == "My P");
  const ExecuteText execute = read_execute("EXECUTE p(5, 'a,(b', f(1, 2))");
  REQUIRE(execute.values.size() == 3);
  CHECK(execute.values[1] == "'a,(b'");
  CHECK(execute.values[2] == "f(1, 2)");
  CHECK(application_set_by("SET application_name = 'my app'") == "my app");
  CHECK(application_set_by("SET SESSION application_name TO web") == "web");
  CHECK(application_set_by("SET work_mem = '1MB'").empty());
}

TEST_CASE("comments of sqlcommenter and of Rails") {
  const Tags quoted =
      read_tags({"action='index',controller='orders%2Fopen',traceparent='00-0af7651916cd43dd8448eb211c80319c-"
                 "b7ad6b7169203331-01'"});
  CHECK(tag(quoted, "controller") == "orders/open");
  CHECK(work_of(quoted).find("0af7651916cd43dd8448eb211c80319c") == 0);
  CHECK(work_of(quoted).find("b7ad6b7169203331") == std::string::npos);
  CHECK(lasting(quoted).size() == 2);
  CHECK(tag(read_tags({"application:Fleet,controller:orders,line:app/a.rb:12:in `x'"}), "line") ==
        "app/a.rb:12:in `x'");
  CHECK(read_tags({" just words ", "+ HashJoin(a b)"}).empty());
}

TEST_CASE("any bytes are read without harm") {
  const unsigned seed = barqdb::test::chosen_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::string alphabet = "a1'\"$(),;-/*.\\\n \x01\xff INVALUES[]";
  for (int round = 0; round < 3000; ++round) {
    std::string sql;
    for (std::size_t i = random() % 60; i > 0; --i) sql += alphabet[random() % alphabet.size()];
    Normalized normalized;
    normalized.read(sql, {});
    readable(normalized);
    for (const Slot& slot : normalized.slots()) CHECK(slot.offset + slot.length <= sql.size());
  }
}

TEST_CASE("a text that comes again with other parameters is read as it was the first time") {
  Normalized again;
  for (const std::string sql : {"SELECT a FROM t WHERE b = $2 AND c = $1 AND d = 'x' LIMIT $3", "SELECT $1 /* c */",
                                "SELECT a FROM t WHERE b IN ($1, $2)", "INSERT INTO t VALUES ($1, $2), ($3, $1)"}) {
    for (const std::vector<std::string_view>& values : {std::vector<std::string_view>{"'1'", "'word'", "'3'"},
                                                        {"'{1,2}'", "'2025-01-06'", "'4'"},
                                                        {"'5'"},
                                                        {"'1'", "'word'", "'3'"}}) {
      CAPTURE(sql);
      CAPTURE(values.size());
      Normalized fresh;
      fresh.read(sql, values);
      again.read(sql, values);
      CHECK(again.key() == fresh.key());
      CHECK(again.text() == fresh.text());
      CHECK(again.values() == fresh.values());
      CHECK(again.many_rows() == fresh.many_rows());
      CHECK(again.comments() == fresh.comments());
      REQUIRE(again.slots().size() == fresh.slots().size());
      for (std::size_t i = 0; i < fresh.slots().size(); ++i) {
        CHECK(again.slots()[i].value == fresh.slots()[i].value);
        CHECK(again.slots()[i].kind == fresh.slots()[i].kind);
        CHECK(again.slots()[i].count == fresh.slots()[i].count);
      }
    }
  }
}
