#include "plan/sql_text.hpp"

#include <doctest/doctest.h>

#include <random>

#include "support/seed.hpp"

using namespace barqdb::plan;

namespace {

std::vector<std::string> parts(std::string_view sql) {
  std::vector<std::string> out;
  for (const Statement& one : split_statements(sql)) {
    CHECK(sql.substr(one.offset, one.text.size()) == one.text);
    out.emplace_back(one.text);
  }
  return out;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("statements are cut at top-level semicolons only") {
  CHECK(parts("").empty());
  CHECK(parts("  \n ;; ; -- nothing\n /* at all */ ").empty());
  CHECK(parts("SELECT 1") == Parts{"SELECT 1"});
  CHECK(parts("SELECT 1;SELECT 2 ;\n") == Parts{"SELECT 1", "SELECT 2"});
  CHECK(parts("SELECT ';', \";\" FROM t; SELECT 2") == Parts{"SELECT ';', \";\" FROM t", "SELECT 2"});
  CHECK(parts("SELECT E'\\';'; SELECT 2") == Parts{"SELECT E'\\';'", "SELECT 2"});
  CHECK(parts("DO $$ BEGIN PERFORM 1; END $$; SELECT 2") == Parts{"DO $$ BEGIN PERFORM 1; END $$", "SELECT 2"});
  CHECK(parts("DO $a$ x; $$ ; $$ ; $a$; SELECT 2") == Parts{"DO $a$ x; $$ ; $$ ; $a$", "SELECT 2"});
  CHECK(parts("SELECT 1 /* a; /* b; */ c; */ + 1; SELECT 2") == Parts{"SELECT 1 /* a; /* b; */ c; */ + 1", "SELECT 2"});
  CHECK(parts("SELECT 1 -- a; b\n + 1; SELECT 2") == Parts{"SELECT 1 -- a; b\n + 1", "SELECT 2"});
  const std::string atomic =
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END";
  CHECK(parts(atomic + "; SELECT 2") == Parts{atomic, "SELECT 2"});
  const std::string rule = "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)";
  CHECK(parts(rule + "; SELECT 2") == Parts{rule, "SELECT 2"});
}

TEST_CASE("comments before a statement do not belong to it") {
  CHECK(parts("-- one\n/* two /* nested */ */\n  SELECT 1;\n-- three\nSELECT 2; -- four") ==
        Parts{"SELECT 1", "SELECT 2"});
  CHECK(split_statements("-- é\nSELECT 1").at(0).offset == 6);
}

TEST_CASE("multi-byte text keeps byte offsets") {
  CHECK(parts("SELECT 'é€😀';SELECT 'ü'") == Parts{"SELECT 'é€😀'", "SELECT 'ü'"});
  const std::string broken = "SELECT '\xff\xfe'; SELECT 2";
  CHECK(parts(broken) == Parts{"SELECT '\xff\xfe'", "SELECT 2"});
}

TEST_CASE("grammar that is newer than the parser is cut by its tokens") {
  CHECK(parts("MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE; SELECT ';'") ==
        Parts{"MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE", "SELECT ';'"});
  CHECK(parts("SELECT 'never closed; SELECT 2") == Parts{"SELECT 'never closed; SELECT 2"});
}

TEST_CASE("text that is no SQL at all is kept, for the server to refuse it") {
  CHECK(parts("foo") == Parts{"foo"});
  CHECK(parts("foo bar; SELECT 1").at(0).starts_with("foo bar"));
  CHECK(parts("SELECT 1; foo -- bar") == Parts{"SELECT 1", "foo -- bar"});
  CHECK(parts("SELECT 1 FROM; foo;") == Parts{"SELECT 1 FROM", "foo;"});
}

TEST_CASE("a zero byte ends nothing silently") {
  const std::string sql("SELECT 1;\0SELECT 2", 18);
  std::string seen;
  for (const Statement& one : split_statements(sql)) seen += std::string(one.text);
  CHECK(seen.find("SELECT 2") != std::string::npos);
}

TEST_CASE("any bytes: the parts lie in the text, in order, without overlap") {
  const unsigned seed = barqdb::test::chosen_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Parts words = {"SELECT 1",     ";",   "'", "\"", "$$", "$a$",  "--", "\n", "/*", "*/", "é",
                       "BEGIN ATOMIC", "END", "(", ")",  "\\", "\xff", " "};
  for (int round = 0; round < 2000; ++round) {
    std::string sql;
    for (std::size_t i = random() % 12; i > 0; --i) sql += words[random() % words.size()];
    std::size_t last = 0;
    for (const Statement& one : split_statements(sql)) {
      REQUIRE(one.offset >= last);
      REQUIRE_FALSE(one.text.empty());
      last = one.offset + one.text.size();
      REQUIRE(last <= sql.size());
      REQUIRE(sql.substr(one.offset, one.text.size()) == one.text);
    }
  }
}

TEST_CASE("expressions: what cannot stand inside parentheses is refused with the place") {
  for (const char* fine : {"a = 1", "a IN (1, 2) -- why", "lower(a)", "a ~ '('", "x->>'y'", "a::text || 'é'",
                           "t.a IS NOT NULL", "CASE WHEN a THEN 1 END"}) {
    CHECK_MESSAGE(!check_expression(fine), std::string(fine));
  }
  for (const char* wrong : {"", "a =", "a) OR (b", "a; DROP TABLE t", "a = 1 ORDER BY a", "a = 1 LIMIT 1",
                            "a = 1 UNION SELECT 1", "(a", "a)", "WHERE a"}) {
    CHECK_MESSAGE(check_expression(wrong), std::string(wrong));
  }
  const auto error = check_expression("a = 'é' AND AND b");
  REQUIRE(error);
  CHECK(error->offset == 13);
  CHECK(error->message.find("syntax error") != std::string::npos);
}

TEST_CASE("kinds of statements") {
  CHECK(statement_kind("CREATE TABLE t (a int)") == "CreateStmt");
  CHECK(statement_kind("commit") == "TransactionStmt");
  CHECK(statement_kind("VACUUM t") == "VacuumStmt");
  CHECK(statement_kind("SELECT 'CommitStmt'") == "SelectStmt");
  CHECK(statement_kind("not SQL") == "");
  CHECK(statement_kind("") == "");
}

TEST_CASE("lines of offsets") {
  CHECK(line_at("a\nb\nc", 0) == 1);
  CHECK(line_at("a\nb\nc", 1) == 1);
  CHECK(line_at("a\nb\nc", 2) == 2);
  CHECK(line_at("a\nb\nc", 99) == 3);
}
