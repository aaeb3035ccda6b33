// The server as the judge: definitions that differ in spelling only are the same, all others are not.
#include "catalog/sameness.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "catalog/plan_facts.hpp"
#include "execute/sameness_question.hpp"
#include "plan/index_statement.hpp"
#include "support/project.hpp"

using namespace barqdb;
using test::Cluster;

namespace {

class Judge {
 public:
  Judge() : database_(Cluster::shared().create_database()), connection_(Cluster::shared().connect(database_)) {
    connection_.query(
        "CREATE TABLE t (a int, b text, c varchar, d timestamptz, e jsonb, f boolean, g int[]); CREATE SCHEMA \"Odd "
        "S\"; "
        "CREATE TABLE \"Odd S\".t (a text, \"B b\" int); CREATE TABLE \"Order\" (\"Desc\" int)");
  }
  // `tail` is what stands behind the table's name.
  catalog::SamenessQuestion question(const std::string& existing, const std::string& wanted,
                                     const model::QualifiedName& table = {"public", "t"}) {
    const std::string name = "idx_" + std::to_string(++count_);
    const auto head = [](const std::string& tail) {
      return tail.starts_with("UNIQUE ") ? std::string("CREATE UNIQUE INDEX ") : "CREATE INDEX ";
    };
    const auto rest = [](const std::string& tail) { return tail.starts_with("UNIQUE ") ? tail.substr(7) : tail; };
    connection_.query(head(existing) + name + " ON " + table.quoted() + " " + rest(existing));
    catalog::SamenessQuestion out;
    out.key = name;
    out.table = table;
    out.index = name;
    out.existing_oid = connection_.query("SELECT oid FROM pg_class WHERE relname = '" + name + "'").integer(0, 0);
    out.clone_index = catalog::clone_index_name(asked_++);
    out.build = head(wanted) + out.clone_index + " ON " + catalog::clone_name(table).quoted() + " " + rest(wanted);
    return out;
  }
  std::vector<catalog::SamenessAnswer> ask(const std::vector<catalog::SamenessQuestion>& questions) {
    asked_ = 0;
    const auto answers = catalog::judge_sameness(connection_, questions);
    CHECK_FALSE(connection_.in_transaction());
    CHECK(connection_.query("SELECT count(*) FROM pg_class WHERE relname LIKE 'barqdb%' OR relpersistence = 't'")
              .integer(0, 0) == 0);
    return answers;
  }
  bool same(const std::string& existing, const std::string& wanted,
            const model::QualifiedName& table = {"public", "t"}) {
    const auto answer = ask({question(existing, wanted, table)}).at(0);
    CHECK_MESSAGE(answer.error.empty(), answer.error);
    CHECK_FALSE(answer.wanted.empty());
    CHECK_FALSE(answer.existing.empty());
    return answer.same;
  }
  db::Connection& connection() { return connection_; }
  // Whether the server is new enough for the definition.
  bool knows(const std::string& definition) const {
    return connection_.server_version() >= 150000 || definition.find("NULLS NOT DISTINCT") == std::string::npos;
  }

 private:
  std::string database_;
  db::Connection connection_;
  int count_ = 0;
  std::size_t asked_ = 0;
};

}  // namespace

