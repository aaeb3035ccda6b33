#include "batch/key_sql.hpp"

#include <doctest/doctest.h>

using namespace barqdb::batch;

namespace {

Target target(const std::vector<std::string>& key, int version = 150000) {
  Target out;
  out.table = {"public", "orders"};
  out.server_version = version;
  for (const std::string& name : key) {
    Column column;
    column.name = name;
    column.type = "pg_catalog.int8";
    out.key.push_back(column);
  }
  return out;
}

}  // namespace

TEST_CASE("a range is open below and closed above, so that ranges touch without a gap") {
  const Target one = target({"id"});
  CHECK(range_sql(one, "orders", {}, {}) == "true");
  CHECK(range_sql(one, "orders", {"7"}, {}) == "orders.id > '7'::pg_catalog.int8");
  CHECK(range_sql(one, "o", {"7"}, {"9"}) == "o.id > '7'::pg_catalog.int8 AND o.id <= '9'::pg_catalog.int8");
}

TEST_CASE("composite keys are compared as rows, values and names are quoted") {
  const Target two = target({"a", "User"});
  CHECK(range_sql(two, "t", {"1", "it's"}, {}) ==
        "(t.a, t.\"User\") > ('1'::pg_catalog.int8, 'it''s'::pg_catalog.int8)");
  CHECK(key_literal({"a'b", "c"}) == "ARRAY['a''b', 'c']::text[]");
  CHECK(key_literal({}) == "NULL");
}

TEST_CASE("a type of an extension is compared by the extension's operators, whatever the search_path is") {
  Target one = target({"mail"});
  one.key[0].operators = "ext";
  CHECK(range_sql(one, "t", {"x"}, {}) == "t.mail OPERATOR(ext.>) 'x'::pg_catalog.int8");
  Target two = target({"a", "mail"});
  two.key[1].operators = "ext";
  CHECK(range_sql(two, "t", {"1", "x"}, {}) ==
        "t.a >= '1'::pg_catalog.int8 AND (t.a > '1'::pg_catalog.int8 OR (t.a = '1'::pg_catalog.int8 AND (t.mail "
        "OPERATOR(ext.>) 'x'::pg_catalog.int8)))");
  CHECK(range_sql(two, "t", {}, {"1", "x"}) ==
        "t.a <= '1'::pg_catalog.int8 AND (t.a < '1'::pg_catalog.int8 OR (t.a = '1'::pg_catalog.int8 AND (t.mail "
        "OPERATOR(ext.<=) 'x'::pg_catalog.int8)))");
  two.key[0].operators = "ext";
  CHECK(range_sql(two, "t", {"1", "x"}, {}) ==
        "(t.a, t.mail) OPERATOR(ext.>) ('1'::pg_catalog.int8, 'x'::pg_catalog.int8)");
}

TEST_CASE("by ctid the keys are blocks") {
  const Target blocks = target({});
  CHECK(range_sql(blocks, "orders", {"9"}, {"19"}) ==
        "orders.ctid >= '(10,0)'::pg_catalog.tid AND orders.ctid < '(20,0)'::pg_catalog.tid");
  CHECK(range_sql(blocks, "orders", {}, {"4"}) == "orders.ctid < '(5,0)'::pg_catalog.tid");
  const std::string old = range_sql(target({}, 130000), "orders", {"9"}, {"19"});
  CHECK(old.find("= ANY (ARRAY(") != std::string::npos);
  CHECK(old.find("generate_series(10::bigint, 19::bigint)") != std::string::npos);
}

TEST_CASE("no query for the end of a chunk pages with OFFSET") {
  const Target two = target({"a", "b"});
  for (const std::string& sql : {window_sql(two, {"1", "2"}, {"8", "9"}, 100),
                                 hits_sql(two, {"1", "2"}, {"8", "9"}, "x IS NULL -- y", 100), last_key_sql(two)}) {
    CHECK(sql.find("OFFSET") == std::string::npos);
    CHECK(sql.find("LIMIT") != std::string::npos);
  }
}
