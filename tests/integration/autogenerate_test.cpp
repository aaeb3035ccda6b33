// new --autogenerate: the difference as a revision; applied, it is the wanted state, and rolled back the first one.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "support/index_facts.hpp"
#include "support/project.hpp"
#include "support/seed.hpp"

using namespace barqdb;
using test::Cluster;
using test::has;
using test::Project;

namespace {

const char* const tables =
    "CREATE TABLE t (a int NOT NULL, b text, c varchar(20), d timestamptz, e jsonb, f boolean, g int NOT NULL); "
    "CREATE TABLE u (a int NOT NULL, b text); CREATE SCHEMA \"S s\"; CREATE TABLE \"S s\".\"T t\" (\"A a\" int, b "
    "text); "
    "CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); "
    "CREATE TABLE pk (id int PRIMARY KEY);";

// A project whose chain made the tables, and another database with the same ones.
struct Pair {
  Pair() : mine(Cluster::shared()), other(Cluster::shared()) {
    mine.write("1.yaml", std::string("revision: \"1\"\ndown_revision: null\nsteps: [{sql: {up: '") + tables +
                             "', irreversible: true}}]\n");
    const test::Outcome applied = mine.run({"upgrade", "head"});
    REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
    other.query(tables);
  }
  // Indexes that the chain makes, in revision 2.
  void begin_with(const std::string& sql) {
    mine.write("2.sql",
               "-- revision: \"2\"\n-- down_revision: \"1\"\n-- irreversible: true\n-- barqdb:up\n" + sql + "\n");
    const test::Outcome applied = mine.run({"upgrade", "head"});
    REQUIRE_MESSAGE(applied.exit_code == 0, applied.err);
  }
  test::Outcome generate(const std::string& from = "") {
    return mine.run({"new", "generated", "--autogenerate", "--from", from.empty() ? other.conninfo() : from});
  }
  // Generates, applies, compares, generates again, rolls back, compares. The text of the revision.
  std::string walk(const std::string& from = "", bool parts = false) {
    auto left = mine.connect(), right = other.connect();
    const auto before = test::index_facts(left, true, parts);
    const test::Outcome made = generate(from);
    REQUIRE_MESSAGE(made.exit_code == 0, made.err);
    REQUIRE_MESSAGE(!made.out.empty(), made.err);
    std::ostringstream text;
    text << std::ifstream(made.out.substr(0, made.out.find('\n'))).rdbuf();
    CAPTURE(text.str());
    const test::Outcome applied = mine.run({"upgrade", "head"});
    CHECK_MESSAGE(applied.exit_code == 0, applied.err);
    test::check_same_facts(test::index_facts(right, true, parts), test::index_facts(left, true, parts));
    const test::Outcome checked = mine.run({"check"});
    CHECK_MESSAGE(checked.exit_code == 0, checked.out);
    const test::Outcome again = generate(from);
    CHECK(again.exit_code == 0);
    CHECK_MESSAGE(again.out.empty(), again.err);
    CHECK(has(again.err, "no difference"));
    const test::Outcome back = mine.run({"downgrade", "-1"});
    CHECK_MESSAGE(back.exit_code == 0, back.err);
    test::check_same_facts(before, test::index_facts(left, true, parts));
    return text.str();
  }

  Project mine, other;
};

}  // namespace