TEST_CASE("the same definition in other words") {
  Judge judge;
  const std::pair<const char*, const char*> pairs[] = {
      {"(a)", "USING btree (a ASC NULLS LAST)"},
      {"(a DESC)", "(a DESC NULLS FIRST)"},
      {"(b)", "(b COLLATE \"default\" text_ops)"},
      {"(c)", "(c varchar_ops)"},
      {"(a) WHERE c IN ('a', 'b')", "(a) WHERE c IN ('a', 'b')"},
      {"(a) WHERE c IN ('a', 'b')", "(a) WHERE c::text = ANY (ARRAY['a'::varchar, 'b'::varchar]::text[])"},
      {"(a) WHERE c NOT IN ('a', 'b')", "(a) WHERE (c NOT IN ('a','b'))"},
      {"(a) WHERE a BETWEEN 1 AND 5", "(a) WHERE a >= 1 AND a <= 5"},
      {"(a) WHERE a BETWEEN 1 AND 5 AND f", "(a) WHERE (a >= 1 AND a <= 5) AND f"},
      {"(a) WHERE c = 'x'", "(a) WHERE c::text = 'x'::text"},
      {"(a) WHERE c LIKE 'x%'", "(a) WHERE c ~~ 'x%'"},
      {"(lower(b))", "((lower((b))))"},
      {"((e ->> 'k'))", "((e->>'k'::text))"},
      {"(a) WHERE f = true", "(a) WHERE f=TRUE"},
      {"(a) WHERE t.* IS NOT NULL", "(a) WHERE t IS NOT NULL"},
      {"USING gin (g) WITH (fastupdate = off)", "USING gin (g) WITH (fastupdate = false)"},
      {"USING gin (g) WITH (fastupdate = on)", "USING gin (g) WITH (fastupdate = 'yes')"},
      {"USING gin (g) WITH (fastupdate = 1)", "USING gin (g) WITH (fastupdate = true)"},
      {"(a) WITH (fillfactor = 70)", "(a) WITH (FILLFACTOR = '70')"},
      {"(a) INCLUDE (b, c)", "(a) INCLUDE (b,c)"},
      {"UNIQUE (a) NULLS NOT DISTINCT", "UNIQUE (a) NULLS NOT DISTINCT"},
      {"(a) WHERE d > '2024-01-01T00:00:00Z'", "(a) WHERE d > timestamptz '2024-01-01 00:00:00+00'"},
  };
  for (const auto& [existing, wanted] : pairs) {
    if (!judge.knows(wanted)) continue;
    CHECK_MESSAGE(judge.same(existing, wanted), (std::string(existing) + " / " + wanted));
  }
}

TEST_CASE("what the server prints is the same definition: its own words, fed back") {
  Judge judge;
  for (const char* tail :
       {"(a) WHERE c IN ('a', 'b')", "(a) WHERE c NOT IN ('a', 'b')", "(a) WHERE a BETWEEN 1 AND 5 OR b IN ('x')",
        "((CASE WHEN f THEN a ELSE 0 END)) WHERE c IS DISTINCT FROM 'q'",
        "(b text_pattern_ops, lower(c) COLLATE \"C\" DESC)", "(a) WHERE c IN ('a') AND NOT f",
        "(date_trunc('day', d AT TIME ZONE 'UTC'))", "USING brin (d) WITH (pages_per_range = 32)"}) {
    judge.connection().query(std::string("CREATE INDEX printed ON t ") + tail);
    const std::string printed(judge.connection().query("SELECT pg_get_indexdef('printed'::regclass)").text(0, 0));
    judge.connection().query("DROP INDEX printed");
    CHECK_MESSAGE(judge.same(tail, printed.substr(printed.find("USING"))), printed);
  }
}

TEST_CASE("true differences are seen") {
  Judge judge;
  const std::pair<const char*, const char*> pairs[] = {
      {"(a)", "(b)"},
      {"(a, b)", "(b, a)"},
      {"(a)", "(a DESC)"},
      {"(a DESC)", "(a DESC NULLS LAST)"},
      {"(a)", "UNIQUE (a)"},
      {"(b)", "(b text_pattern_ops)"},
      {"(b)", "(b COLLATE \"C\")"},
      {"(a)", "USING hash (a)"},
      {"(a)", "(a) WHERE f"},
      {"(a) WHERE f", "(a) WHERE NOT f"},
      {"(a) WHERE c IN ('a', 'b')", "(a) WHERE c IN ('a', 'b', 'c')"},
      {"(a) WHERE b = 'X'", "(a) WHERE b = 'x'"},
      {"(a) INCLUDE (b)", "(a) INCLUDE (c)"},
      {"(a) INCLUDE (b)", "(a, b)"},
      {"(a)", "(a) WITH (fillfactor = 70)"},
      {"(a) WITH (fillfactor = 70)", "(a) WITH (fillfactor = 80)"},
      {"USING gin (g) WITH (fastupdate = on)", "USING gin (g) WITH (fastupdate = off)"},
      {"UNIQUE (a)", "UNIQUE (a) NULLS NOT DISTINCT"},
      {"(lower(b))", "(upper(b))"},
      {"USING gin (e)", "USING gin (e jsonb_path_ops)"},
  };
  for (const auto& [existing, wanted] : pairs) {
    if (!judge.knows(wanted)) continue;
    CHECK_MESSAGE(!judge.same(existing, wanted), (std::string(existing) + " / " + wanted));
  }
}

