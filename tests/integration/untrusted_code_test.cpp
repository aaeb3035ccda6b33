#include <doctest/doctest.h>

#include "support/json.hpp"
#include "support/project.hpp"

using namespace barqdb::test;
using Json = nlohmann::json;

namespace {

Cluster& counting_cluster() {
  static Cluster cluster({"shared_preload_libraries = pg_stat_statements", "row_security = on"});
  return cluster;
}

// A table with an index that is offered for dropping, and a role whose function says in the server's log whose session
// it ran in: neither a rollback nor a read-only transaction takes that back.
struct Bench {
  Project project{counting_cluster()};

  Bench() {
    project.query(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'evil') THEN CREATE ROLE evil LOGIN; END IF; "
        "END $$");
    project.query(
        "CREATE EXTENSION pg_stat_statements; CREATE SCHEMA evil AUTHORIZATION evil;"
        "GRANT CREATE ON SCHEMA public TO evil;"
        "CREATE TABLE t (a int, b int); CREATE INDEX idle ON t (b);"
        "INSERT INTO t SELECT g % 10, g FROM generate_series(1, 3000) AS g; GRANT SELECT ON t TO evil; ANALYZE t");
    project.query("UPDATE t SET a = a");  // a table in use
    auto connection = project.connect();
    await(connection, "SELECT n_tup_upd >= 3000 FROM pg_stat_user_tables WHERE relname = 't'");
    as_evil(
        "CREATE FUNCTION evil.act() RETURNS int LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE LOG 'ran in a session of %', session_user; RETURN 1; END $$;"
        "CREATE FUNCTION evil.f() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN evil.act(); END $$");
    project.query("SELECT pg_stat_statements_reset()");
  }
  void as_evil(const std::string& sql) const {
    auto connection = project.cluster().connect(project.database(), "evil");
    connection.query(sql);
  }
  void write_profile(const std::string& report, const std::string& user = "postgres") const {
    project.write("../strict.yaml", "url: \"" + project.cluster().conninfo(project.database(), user) +
                                        "\"\nmigrations: " + project.migrations() +
                                        "\nreport: {min_evidence: 0, min_size: 0" + report + "}\n");
  }
  Outcome run(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--profile", project.folder() + "/strict.yaml"});
    return barqdb::test::barqdb(words);
  }
  // Whether evil's code ran with the superuser's rights meanwhile.
  bool escapes(const std::vector<std::string>& words) const {
    const std::size_t before = project.cluster().log().size();
    const Outcome outcome = run(words);
    INFO(outcome.err);
    CHECK(outcome.exit_code == 0);
    return has(project.cluster().log().substr(before), "ran in a session of postgres");
  }
};

struct Way {
  const char* name;
  const char* setup;  // evil's
  const char* statement;
  int from_version = 0;
};

const std::vector<Way>& ways() {
  static const std::vector<Way> all = {
      {"a function", "SELECT 1", "SELECT count(*) FROM t WHERE a = evil.f()"},
      {"a stable one",
       "CREATE FUNCTION evil.s() RETURNS int STABLE LANGUAGE plpgsql AS $$ BEGIN RETURN evil.act(); END $$",
       "SELECT count(*) FROM t WHERE a = evil.s()"},
      {"one in SQL, which is put in place",
       "CREATE FUNCTION evil.s() RETURNS int VOLATILE LANGUAGE sql AS 'SELECT evil.f()'",
       "SELECT count(*) FROM t WHERE a = evil.s()"},
      {"attribute notation",
       "CREATE FUNCTION public.peek(evil.u) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT evil.f()'",
       "SELECT count(*) FROM evil.u WHERE u.peek = 1"},
      {"a view of a view",
       "CREATE VIEW evil.v AS SELECT * FROM t WHERE a = evil.f(); CREATE VIEW evil.w AS TABLE evil.v",
       "SELECT count(*) FROM evil.w"},
      {"an operator of a volatile function",
       "CREATE FUNCTION evil.same(int, int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RETURN evil.act() = 1; END $$;"
       "CREATE OPERATOR evil.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.same, RESTRICT = eqsel)",
       "SELECT count(*) FROM t WHERE a OPERATOR(evil.===) 5"},
      {"a cast",
       "CREATE TYPE evil.c AS (); CREATE FUNCTION evil.i(evil.c) RETURNS int IMMUTABLE LANGUAGE plpgsql AS "
       "$$ BEGIN RETURN evil.act(); END $$; CREATE CAST (evil.c AS int) WITH FUNCTION evil.i(evil.c) AS IMPLICIT",
       "SELECT count(*) FROM t WHERE a = ROW()::evil.c"},
      {"a policy",
       "CREATE POLICY p ON evil.u USING (b = evil.f()); ALTER TABLE evil.u ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL "
       "SECURITY",
       "SELECT count(*) FROM evil.u"},
      {"an index", "CREATE INDEX ON evil.u ((b = evil.f()))", "SELECT count(*) FROM evil.u WHERE b = 1"},
      {"a partition's check",
       "CREATE TABLE evil.p (a int) PARTITION BY LIST (a); CREATE TABLE evil.p1 PARTITION OF evil.p FOR VALUES IN (1);"
       "ALTER TABLE evil.p1 ADD CHECK (a >= evil.f())",
       "SELECT count(*) FROM evil.p WHERE a > 0"},
      {"a domain's check, by a value of the domain",
       "CREATE FUNCTION evil.ok(int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RETURN evil.act() = 1; END $$;"
       "CREATE DOMAIN evil.d AS int CHECK (evil.ok(VALUE))",
       "SELECT count(*) FROM t WHERE a = 5::evil.d"},
      {"a name in a text",
       "CREATE FUNCTION evil.ok(int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RETURN evil.act() = 1; END $$;"
       "CREATE DOMAIN evil.d AS int CHECK (evil.ok(VALUE));"
       "CREATE VIEW evil.v AS SELECT * FROM t WHERE a = length(pg_input_is_valid('1', 'evil.d')::text)",
       "SELECT count(*) FROM evil.v", 160000},
  };
  return all;
}

}  // namespace