TEST_CASE("create, drop, replace, rename, and what belongs to the table") {
  Pair pair;
  pair.begin_with(
      "CREATE INDEX same ON t (a); CREATE INDEX old_name ON t (lower(b)) WHERE c IN ('x', 'y'); CREATE INDEX other_def "
      "ON t "
      "(a, b); CREATE INDEX gone ON t (d) WITH (fillfactor = 70); COMMENT ON INDEX gone IS 'was here'; "
      "CREATE INDEX stat ON t ((a + 1)); ALTER INDEX stat ALTER COLUMN 1 SET STATISTICS 77; CREATE UNIQUE INDEX key1 "
      "ON t (a, g); "
      "CREATE INDEX gone_stat ON t ((a + 9)); ALTER INDEX gone_stat ALTER COLUMN 1 SET STATISTICS 33; "
      "ALTER TABLE t CLUSTER ON same; ALTER TABLE t REPLICA IDENTITY USING INDEX key1; ALTER TABLE u REPLICA IDENTITY "
      "FULL; "
      "CREATE INDEX sx ON \"S s\".\"T t\" (\"A a\"); CREATE INDEX pi ON p (a);");
  pair.other.query(
      "CREATE INDEX same ON t (a); COMMENT ON INDEX same IS 'now with \"words\"'; CREATE INDEX \"New Name\" ON t "
      "(lower(b)) WHERE c IN ('x', "
      "'y'); CREATE INDEX other_def ON t (a DESC, b) WHERE f; CREATE INDEX stat ON t ((a + 1)); "
      "ALTER INDEX stat ALTER COLUMN 1 SET STATISTICS 99; CREATE UNIQUE INDEX key1 ON t (a, g); CREATE UNIQUE INDEX "
      "key2 ON u (a); "
      "ALTER TABLE t CLUSTER ON key1; ALTER TABLE t REPLICA IDENTITY DEFAULT; ALTER TABLE u REPLICA IDENTITY USING "
      "INDEX key2; "
      "CREATE INDEX brand_new ON t USING gin (e) WITH (fastupdate = off); CREATE INDEX \"s.x\" ON \"S s\".\"T t\" (\"A "
      "a\"); "
      "CREATE INDEX pi ON p (b); ALTER TABLE pk CLUSTER ON pk_pkey");
  const std::string text = pair.walk();
  CHECK(has(text, "up: 'ALTER INDEX old_name RENAME TO \"New Name\"'"));
  CHECK(has(text, "down: 'ALTER INDEX \"New Name\" RENAME TO old_name'"));
  CHECK(has(text, "- replace_index: {name: other_def,"));
  CHECK(has(text, "- drop_index: gone\n"));
  CHECK(has(text, "- create_index: {name: brand_new, table: t, method: gin,"));
  CHECK_FALSE(has(text, "create_index: {name: same"));
}

TEST_CASE("an index that takes its table's row: the same is left alone, a change is seen, and its file adopts it") {
  const std::string row =
      "CREATE FUNCTION row_of(t) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.b'; "
      "CREATE FUNCTION other_of(t) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.c'; ";
  const std::string indexes =
      "CREATE INDEX by_row ON t (row_of(t)); CREATE INDEX in_row ON t (a) WHERE row_of(t) IN ('x', 'y'); "
      "CREATE INDEX in_self ON t (a) WHERE a::oid = 't'::regclass;";
  Pair pair;
  pair.begin_with(row + indexes);
  pair.other.query(row + indexes);
  const std::string file = pair.mine.folder() + "/wanted.yaml";
  const test::Outcome inspected = pair.other.run({"inspect"});
  std::ofstream(file) << inspected.out;
  for (const std::string& from : {std::string(), file}) {
    const test::Outcome made = pair.generate(from);
    CHECK_MESSAGE(made.out.empty(), made.err);
  }
  pair.other.write("indexes/wanted.yaml", inspected.out);
  pair.other.write("1.yaml", "revision: \"1\"\ndown_revision: null\nsteps: [{create_indexes: indexes/wanted.yaml}]\n");
  const test::Outcome adopted = pair.other.run({"upgrade", "head"});
  CHECK_MESSAGE(adopted.exit_code == 0, adopted.err);
  pair.other.query(
      "DROP INDEX by_row; CREATE INDEX by_row ON t (other_of(t)); DROP INDEX in_row; CREATE INDEX in_row ON "
      "t (a) WHERE other_of(t) IN ('x', 'y'); CREATE INDEX more ON t (row_of(t), a)");
  const std::string text = pair.walk();
  CHECK(has(text, "- replace_index: {name: by_row,"));
  CHECK(has(text, "- replace_index: {name: in_row,"));
}