TEST_CASE("many questions at once, two tables of one name, quoted names, and errors in their places") {
  Judge judge;
  const model::QualifiedName odd{"Odd S", "t"};
  const std::vector<catalog::SamenessQuestion> same_name = {judge.question("(a)", "(a)"),
                                                            judge.question("(a)", "(\"B b\")", odd)};
  // Two tables of one name are asked in rounds, each with the first clone's name.
  std::vector<catalog::SamenessQuestion> questions = same_name;
  const auto answers = judge.ask(questions);
  CHECK(answers[0].same);
  CHECK_FALSE(answers[1].same);
  CHECK(answers[1].wanted.find("ON \"Odd S\".t") != std::string::npos);

  CHECK(judge.same("(\"Desc\" DESC)", "(\"Desc\" DESC NULLS FIRST)", {"public", "Order"}));

  const std::vector<catalog::SamenessQuestion> mixed = {
      judge.question("(a)", "(a)"), judge.question("(b)", "(nothing)"), judge.question("(c)", "(c)"),
      judge.question("(b)", "(b no_such_ops)")};
  const auto mixed_answers = judge.ask(mixed);
  CHECK(mixed_answers[0].same);
  CHECK(mixed_answers[1].error.find("nothing") != std::string::npos);
  CHECK_FALSE(mixed_answers[1].same);
  CHECK(mixed_answers[2].same);
  CHECK(mixed_answers[3].error.find("no_such_ops") != std::string::npos);
  CHECK(judge.ask({}).empty());
}

TEST_CASE("more tables than the server's lock table holds in one transaction") {
  const Cluster cluster({"max_connections = 20"});
  db::Connection connection = cluster.connect();
  connection.query("SET client_min_messages = warning");
  constexpr int tables = 700;
  for (int first = 0; first < tables; first += 100) {
    std::string sql;
    for (int i = first; i < first + 100; ++i) {
      const std::string number = std::to_string(i);
      sql += "CREATE TABLE t" + number + " (a int, b text); CREATE INDEX i" + number + " ON t" + number + " (a, b);";
    }
    connection.query(sql);
  }
  std::vector<catalog::SamenessQuestion> questions;
  const db::Result rows = connection.query(
      "SELECT c.relname, i.relname, i.oid FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indrelid JOIN pg_class AS "
      "i ON i.oid = x.indexrelid WHERE c.relname ~ '^t[0-9]+$' ORDER BY i.oid DESC");
  REQUIRE(rows.rows() == tables);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    catalog::SamenessQuestion question;
    question.table = {"public", std::string(rows.text(row, 0))};
    question.index = rows.text(row, 1);
    question.existing_oid = rows.integer(row, 2);
    question.clone_index = catalog::clone_index_name(row);
    question.build = "CREATE INDEX " + question.clone_index + " ON " + catalog::clone_name(question.table).quoted() +
                     (row % 3 == 0 ? " (b)" : " (a, b)");
    questions.push_back(std::move(question));
  }
  const std::vector<catalog::SamenessAnswer> answers = catalog::judge_sameness(connection, questions);
  REQUIRE(answers.size() == questions.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    CAPTURE(questions[i].index);
    CHECK(answers[i].error.empty());
    CHECK(answers[i].same == (i % 3 != 0));
    CHECK(answers[i].wanted.find(" INDEX " + questions[i].index + " ON public." + questions[i].table.name + " ") !=
          std::string::npos);
  }
}