TEST_CASE("reports run no code of other roles with the caller's rights, whatever way leads there") {
  for (const Way& way : ways()) {
    CAPTURE(std::string(way.name));
    Bench bench;
    if (bench.project.connect().server_version() < way.from_version) continue;
    bench.as_evil("CREATE TABLE evil.u (a int, b int); INSERT INTO evil.u VALUES (1, 1)");
    bench.as_evil(way.setup);
    bench.as_evil(way.statement);
    bench.as_evil(way.statement);
    bench.write_profile("");
    CHECK_FALSE(bench.escapes({"query-report", "--limit", "500"}));
    CHECK_FALSE(bench.escapes({"index-report", "--what-if"}));
    CHECK_FALSE(bench.escapes({"retire", "idle", "--prove"}));
  }
}

TEST_CASE("operators in the schema of pg_stat_statements are not taken for the server's") {
  Bench bench;
  bench.as_evil(
      "CREATE FUNCTION evil.same(name, name) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RETURN evil.act() = 1; END $$;"
      "CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = name, FUNCTION = evil.same)");
  bench.write_profile("");
  CHECK_FALSE(bench.escapes({"query-report"}));
  CHECK_FALSE(bench.escapes({"index-report", "--what-if"}));
  CHECK_FALSE(bench.escapes({"snapshot"}));
}

TEST_CASE("what is not planned is named with its owner, the rest is planned") {
  Bench bench;
  bench.as_evil("SELECT count(*) FROM t WHERE a = evil.f()");
  bench.as_evil("SELECT count(*) FROM t WHERE a = 5");
  bench.write_profile("");
  const Outcome queries = bench.run({"query-report", "--format", "json"});
  REQUIRE(queries.exit_code == 0);
  const Json report = Json::parse(queries.out);
  bool named = false;
  for (const Json& item : report["not_examined"]) {
    const std::string reason = item["reason"];
    named = named || (has(reason, "function evil.f() of role evil") && has(reason, "report.trusted_roles"));
  }
  CHECK(named);
  bool planned = false;
  for (const Json& row : report["rows"]) planned = planned || (has(row["query"], "a = $1") && !row["cost"].is_null());
  CHECK(planned);
  const Outcome indexes = bench.run({"index-report", "--what-if", "--format", "json"});
  CHECK(has(indexes.out, "1 statement was not planned: f may lead to function evil.f() of role evil"));
  const Outcome retired = bench.run({"retire", "idle", "--prove"});
  CHECK(retired.exit_code == 0);
  CHECK(has(retired.err, "function evil.f() of role evil"));
}

TEST_CASE("statements that use code of a trusted role are planned") {
  Bench bench;
  bench.as_evil("SELECT count(*) FROM t WHERE a = evil.f()");
  bench.write_profile(", trusted_roles: [evil]");
  CHECK(bench.escapes({"query-report"}));
  CHECK(bench.escapes({"index-report", "--what-if"}));
  bench.write_profile("", "evil");  // its own code, with its own rights
  const Outcome own = bench.run({"query-report", "--format", "json"});
  CHECK(own.exit_code == 0);
  CHECK_FALSE(has(own.out, "of role evil"));
}