TEST_CASE("names that change places") {
  Pair pair;
  pair.begin_with(
      "CREATE INDEX x ON t (a); CREATE INDEX y ON t (b); CREATE INDEX z ON t (c); CREATE INDEX n ON t (d); CREATE "
      "INDEX m ON u (a);");
  pair.other.query(
      "CREATE INDEX y ON t (a); CREATE INDEX z ON t (b); CREATE INDEX x ON t (c); CREATE INDEX n ON u (b); CREATE "
      "INDEX k ON t (d)");
  pair.walk();
}

TEST_CASE("a partitioned index told part by part in a file is the index that the database has") {
  Pair pair;
  pair.begin_with("CREATE INDEX pi ON p (a); ALTER INDEX p1_a_idx RENAME TO odd;");
  const test::Outcome inspected = pair.mine.run({"inspect"});
  CHECK(has(inspected.out, "odd: {columns: [a], part_of: pi}"));
  pair.mine.write("wanted/all.yaml", inspected.out);
  const test::Outcome made = pair.generate(pair.mine.migrations() + "/wanted/all.yaml");
  CHECK_MESSAGE(has(made.err, "no difference"), made.err << made.out);
}

TEST_CASE("parts of parts stand behind what they hang below, whatever their names") {
  Pair pair;
  const std::string more =
      "CREATE TABLE q (a int, b text) PARTITION BY LIST (a); CREATE TABLE q_z PARTITION OF q FOR VALUES IN (1) "
      "PARTITION BY LIST (b); CREATE TABLE q_a PARTITION OF q_z FOR VALUES IN ('x'); CREATE TABLE q_b PARTITION OF q_z "
      "FOR VALUES IN ('y')";
  pair.begin_with(more + ";");
  pair.other.query(more);
  pair.other.query(
      "CREATE INDEX qi ON q (lower(b)); ALTER INDEX q_a_lower_idx RENAME TO \"A leaf\"; COMMENT ON INDEX "
      "q_b_lower_idx IS 'own'; ALTER INDEX qi ALTER COLUMN 1 SET STATISTICS 300; CREATE INDEX ON q_z USING hash "
      "(lower(b))");
  pair.walk();
}

TEST_CASE("a part of another name is renamed; a part of another definition renews its tree") {
  Pair pair;
  const std::string more =
      "CREATE TABLE q (a int, b text) PARTITION BY LIST (a); CREATE TABLE q_z PARTITION OF q FOR VALUES IN (1) "
      "PARTITION BY LIST (b); CREATE TABLE q_a PARTITION OF q_z FOR VALUES IN ('x'); "
      "CREATE INDEX qi ON q (a); COMMENT ON INDEX q_a_a_idx IS 'named'; ALTER INDEX q_a_a_idx RENAME TO leaf; "
      "CREATE INDEX aj ON q (lower(b)); ALTER INDEX q_a_lower_idx SET (fillfactor = 42); "
      "COMMENT ON INDEX q_z_lower_idx IS 'middle'";
  pair.begin_with(more + ";");
  pair.other.query(more);
  pair.other.query("ALTER INDEX leaf RENAME TO \"New leaf\"; ALTER INDEX q_a_lower_idx SET (fillfactor = 43)");
  const std::string text = pair.walk();
  CHECK(has(text, "ALTER INDEX leaf RENAME TO \"New leaf\""));
  CHECK(has(text, "- drop_index: aj"));
  CHECK_FALSE(has(text, "- drop_index: qi"));
}

TEST_CASE("parts with a statistics target or an extension, from a database and from its file, and back") {
  const std::string plain =
      "CREATE EXTENSION pg_trgm; CREATE INDEX by_e ON p (lower(b)); CREATE INDEX by_g ON p USING gin (b "
      "gin_trgm_ops); ";
  for (const char* own :
       {"ALTER INDEX by_e ALTER COLUMN 1 SET STATISTICS 99", "ALTER INDEX p1_lower_idx ALTER COLUMN 1 SET STATISTICS 5",
        "ALTER INDEX p1_b_idx DEPENDS ON EXTENSION pg_trgm", "ALTER INDEX by_g DEPENDS ON EXTENSION pg_trgm"}) {
    for (const bool from_file : {false, true}) {
      CAPTURE(own);
      Pair pair;
      pair.begin_with(plain);
      pair.other.query(plain + own);
      const std::string file = pair.mine.folder() + "/wanted.yaml";
      std::ofstream(file) << pair.other.run({"inspect"}).out;
      pair.walk(from_file ? file : "", true);
    }
  }
}

