#include "plan/ddl.hpp"

#include <doctest/doctest.h>

using namespace barqdb;
using plan::create_index_sql;

namespace {

model::IndexColumn column(const std::string& name) {
  model::IndexColumn one;
  one.name = name;
  return one;
}

model::IndexDefinition definition(std::vector<model::IndexColumn> columns) {
  model::IndexDefinition one;
  one.table = {"", "t"};
  one.name = "idx";
  one.columns = std::move(columns);
  return one;
}

}  // namespace

TEST_CASE("every key of a definition, in the grammar's order") {
  model::IndexColumn a = column("a");
  a.collation = {"pg_catalog", "C"};
  a.opclass = {"", "text_pattern_ops"};
  a.order = model::Order::desc;
  a.nulls = model::Nulls::last;
  model::IndexColumn e;
  e.expression = "lower(b)";
  e.opclass = {"ext", "gist_ltree_ops"};
  e.opclass_parameters = {{"siglen", "100"}};
  e.order = model::Order::asc;
  e.nulls = model::Nulls::first;
  model::IndexDefinition full = definition({a, e});
  full.table = {"audit", "events"};
  full.unique = true;
  full.include = {"c", "d"};
  full.nulls_not_distinct = true;
  full.with = {{"fillfactor", "70"}, {"deduplicate_items", "off"}};
  full.tablespace = "fast";
  full.where = "a > 'x' -- note\n";
  CHECK(create_index_sql(full, {.concurrently = true, .table = {}, .name = ""}) ==
        "CREATE UNIQUE INDEX CONCURRENTLY idx ON audit.events USING btree (a COLLATE pg_catalog.\"C\" text_pattern_ops "
        "DESC NULLS LAST, "
        "(lower(b)) ext.gist_ltree_ops (siglen = 100) ASC NULLS FIRST) INCLUDE (c, d) NULLS NOT DISTINCT WITH "
        "(fillfactor = 70, "
        "deduplicate_items = off) TABLESPACE fast WHERE (a > 'x' -- note\n\n)");
}

TEST_CASE("the least of a definition, and other names for it") {
  model::IndexDefinition least = definition({column("a")});
  CHECK(create_index_sql(least) == "CREATE INDEX idx ON t USING btree (a)");
  CHECK(create_index_sql(least, {.concurrently = false, .table = {"pg_temp", "t"}, .name = "clone"}) ==
        "CREATE INDEX clone ON pg_temp.t USING btree (a)");
  least.method = "gin";
  CHECK(create_index_sql(least) == "CREATE INDEX idx ON t USING gin (a)");
}

TEST_CASE("an expression or predicate that ends in a comment does not swallow what follows") {
  model::IndexColumn e;
  e.expression = "lower(a) -- folded";
  model::IndexDefinition one = definition({e, column("b")});
  one.where = "b > 0 -- only these";
  const std::string sql = create_index_sql(one);
  CHECK(sql.find("-- folded)") == std::string::npos);
  CHECK(sql.find("-- only these)") == std::string::npos);
}

TEST_CASE("names and values never reach SQL unquoted") {
  const std::string nasty = "x\"; DROP TABLE t; --";
  const std::string quoted = "\"x\"\"; DROP TABLE t; --\"";
  model::IndexColumn a = column(nasty);
  a.collation = {nasty, nasty};
  a.opclass = {nasty, nasty};
  a.opclass_parameters = {{nasty, "1; DROP"}};
  model::IndexDefinition one = definition({a});
  one.name = nasty;
  one.table = {nasty, nasty};
  one.method = nasty;
  one.include = {nasty};
  one.with = {{nasty, "x'); DROP TABLE t; --"}, {"n", ""}, {"d", "1--2"}, {"s", "-1.5"}};
  one.tablespace = nasty;
  CHECK(create_index_sql(one) ==
        "CREATE INDEX " + quoted + " ON " + quoted + "." + quoted + " USING " + quoted + " (" + quoted + " COLLATE " +
            quoted + "." + quoted + " " + quoted + "." + quoted + " (" + quoted + " = '1; DROP')) INCLUDE (" + quoted +
            ") WITH (" + quoted + " = 'x''); DROP TABLE t; --', n = '', d = '1--2', s = '-1.5') TABLESPACE " + quoted);
  CHECK(plan::drop_index_sql({nasty, nasty}, true) == "DROP INDEX CONCURRENTLY " + quoted + "." + quoted);
  CHECK(plan::drop_index_sql({"", "a"}, false) == "DROP INDEX a");
  CHECK(plan::analyze_sql({nasty, "Order"}) == "ANALYZE " + quoted + ".\"Order\"");
}

TEST_CASE("a storage value that is a key word or looks like a number without being one is quoted") {
  model::IndexDefinition one = definition({column("a")});
  one.with = {{"p", "select"}, {"q", "1.2.3"}, {"r", "+"}, {"s", "1e5"}};
  CHECK(create_index_sql(one) ==
        "CREATE INDEX idx ON t USING btree (a) WITH (p = 'select', q = '1.2.3', r = '+', s = '1e5')");
}

TEST_CASE("what CREATE INDEX cannot say comes after it") {
  model::IndexColumn e;
  e.expression = "lower(a)";
  e.statistics = 500;
  model::IndexDefinition one = definition({column("b"), e});
  CHECK(plan::complete_index_sql(definition({column("a")}), {"public", "idx"}).empty());
  one.comment = "it's";
  CHECK(plan::complete_index_sql(one, {"public", "idx"}) ==
        std::vector<std::string>{"ALTER INDEX public.idx ALTER COLUMN 2 SET STATISTICS 500",
                                 "COMMENT ON INDEX public.idx IS 'it''s'"});
}

TEST_CASE("CONCURRENTLY in its place") {
  CHECK(plan::concurrently("CREATE INDEX i ON t (a)") == "CREATE INDEX CONCURRENTLY i ON t (a)");
  CHECK(plan::concurrently("CREATE UNIQUE INDEX i ON t (a)") == "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)");
}

TEST_CASE("clauses are found outside quotes and parentheses only") {
  const auto find = [](std::string_view text) { return plan::find_clause(text, " WHERE "); };
  CHECK(find("CREATE INDEX i ON t (a)") == std::string_view::npos);
  CHECK(find("CREATE INDEX i ON t (a) WHERE (b)") == 23);
  CHECK(find("CREATE INDEX i ON t (f(' WHERE ')) WHERE b") == 34);
  CHECK(find("CREATE INDEX \" WHERE \" ON t (a)") == std::string_view::npos);
  CHECK(find("CREATE INDEX \"a\"\" WHERE \" ON t (a) WHERE (b = 'it''s WHERE ')") == 34);
  CHECK(find("") == std::string_view::npos);
  CHECK(find("x WHERE ((a = ')'))") == 1);
}
