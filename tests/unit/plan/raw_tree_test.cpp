#include "plan/raw_tree.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "plan/sql_text.hpp"
#include "plan/statement_facts.hpp"
#include "plan/statement_tree.hpp"
#include "plan/syntax_tree.hpp"
#include "plan/user_sql.hpp"

using namespace barqdb::plan;

namespace {

std::string repeated(std::string text, const std::string& part, int times) {
  text.reserve(text.size() + part.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

}  // namespace

TEST_CASE("a statement that is nested without end does not parse, and ends nothing else") {
  for (const auto& [head, part] :
       {std::pair("SELECT 1", "+1"), std::pair("SELECT 1", " UNION ALL SELECT 1"), std::pair("SELECT 'a'", "||'a'"),
        std::pair("SELECT 1", "::int"), std::pair("SELECT FROM a", " CROSS JOIN a"),
        std::pair("SELECT '1'", " COLLATE c")}) {
    INFO(std::string(part));
    const std::string sql = repeated(head, part, 80'000);
    CHECK(raw_tree(sql).error.find("nested more than 2000") != std::string::npos);
    CHECK(statement_tree(sql).is_null());
    CHECK(statement_kind(sql).empty());
    CHECK_FALSE(statement_facts(sql).parsed);
    const std::string neighbours = "SELECT 1; " + sql + "; SELECT 2";
    const auto parsed = parse_statements(neighbours);
    REQUIRE(parsed.size() == 3);
    CHECK(parsed[0].tree.tag() == "SelectStmt");
    CHECK(parsed[1].text == sql);
    CHECK(parsed[1].error.find("nested more than 2000") != std::string::npos);
    CHECK(parsed[2].tree.tag() == "SelectStmt");
  }
  CHECK(check_expression(repeated("a = 1", "+1", 100'000)));
  CHECK(read_assignments(repeated("a = 1", "+1", 100'000)).error);
}

TEST_CASE("what is nearly too deep goes through all that walk a tree") {
  const std::string sql = repeated("UPDATE t SET a = 1", "+1", 990);
  CHECK(raw_tree(sql).error.empty());
  CHECK(statement_tree(sql).is_object());
  CHECK(statement_facts(sql).parsed);
  const auto parsed = parse_statements(sql);
  REQUIRE(parsed.size() == 1);
  std::size_t nodes = 0;
  walk(parsed.front().tree, [&](const std::string&, const SyntaxNode&) { ++nodes; });
  CHECK(nodes > 2000);
}

TEST_CASE("a long statement that is flat has its tree") {
  std::string sql = repeated("INSERT INTO t VALUES (1)", ",(1,'a','{[{[')", 100'000);
  CHECK(raw_tree(sql).error.empty());
  CHECK(statement_kind(sql) == "InsertStmt");
}