namespace {

// Tables with functions that take their rows, and another one whose column has such a row.
const char* const rows =
    "CREATE TABLE people (id int PRIMARY KEY, first text, last varchar, rel regclass, g int[]); "
    "CREATE FUNCTION full_name(people) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.first || ' ' || $1.last $$; "
    "CREATE FUNCTION other_name(people) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.last $$; "
    "CREATE FUNCTION same_people(people) RETURNS people LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$; "
    "CREATE TABLE ev (id int, kind text, ok boolean); CREATE TABLE other (id int); "
    "CREATE FUNCTION f(ev, int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1.id $$; "
    "CREATE SCHEMA s; CREATE TABLE s.people (id int); "
    "CREATE FUNCTION s.full_name(people) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.first $$";

class RowJudge {
 public:
  RowJudge() : database_(Cluster::shared().create_database()), connection_(Cluster::shared().connect(database_)) {
    connection_.query(rows);
  }
  catalog::SamenessAnswer ask(const std::string& table, const std::string& existing, const std::string& wanted) {
    const auto statement = [&](const std::string& tail) {
      const bool unique = tail.starts_with("UNIQUE ");
      return std::string("CREATE ") + (unique ? "UNIQUE INDEX i ON " : "INDEX i ON ") + table + " " +
             (unique ? tail.substr(7) : tail);
    };
    connection_.query(statement(existing));
    const auto read = plan::parse_index_statement(statement(wanted));
    REQUIRE_MESSAGE(read, wanted);
    const auto oid = connection_.query("SELECT 'i'::regclass::oid").integer(0, 0);
    const auto answer = catalog::judge_sameness(
        connection_, {execute::sameness_question(read->definition, {"public", table}, "i", oid, 0)});
    CHECK_FALSE(connection_.in_transaction());
    CHECK(connection_.query("SELECT count(*) FROM pg_class WHERE relname LIKE 'barqdb%'").integer(0, 0) == 0);
    connection_.query("DROP INDEX i");
    return answer.at(0);
  }
  db::Connection& connection() { return connection_; }
  const std::string& database() const { return database_; }

 private:
  std::string database_;
  db::Connection connection_;
};

struct RowPair {
  const char* table;
  const char* existing;
  const char* wanted;
};

}  // namespace

TEST_CASE("an index that takes its table's row, or names the table, is the same") {
  RowJudge judge;
  const RowPair pairs[] = {
      {"people", "(full_name(people))", "(full_name(people.*))"},
      {"people", "(full_name(people))", "((people.full_name))"},
      {"people", "USING gin (to_tsvector('simple', full_name(people)))",
       "USING gin (to_tsvector('simple'::regconfig, full_name(people)))"},
      {"people",
       "UNIQUE (full_name(people) COLLATE \"C\" text_pattern_ops DESC, id) INCLUDE (last) WITH (fillfactor = 50)",
       "UNIQUE (full_name(people) COLLATE \"C\" text_pattern_ops DESC, id) INCLUDE (last) WITH (fillfactor = 50)"},
      {"people", "(id) WHERE full_name(people) <> ''", "(id) WHERE full_name(people.*) <> ''::text"},
      {"people", "(id) WHERE full_name(people) IN ('a', 'b') AND last IN ('x', 'y')",
       "(id) WHERE full_name(people) IN ('a', 'b') AND last::text = ANY (ARRAY['x'::varchar, 'y'::varchar]::text[])"},
      {"people", "(id) WHERE rel = 'people'::regclass", "(id) WHERE rel = 'people'::regclass"},
      {"people", "((people))", "((people.*))"},
      {"people", "(same_people(people))", "(same_people(people))"},
      {"people", "(full_name(same_people(people)), lower(first))", "(full_name(same_people(people)), lower(first))"},
      {"ev", "(id) WHERE ev IS DISTINCT FROM ROW(1, 'x', true)::ev",
       "(id) WHERE ev IS DISTINCT FROM ROW(1, 'x'::text, true)::ev"},
      {"ev", "((ev.f))", "(f(ev))"},
  };
  for (const RowPair& pair : pairs) {
    const auto answer = judge.ask(pair.table, pair.existing, pair.wanted);
    CHECK_MESSAGE(answer.same, (std::string(pair.existing) + " / " + pair.wanted + ": " + answer.error));
    CHECK(answer.error.empty());
  }
}