TEST_CASE("a name without a schema there is another table's here") {
  Pair pair;
  const std::string more = "CREATE SCHEMA app; CREATE TABLE app.t (a int NOT NULL, b text)";
  pair.begin_with(more + ";");
  pair.other.query(more + "; CREATE INDEX i ON public.t (a)");
  pair.mine.query("ALTER DATABASE " + pair.mine.database() + " SET search_path = app, public");
  CHECK(has(pair.walk(), "table: public.t"));
}

TEST_CASE("an index without a tablespace, where the server would build it in another one") {
  Pair pair;
  auto admin = pair.mine.connect();
  admin.query("SET allow_in_place_tablespaces = on");
  admin.query("CREATE TABLESPACE elsewhere LOCATION ''");
  pair.begin_with("CREATE INDEX i ON t (a); CREATE INDEX m ON p (a) TABLESPACE elsewhere;");
  pair.other.query("CREATE INDEX i ON t (a); CREATE INDEX j ON t (b); CREATE INDEX m ON p (a)");
  pair.mine.query("ALTER DATABASE " + pair.mine.database() + " SET default_tablespace = elsewhere");
  pair.walk();
}

TEST_CASE("a part has the name that another index is to have") {
  Pair pair;
  pair.begin_with("CREATE INDEX pi ON p (a); ALTER INDEX p1_a_idx RENAME TO wanted_elsewhere;");
  pair.other.query("CREATE INDEX pi ON p (a); CREATE INDEX wanted_elsewhere ON t (b)");
  pair.walk();
}

TEST_CASE("comments of constraints' indexes, and extensions that an index goes with") {
  Pair pair;
  const std::string more = "CREATE EXTENSION pg_trgm; CREATE INDEX i ON t (a); CREATE INDEX j ON t (b)";
  pair.begin_with(more + "; ALTER INDEX i DEPENDS ON EXTENSION pg_trgm; COMMENT ON INDEX pk_pkey IS 'first';");
  pair.other.query(more + "; ALTER INDEX j DEPENDS ON EXTENSION pg_trgm; COMMENT ON INDEX pk_pkey IS 'second'");
  const std::string text = pair.walk();
  CHECK(has(text, "ALTER INDEX i NO DEPENDS ON EXTENSION pg_trgm"));
  CHECK(has(text, "ALTER INDEX j DEPENDS ON EXTENSION pg_trgm"));
  CHECK(has(text, "COMMENT ON INDEX pk_pkey IS "));
}

TEST_CASE("numbers that a session shows with fewer digits are not the same") {
  Pair pair;
  pair.begin_with("CREATE INDEX i ON t (a) WHERE a::float8 <> '3.141592653589793'::float8;");
  pair.other.query("CREATE INDEX i ON t (a) WHERE a::float8 <> '3.1416'::float8");
  pair.mine.query("ALTER DATABASE " + pair.mine.database() + " SET extra_float_digits = -10");
  CHECK(has(pair.generate().err, "replace 1"));
}

TEST_CASE("from a file of definitions, and a table that does not exist") {
  Pair pair;
  pair.begin_with("CREATE INDEX keep ON t (a); CREATE INDEX drop_me ON u (a);");
  pair.other.query("CREATE INDEX keep ON t (a); CREATE INDEX added ON t (b COLLATE \"C\")");
  pair.mine.write("wanted/all.yaml", "t:\n  keep: {columns: [a]}\n  added: {columns: [{name: b, collation: C}]}\n");
  pair.walk(pair.mine.migrations() + "/wanted/all.yaml");
  pair.mine.write("wanted/all.yaml", "t:\n  keep: {columns: [a]}\ntt:\n  x: {columns: [a]}\n");
  const test::Outcome refused = pair.generate(pair.mine.migrations() + "/wanted/all.yaml");
  CHECK(refused.exit_code == 2);
  CHECK(has(refused.err, "wanted/all.yaml:3"));
}

