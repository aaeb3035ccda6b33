#include "plan/statement_facts.hpp"

#include <doctest/doctest.h>

#include "plan/foreign_keys.hpp"

using namespace barqdb;
using plan::ValueUse;

namespace {

const plan::StatementValue& value(const plan::StatementFacts& facts, std::size_t index) {
  return facts.values.at(index);
}

}  // namespace

TEST_CASE("what the values of a statement are compared with") {
  const auto facts = plan::statement_facts(
      "SELECT c.name FROM couriers c JOIN fleet.vehicles v ON v.courier_id = c.id WHERE c.id = $1 AND v.kind IN (1, 2) "
      "AND v.id = ANY($2) "
      "AND c.joined > '2025-01-06' AND v.wheels IN (4) ORDER BY 1 LIMIT 10 OFFSET $3");
  REQUIRE(facts.parsed);
  CHECK(facts.tables.size() == 2);
  CHECK(facts.limited);
  CHECK(facts.ordered);
  REQUIRE(facts.values.size() == 9);
  CHECK(value(facts, 0).use == ValueUse::equal);
  CHECK(value(facts, 0).column == "id");
  CHECK(value(facts, 0).table.name == "couriers");
  CHECK(value(facts, 1).use == ValueUse::list);
  CHECK(value(facts, 3).use == ValueUse::list);
  CHECK(value(facts, 3).table.text() == "fleet.vehicles");
  CHECK(value(facts, 4).use == ValueUse::range);
  CHECK(value(facts, 5).use == ValueUse::equal);
  CHECK(value(facts, 7).use == ValueUse::limit);
  CHECK(value(facts, 8).use == ValueUse::limit);
}

TEST_CASE("writes, locks, aggregates, WITH") {
  const auto update = plan::statement_facts("UPDATE t SET a = $1 WHERE id = $2");
  CHECK(update.target.name == "t");
  CHECK(value(update, 0).use == ValueUse::assigned);
  CHECK(value(update, 1).use == ValueUse::equal);
  CHECK(plan::statement_facts("SELECT count(*) FROM t WHERE a = 1").aggregates);
  CHECK_FALSE(plan::statement_facts("SELECT a, count(*) FROM t GROUP BY a").aggregates);
  CHECK(plan::statement_facts("SELECT * FROM t LIMIT 1 FOR UPDATE SKIP LOCKED").skips_locked);
  CHECK(plan::statement_facts("UPDATE t SET a = 1 WHERE id = (SELECT id FROM t ORDER BY at LIMIT 1 FOR UPDATE)")
            .locks_first);
  CHECK_FALSE(
      plan::statement_facts("UPDATE t SET a = 1 WHERE id = (SELECT id FROM t ORDER BY at LIMIT 1)").locks_first);
  CHECK(plan::statement_facts("SELECT upper(a) FROM f(lower('x'))").from_functions ==
        std::vector<std::string>{"f", "lower"});
  CHECK(plan::statement_facts("INSERT INTO t SELECT * FROM u").inserts_select);
  CHECK_FALSE(plan::statement_facts("INSERT INTO t VALUES (1)").inserts_select);
  CHECK_FALSE(plan::statement_facts("INSERT INTO t SELECT 1, 2 WHERE NOT EXISTS (SELECT 1 FROM t)").inserts_select);
  CHECK(plan::statement_facts("INSERT INTO t SELECT 1 UNION SELECT 2").inserts_select);
  const auto merge = plan::statement_facts(
      "MERGE INTO t USING (SELECT 1 AS n) AS d ON t.n = d.n WHEN MATCHED THEN UPDATE SET v = 2 WHEN NOT MATCHED THEN "
      "INSERT VALUES (1)");
  CHECK(merge.target.name == "t");
  CHECK_FALSE(merge.inserts_select);
  CHECK(plan::statement_facts("MERGE INTO t USING u ON t.n = u.n WHEN MATCHED THEN DELETE").inserts_select);
  const auto with = plan::statement_facts("WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x");
  CHECK(with.writes_inside);
  CHECK(with.tables.size() == 1);
  CHECK(plan::statement_facts("SELECT 1; SELECT 2").several);
}

TEST_CASE("columns that a statement selects, inserts and takes for a conflict") {
  const auto list = plan::statement_facts("SELECT a.id, b.* FROM a JOIN b ON b.id = a.b_id");
  CHECK(list.selected == std::vector<std::string>{"id", "*"});
  CHECK(plan::statement_facts("SELECT id, n + 1 FROM a").selected == std::vector<std::string>{"id", ""});
  const auto insert =
      plan::statement_facts("INSERT INTO t (a, b) VALUES ($1, lower($2)) ON CONFLICT (a, b) DO NOTHING");
  CHECK(insert.conflict_columns == std::vector<std::string>{"a", "b"});
  REQUIRE(insert.values.size() == 2);
  CHECK(value(insert, 0).column == "a");
  CHECK(value(insert, 1).column == "b");
  CHECK(value(insert, 1).use == ValueUse::inserted);
}

TEST_CASE("a value or a name that is spelled like a node of the parser's tree is none") {
  for (const char* sql : {"SELECT 'FuncCall' FROM t", "SELECT \"FuncCall\" FROM t", "SELECT 1 AS \"FuncCall\""}) {
    const auto facts = plan::statement_facts(sql);
    CHECK(facts.parsed);
    CHECK_FALSE(facts.aggregates);
  }
  CHECK(plan::statement_facts("SELECT count(\"FuncCall\") FROM t").aggregates);
}

TEST_CASE("texts that differ in values have one fingerprint; what does not parse has one of its text") {
  CHECK(plan::statement_facts("SELECT * FROM t WHERE a = 5").fingerprint ==
        plan::statement_facts("select * from t where a=$1").fingerprint);
  CHECK(plan::statement_facts("SELECT * FROM t WHERE a = 5").fingerprint !=
        plan::statement_facts("SELECT * FROM t WHERE b = 5").fingerprint);
  const auto broken = plan::statement_facts("SELEC 1");
  CHECK_FALSE(broken.parsed);
  CHECK(broken.fingerprint.size() == 16);
  CHECK_FALSE(plan::statement_facts("").parsed);
  CHECK_FALSE(plan::statement_facts("SELECT '\xff'").fingerprint.empty());
}

TEST_CASE("foreign keys of SQL text") {
  std::vector<model::KeyLink> links;
  plan::add_foreign_keys(
      "CREATE TABLE a (id int PRIMARY KEY, b_id int REFERENCES s.b (key), c int, d int, FOREIGN KEY (c, d) REFERENCES "
      "e (x, y));"
      "ALTER TABLE a ADD COLUMN f_id int REFERENCES f; ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (d) REFERENCES g "
      "(h); nonsense;",
      links);
  REQUIRE(links.size() == 4);
  CHECK(links[0].columns == std::vector<std::string>{"b_id"});
  CHECK(links[0].referenced.text() == "s.b");
  CHECK(links[1].columns == std::vector<std::string>{"c", "d"});
  CHECK(links[2].referenced_columns == std::vector<std::string>{"id"});
  CHECK(links[3].referenced_columns == std::vector<std::string>{"h"});
}
