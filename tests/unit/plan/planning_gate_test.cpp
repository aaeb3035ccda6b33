#include "plan/planning_gate.hpp"

#include <doctest/doctest.h>

#include <string>

using barqdb::plan::PlanningGate;

namespace {

PlanningGate gate_of(const std::string& name, bool utf8 = true) {
  return {{{name, "function evil." + name + "()", "evil"}}, utf8};
}
bool passes(const std::string& name, const std::string& statement) { return gate_of(name).refusal(statement).empty(); }

}  // namespace

TEST_CASE("without untrusted code everything passes, also what does not parse") {
  const PlanningGate gate({}, true);
  CHECK(gate.refusal("SELECT 1").empty());
  CHECK(gate.refusal("no SQL (").empty());
}

TEST_CASE("a name stops a statement wherever it stands and whatever schema is written before it") {
  for (const char* statement : {"SELECT f()",
                                "SELECT evil.f(1)",
                                "SELECT other.F($1)",
                                "SELECT * FROM f",
                                "SELECT * FROM a.f AS g",
                                "SELECT x::f FROM t",
                                "SELECT CAST(x AS evil.f[]) FROM t",
                                "SELECT t.f FROM t",
                                "SELECT (t).f FROM t",
                                "WITH w AS (SELECT f(x) FROM t) SELECT * FROM w",
                                "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM s WHERE f(s.x))",
                                "INSERT INTO f VALUES (1)",
                                "UPDATE t SET a = f(a)",
                                "DELETE FROM t USING f",
                                "SELECT count(*) OVER (ORDER BY f(x)) FROM t",
                                "MERGE INTO f USING s ON f.a = s.a WHEN MATCHED THEN DELETE",
                                "SELECT 1 FROM t TABLESAMPLE f (1)",
                                "SELECT 1 FROM t ORDER BY f(a) LIMIT $1",
                                "SELECT f '1'",
                                "VALUES (f())"}) {
    CAPTURE(statement);
    CHECK_FALSE(passes("f", statement));
  }
  CHECK(passes("f", "SELECT g(ff) FROM fs WHERE a = 'f' AND b = $1"));
  CHECK(passes("F", "SELECT F()"));  // folded, as the server does
  CHECK_FALSE(passes("F", "SELECT \"F\"()"));
  CHECK_FALSE(passes("int4", "SELECT x::integer FROM t"));
}

TEST_CASE("operators stop it too, those that the grammar implies always") {
  CHECK_FALSE(passes("===", "SELECT 1 FROM t WHERE a OPERATOR(evil.===) 1"));
  CHECK_FALSE(passes("===", "SELECT 1 FROM t WHERE a === ANY ($1)"));
  CHECK_FALSE(passes("===", "SELECT 1 FROM t WHERE a === ALL (SELECT 1)"));
  CHECK_FALSE(passes("~~", "SELECT 1 FROM t WHERE a LIKE $1"));
  CHECK_FALSE(passes("<<<", "SELECT 1 FROM t ORDER BY a USING <<<"));
  CHECK_FALSE(passes("=", "SELECT CASE a WHEN 1 THEN 2 END FROM t"));
  CHECK_FALSE(passes("<=", "SELECT 1 FROM t WHERE a BETWEEN 1 AND 2"));
  CHECK(passes("===", "SELECT 1 FROM t WHERE a = 1"));
}

TEST_CASE("the reason names object, owner and remedy") {
  const std::string reason = gate_of("f").refusal("SELECT f()");
  CHECK(reason.find("function evil.f() of role evil") != std::string::npos);
  CHECK(reason.find("report.trusted_roles") != std::string::npos);
  const PlanningGate blind({{"schema_to_xml", "function schema_to_xml", ""}}, true);
  CHECK(blind.refusal("SELECT schema_to_xml($1, $2, $3, $4)").find("whatever its arguments name") != std::string::npos);
}

TEST_CASE("what cannot be read or compared is not planned") {
  CHECK_FALSE(passes("f", "no SQL ("));
  CHECK_FALSE(passes("f", ""));
  CHECK_FALSE(passes("f", "SELECT 1; SELECT 2"));
  CHECK_FALSE(passes("f", "SELECT \"\xE9\""));
  CHECK(passes("f", "SELECT 1"));
  CHECK(passes("f", "SELECT \"\xC3\xA9\""));
  CHECK_FALSE(gate_of("f", false).refusal("SELECT \"\xC3\xA9\"").empty());
  CHECK(gate_of("f", false).refusal("SELECT '\xC3\xA9'").empty());
  CHECK_FALSE(gate_of("").refusal("SELECT 1").empty());
}