TEST_CASE("an index that takes its table's row differs in the row's function and in all the rest") {
  RowJudge judge;
  const RowPair pairs[] = {
      {"people", "(full_name(people))", "(other_name(people))"},
      {"people", "(full_name(people))", "(s.full_name(people))"},
      {"people", "(full_name(people))", "((full_name(people) || 'x'))"},
      {"people", "(full_name(people))", "(full_name(people), id)"},
      {"people", "(full_name(people), id)", "(id, full_name(people))"},
      {"people", "(full_name(people))", "UNIQUE (full_name(people))"},
      {"people", "(full_name(people))", "USING hash (full_name(people))"},
      {"people", "(full_name(people))", "(full_name(people) DESC)"},
      {"people", "(full_name(people))", "(full_name(people) NULLS FIRST)"},
      {"people", "(full_name(people))", "(full_name(people) text_pattern_ops)"},
      {"people", "(full_name(people))", "(full_name(people) COLLATE \"C\")"},
      {"people", "(full_name(people))", "(full_name(people)) INCLUDE (id)"},
      {"people", "(full_name(people)) INCLUDE (first)", "(full_name(people)) INCLUDE (last)"},
      {"people", "(full_name(people))", "(full_name(people)) WITH (fillfactor = 70)"},
      {"people", "(full_name(people))", "(full_name(people)) WHERE id > 0"},
      {"people", "(full_name(people)) WHERE id > 0", "(full_name(people))"},
      {"people", "(full_name(people)) WHERE id > 0", "(full_name(people)) WHERE id > 1"},
      {"people", "(first) WHERE full_name(people) <> ''", "(last) WHERE full_name(people) <> ''"},
      {"people", "(id) WHERE rel = 'people'::regclass", "(id) WHERE rel = 's.people'::regclass"},
      {"people", "(id) WHERE rel = 'people'::regclass", "(id) WHERE rel = 'ev'::regclass"},
      {"people", "(first)", "(full_name(people))"},
      {"ev", "(id) WHERE ev IS DISTINCT FROM ROW(1, 'x', true)::ev",
       "(id) WHERE ev IS DISTINCT FROM ROW(2, 'x', true)::ev"},
      {"ev", "((ev.f))", "(f(ev.*, 2))"},
  };
  for (const RowPair& pair : pairs) {
    const auto answer = judge.ask(pair.table, pair.existing, pair.wanted);
    CHECK_MESSAGE(!answer.same, (std::string(pair.existing) + " / " + pair.wanted));
    CHECK_MESSAGE(answer.error.empty(), answer.error);
    CHECK(answer.wanted.find(" ON public.") != std::string::npos);
  }
  CHECK(judge.ask("people", "(first)", "(full_name(ev))").error.find("ev") != std::string::npos);
  CHECK(judge.ask("people", "(first)", "(full_name(people) int4_ops)").error != "");
  CHECK(judge.ask("people", "(id)", "(id) WHERE first <> current_user").error != "");
}

TEST_CASE("the second look takes a weak lock on the table, and no longer than it may") {
  RowJudge judge;
  judge.connection().query("CREATE INDEX i ON people (full_name(people))");
  const auto read = plan::parse_index_statement("CREATE INDEX i ON people (full_name(people))");
  const auto oid = judge.connection().query("SELECT 'i'::regclass::oid").integer(0, 0);
  const auto ask = [&] {
    return catalog::judge_sameness(judge.connection(),
                                   {execute::sameness_question(read->definition, {"public", "people"}, "i", oid, 0)},
                                   base::Milliseconds{200});
  };
  db::Connection other = Cluster::shared().connect(judge.database());
  other.query("BEGIN; LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE");
  CHECK(ask().at(0).same);
  other.query("ROLLBACK; BEGIN; LOCK TABLE people IN ACCESS EXCLUSIVE MODE");
  CHECK_THROWS_AS(ask(), base::Error);
  CHECK_FALSE(judge.connection().in_transaction());
}