TEST_CASE("what the chain does not know of: the revision says what is wanted, and check is clean") {
  Pair pair;
  pair.begin_with("CREATE INDEX lost ON t (a); CREATE INDEX lost_too ON t (b); CREATE INDEX altered ON t (d);");
  pair.mine.query(
      "CREATE INDEX by_hand ON t (c); CREATE INDEX by_hand_2 ON u (a); DROP INDEX lost, lost_too; DROP INDEX altered; "
      "CREATE INDEX altered ON t "
      "(f)");
  pair.other.query(
      "CREATE INDEX by_hand ON t (c); CREATE INDEX lost ON t (a); CREATE INDEX altered ON t (f); CREATE INDEX renamed "
      "ON u (a)");
  CHECK(pair.mine.run({"check"}).exit_code == 1);
  const test::Outcome made = pair.generate();
  REQUIRE_MESSAGE(made.exit_code == 0, made.err);
  const test::Outcome applied = pair.mine.run({"upgrade", "head"});
  CHECK_MESSAGE(applied.exit_code == 0, applied.err);
  const test::Outcome checked = pair.mine.run({"check"});
  CHECK_MESSAGE(checked.exit_code == 0, checked.out);
  CHECK(has(pair.generate().err, "no difference"));
}

TEST_CASE("refused: not at the head, an invalid index, options that do not go together") {
  Pair pair;
  pair.begin_with("CREATE INDEX i ON t (a);");
  pair.mine.query("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass");
  CHECK(pair.generate().exit_code == 4);
  pair.mine.query("UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'i'::regclass");
  pair.mine.write("3.yaml", "revision: \"3\"\ndown_revision: \"2\"\nsteps: []\n");
  const test::Outcome refused = pair.generate();
  CHECK(refused.exit_code == 4);
  CHECK(has(refused.err, "not at the head"));
  CHECK(pair.mine.run({"new", "x", "--autogenerate"}).exit_code == 2);
  CHECK(pair.mine.run({"new", "x", "--from", "y.yaml"}).exit_code == 2);
}

namespace {

std::string random_state(std::mt19937& engine) {
  static const char* const bodies[] = {"t (a)",
                                       "t (b)",
                                       "t (lower(b))",
                                       "t (a, b DESC)",
                                       "t (c) WHERE c IN ('x', 'y')",
                                       "t (d) WHERE a BETWEEN 1 AND 5 AND f",
                                       "t USING gin (e)",
                                       "t USING hash (b)",
                                       "t (g) INCLUDE (b)",
                                       "t (b COLLATE \"C\")",
                                       "t ((e ->> 'k'))",
                                       "u (a)",
                                       "u (b)",
                                       "u (a, b)",
                                       "\"S s\".\"T t\" (\"A a\")",
                                       "\"S s\".\"T t\" (lower(b))",
                                       "p (a)",
                                       "p (b)",
                                       "t (a) WITH (fillfactor = 60)"};
  const auto number = [&](std::size_t below) { return engine() % below; };
  std::string out;
  for (int name = 0; name < 10; ++name) {
    if (number(3) == 0) continue;
    const std::string body = bodies[number(std::size(bodies))];
    const std::string index = "n" + std::to_string(name);
    const std::string full = (body.starts_with("\"S s\"") ? "\"S s\"." : "") + index;
    out += "CREATE INDEX " + index + " ON " + body + "; ";
    if (number(4) == 0) out += "COMMENT ON INDEX " + full + " IS 'c" + std::to_string(number(3)) + "'; ";
    if (body == "t (lower(b))" && number(2) == 0)
      out += "ALTER INDEX " + full + " ALTER COLUMN 1 SET STATISTICS " + std::to_string(number(9)) + "; ";
    if ((body == "t (a)" || body == "u (a)") && number(2) == 0)
      out += "ALTER TABLE " + body.substr(0, 1) + " CLUSTER ON " + index + "; ";
  }
  if (number(2) == 0) out += "CREATE UNIQUE INDEX ident" + std::to_string(number(2)) + " ON t (a, g); ";
  if (out.find("ident0") != std::string::npos) out += "ALTER TABLE t REPLICA IDENTITY USING INDEX ident0; ";
  return out;
}

}  // namespace

TEST_CASE("random pairs of states: generated and applied they are identical, the second time empty, and back") {
  const unsigned seed = barqdb::test::chosen_seed();
  CAPTURE(seed);
  std::mt19937 engine(seed);
  for (int round = 0; round < 4; ++round) {
    const std::string first = random_state(engine), second = random_state(engine);
    CAPTURE(first);
    CAPTURE(second);
    Pair pair;
    pair.begin_with(first);
    pair.other.query(second);
    pair.walk();
  }
}

namespace {

const char* const tree_tables =
    "CREATE TABLE q (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a); "
    "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1); "
    "CREATE TABLE q2 PARTITION OF q FOR VALUES IN (2) PARTITION BY LIST (b); "
    "CREATE TABLE q21 PARTITION OF q2 FOR VALUES IN (1);";

// Indexes of q whose parts have names and things of their own; each name stands once, and elsewhere in another state.
// `whole`: with a part on every partition, since what a revision adds to an incomplete tree PostgreSQL takes away only
// with the tree (downgrade_test).
std::string random_trees(std::mt19937& engine, bool whole) {
  static const char* const keys[] = {"(a)", "(b)", "(a, b)", "(b, a) WITH (fillfactor = 80)"};
  const auto number = [&](std::size_t below) { return engine() % below; };
  const std::size_t shift = number(3);
  std::string out;
  for (std::size_t tree = 0; tree < 5; ++tree) {
    if (number(4) == 0) continue;
    const std::string key = keys[number(std::size(keys))], top = "n" + std::to_string(tree + number(2) * 10);
    const std::string unique = number(3) == 0 && key == "(a, b)" ? "UNIQUE " : "";
    out += "CREATE " + unique + "INDEX " + top + " ON ONLY q " + key + "; ";
    const auto part = [&](const std::string& table, const std::string& above, const std::string& only) {
      const std::string name = table + "_" + std::to_string((tree + shift) % 5);
      std::string own = key;
      if (number(4) == 0) own = own.substr(0, own.find(')') + 1) + " WITH (fillfactor = 60)";
      out += "CREATE " + unique + "INDEX " + name + " ON " + only + table + " " + own + "; ";
      out += "ALTER INDEX " + above + " ATTACH PARTITION " + name + "; ";
      if (number(4) == 0) out += "COMMENT ON INDEX " + name + " IS 'c" + std::to_string(number(3)) + "'; ";
      if (number(5) == 0 && only.empty()) out += "ALTER TABLE " + table + " CLUSTER ON " + name + "; ";
      if (number(2) == 0 && !unique.empty())
        out += "ALTER TABLE " + table + " REPLICA IDENTITY USING INDEX " + name + "; ";
      return name;
    };
    if (whole || number(6) != 0) part("q1", top, "");  // else it is incomplete
    part("q21", part("q2", top, "ONLY "), "");
  }
  return out;
}

}  // namespace

TEST_CASE("random trees with parts of their own: part by part as wanted, and back") {
  const unsigned seed = barqdb::test::chosen_seed();
  CAPTURE(seed);
  std::mt19937 engine(seed);
  for (int round = 0; round < 5; ++round) {
    const std::string first = random_trees(engine, true), second = random_trees(engine, false);
    CAPTURE(first);
    CAPTURE(second);
    Pair pair;
    pair.begin_with(tree_tables + first);
    pair.other.query(tree_tables + second);
    pair.walk("", /*parts=*/true);
  }
}
