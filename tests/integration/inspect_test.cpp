// inspect: database → YAML → a database with the same tables and no indexes → the same indexes, to the letter.
#include <doctest/doctest.h>

#include <random>

#include "support/index_facts.hpp"
#include "support/project.hpp"
#include "support/seed.hpp"

using namespace barqdb;
using test::Cluster;
using test::has;
using test::Project;

namespace {

// `tables` is run in both databases, `indexes` in the first only.
// What an older server does not know left out.
std::string for_server(std::string sql) {
  const int version = test::Cluster::shared().connect().server_version();
  const auto replace = [&](const std::string& what, const std::string& by) {
    for (std::size_t at = sql.find(what); at != std::string::npos; at = sql.find(what, at + by.size()))
      sql.replace(at, what.size(), by);
  };
  if (version < 150000) replace(" NULLS NOT DISTINCT", "");
  if (version < 140000) {
    replace("int4multirange", "int4range");
    replace(" int4_minmax_multi_ops (values_per_range = 16)", "");
    replace(" text_bloom_ops (n_distinct_per_range = 100, false_positive_rate = 0.05)", "");
  }
  return sql;
}

struct Trip {
  Trip(const std::string& tables, const std::string& indexes, const std::vector<std::string>& options = {})
      : from(Cluster::shared()), to(Cluster::shared()) {
    const std::string known = for_server(tables);
    from.query(known);
    from.query(for_server(indexes));
    to.query(known);
    std::vector<std::string> words = {"inspect"};
    words.insert(words.end(), options.begin(), options.end());
    const test::Outcome inspected = from.run(words);
    REQUIRE_MESSAGE(inspected.exit_code == 0, inspected.err);
    yaml = inspected.out;
    to.write("indexes/all.yaml", yaml);
    to.write("1.yaml", "revision: \"1\"\ndown_revision: null\nsteps: [{create_indexes: indexes/all.yaml}]\n");
    const test::Outcome applied = to.run({"upgrade", "head"});
    CHECK_MESSAGE(applied.exit_code == 0, applied.err << "\n" << yaml);
  }
  void check(bool parts = false) {
    auto left = from.connect(), right = to.connect();
    const auto expected = test::index_facts(left, false, parts);
    CHECK_FALSE(expected.empty());
    test::check_same_facts(expected, test::index_facts(right, false, parts));
    CHECK(to.run({"inspect"}).out == from.run({"inspect"}).out);
    CHECK(to.run({"check"}).exit_code == 0);
  }

  Project from, to;
  std::string yaml;
};

const char* const tables = R"sql(
CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE SCHEMA ext; CREATE EXTENSION IF NOT EXISTS bloom;
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA ext; CREATE EXTENSION IF NOT EXISTS hstore SCHEMA ext; CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION intarray SCHEMA ext;
CREATE SCHEMA "Odd. Schema"; CREATE SCHEMA app;
CREATE COLLATION app."Ä c" FROM "C"; CREATE COLLATION plain_c FROM "C";
CREATE FUNCTION app.f(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper($1) $$;
CREATE FUNCTION "Odd. Schema"."G""g"(int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + 1 $$;
CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"'); CREATE TYPE app.pair AS (a int, b text);
CREATE DOMAIN code AS varchar(10); CREATE DOMAIN app.c_text AS text COLLATE "C";
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b text, c varchar, d varchar(20), e char(5), ts timestamptz,
  tsn timestamp, j jsonb, g int[], tags text[], p point, bx box, r int4range, mr int4multirange, ip inet, cd cidr, m mood, dom code, ct app.c_text,
  n name, u uuid, num numeric(10,2), f boolean, tsv tsvector, by bytea, pr app.pair, o oid, h ext.hstore, ci ext.citext, cc text COLLATE "C", big bigint,
  va varchar[], "Mixed" int, UNIQUE (a, b));
CREATE TABLE "Odd. Schema"."My ""Table"".x" ("Col A" int, "b.c" text, " " int, "select" text, "créé à" text, "(a)" int, "x desc" int, "null" int,
  "a:b #c" int, "tab	here" int, "true" int, "12" int, "Lower" text, """q" int);
CREATE TABLE app."order" (id int, "user" text); CREATE TABLE app.couriers (id int, x text); CREATE UNLOGGED TABLE u (a int);
CREATE TABLE "pg_class" (a int);
CREATE TABLE wide (c1 int, c2 int, c3 int, c4 int, c5 int, c6 int, c7 int, c8 int, c9 int, c10 int, c11 int, c12 int, c13 int, c14 int, c15 int, c16 int,
 c17 int, c18 int, c19 int, c20 int, c21 int, c22 int, c23 int, c24 int, c25 int, c26 int, c27 int, c28 int, c29 int, c30 int, c31 int, c32 int);
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS id, 'x'::text AS v;
CREATE TABLE marks (a int NOT NULL, b int NOT NULL); CREATE TABLE pk_marks (a int PRIMARY KEY);
)sql";

const char* const indexes = R"sql(
CREATE INDEX i01 ON t (a, b DESC, c NULLS FIRST, d DESC NULLS LAST);
CREATE UNIQUE INDEX i02 ON t (lower(b)) WHERE c IN ('a', 'b');
CREATE INDEX i03 ON t (a) WHERE c NOT IN ('a', 'b''s') AND f;
CREATE INDEX i04 ON t (a) WHERE a BETWEEN 1 AND 5 AND f;
CREATE INDEX i04b ON t (a) WHERE f AND a BETWEEN 1 AND 5;
CREATE INDEX i04c ON t (a) WHERE (a BETWEEN 1 AND 5 AND f) AND NOT (a BETWEEN 2 AND 3 AND c IN ('x') AND m = 'sad');
CREATE INDEX i05 ON t (a) WHERE a NOT BETWEEN 1 AND 5 OR f OR b IS NULL;
CREATE INDEX i06 ON t USING gin (b gin_trgm_ops, c gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX i07 ON t USING gist (b gist_trgm_ops (siglen = 32));
CREATE INDEX i08 ON t USING gist (tsv tsvector_ops (siglen = 100), bx);
CREATE INDEX i09 ON t USING brin (ts, a int4_minmax_multi_ops (values_per_range = 16)) WITH (autosummarize = 'yes', pages_per_range = 7);
CREATE INDEX i10 ON t USING brin (b text_bloom_ops (n_distinct_per_range = 100, false_positive_rate = 0.05));
CREATE INDEX i11 ON t USING hash (b) WITH (fillfactor = 55);
CREATE INDEX i12a ON t USING spgist (p kd_point_ops); CREATE INDEX i12b ON t USING spgist (b) WHERE b ^@ 'x'; CREATE INDEX i12c ON t USING spgist (ip);
CREATE INDEX i13 ON t USING bloom (a, b) WITH (length = 100, col1 = 3);
CREATE INDEX i14 ON t USING gin (j jsonb_path_ops, tags) WITH (fastupdate = false, gin_pending_list_limit = 128);
CREATE INDEX i15 ON t USING gin (j); CREATE INDEX i16 ON t USING gin (to_tsvector('english', coalesce(b, '') || ' ' || c));
CREATE INDEX i17 ON t USING gin ((tags || ARRAY['x'])); CREATE INDEX i18 ON t USING gin ((j -> 'a' -> 'b') jsonb_path_ops);
CREATE INDEX i19 ON t USING gin (a, g); CREATE INDEX i19b ON t USING gin (g ext.gin__int_ops); CREATE INDEX i19c ON t USING gist (g ext.gist__intbig_ops(siglen=64));
CREATE INDEX i20 ON t (app.f(b), "Odd. Schema"."G""g"(a), b COLLATE app."Ä c", d COLLATE plain_c, ct, ct COLLATE "default", lower(ct) COLLATE "default", lower(cc), cc COLLATE "default");
CREATE INDEX i21 ON t ((b || E'line\nbreak: # "dq" \\ tab\t'), (CASE WHEN a > 1 THEN 'it''s: {x}, [y]' ELSE '%&*!|>@`' END));
CREATE INDEX i22 ON t (b text_pattern_ops, c varchar_pattern_ops, e bpchar_pattern_ops, d varchar_ops, n name_ops, n);
CREATE UNIQUE INDEX i23 ON t (a, b) INCLUDE (c, d) NULLS NOT DISTINCT WITH (fillfactor = 70, deduplicate_items = off) WHERE b IS NOT NULL;
CREATE INDEX i24 ON t ((t.*)); CREATE INDEX i25 ON t ((t.* IS NOT NULL)); CREATE INDEX i26 ON t (((pr).a)) WHERE (pr).b <> 'x'; CREATE INDEX i27 ON t (pr);
CREATE INDEX i28 ON t (m, dom, u, num, ip, cd, r, mr, o, by, h) WHERE m IN ('sad', 'it''s "ok"') AND dom IN ('x', 'y') AND cd IN ('10.0.0.0/8', '11.0.0.0/8');
CREATE INDEX i29 ON t ((ts AT TIME ZONE 'UTC'), date_trunc('day', tsn), (extract(year from tsn)), (tsn::date)) WHERE ts > '2024-01-01 00:00:00+00' AND tsn > timestamp '2024-01-01';
CREATE INDEX i30 ON t ((j ->> 'entity'), ((j ->> 'n')::int), (j #>> '{a,b}')) WHERE j ? 'x' AND (j ->> 'k') = ANY ('{a,b}');
CREATE INDEX i31 ON t (ci, lower(ci)) WHERE ci IN ('a', 'b') AND ci = 'x';
CREATE INDEX i32 ON t USING gist (r, mr); CREATE INDEX i33 ON t (coalesce(b, c), nullif(c, ''), (c::text), (d::varchar(5)), greatest(a, 1)) WHERE d::varchar(5) IN ('a', 'b') AND num IN (1, 2.5) AND big IN (1, 2) AND a IN (1, 2, -3);
CREATE INDEX i34 ON t (a) WHERE (a, big) > (1, 2) AND (a, b) = (1, 'x') AND b LIKE 'x%' AND b !~ '^[a-z]"\\' AND f IS NOT TRUE AND c IS DISTINCT FROM 'z';
CREATE INDEX i35 ON t (a) WHERE c = ANY (ARRAY[c, c]) OR a = ANY (g) OR c = ANY (va) OR c IN ('a', b);
CREATE INDEX i36 ON t (a) WHERE CASE WHEN a BETWEEN 1 AND 2 AND f THEN f WHEN (f OR f) OR a = 1 THEN NOT f ELSE (f AND f) AND f END;
CREATE INDEX i37 ON t ((a BETWEEN 1 AND 2 AND f), (c IN ('p', 'q')));
CREATE INDEX i38 ON t (substring(b from 2 for 3), substring(b from 'a.c'), position('x' in b), overlay(b placing 'x' from 1), trim(both 'x' from b), (b collate "C" || 'x'), (b similar to 'a%'));
CREATE INDEX "I 39.ü" ON "Odd. Schema"."My ""Table"".x" ("Col A", "b.c" DESC, " ", "select", "créé à", "(a)", "x desc", "null", "a:b #c", "tab	here", "true", "12", """q") INCLUDE ("Lower");
CREATE INDEX "null" ON "Odd. Schema"."My ""Table"".x" (lower("créé à"), ("Col A" + "(a)")) WHERE "select" = 'x' AND "true" > 1;
CREATE INDEX "a: b" ON "Odd. Schema"."My ""Table"".x" (("My ""Table"".x".*));
CREATE INDEX "123" ON app."order" (id) WHERE "user" = 'me'; CREATE INDEX "true" ON app.couriers (x); CREATE INDEX ON u (a); CREATE INDEX ON mv (v); CREATE UNIQUE INDEX ON mv (id);
CREATE INDEX i40 ON public.pg_class (a) ;
CREATE INDEX i41 ON wide (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32);
CREATE INDEX i42 ON t ("Mixed", (a + 1), lower(b)); ALTER INDEX i42 ALTER COLUMN 2 SET STATISTICS 0; ALTER INDEX i42 ALTER COLUMN 3 SET STATISTICS 5000;
COMMENT ON INDEX i42 IS E'two\nlines: "x" # no \\ ''q'' \u2028\ufeff\u0085 end '; COMMENT ON INDEX app."true" IS 'yes';
CREATE UNIQUE INDEX m1 ON marks (a); CREATE UNIQUE INDEX m2 ON marks (b); ALTER TABLE marks CLUSTER ON m1; ALTER TABLE marks REPLICA IDENTITY USING INDEX m2;
CREATE INDEX i43 ON t (a) TABLESPACE pg_default;
CREATE INDEX i46 ON t (a); ALTER INDEX i46 DEPENDS ON EXTENSION pg_trgm; ALTER INDEX i46 DEPENDS ON EXTENSION hstore;
CREATE INDEX i44 ON t (a) WITH (fillfactor = '80'); CREATE INDEX i45 ON t USING gist (bx) WITH (buffering = auto, fillfactor = 90);
)sql";

const char* const partitions =
    "CREATE TABLE p (id int, day date, v text) PARTITION BY RANGE (day); "
    "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2024-02-01'); "
    "CREATE TABLE a_2 PARTITION OF p FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') PARTITION BY LIST (id); "
    "CREATE TABLE a_21 PARTITION OF a_2 FOR VALUES IN (1); CREATE TABLE a_22 PARTITION OF a_2 FOR VALUES IN (2); ";

}  // namespace

TEST_CASE("definitions that are hard to write come back to the letter") { Trip(tables, indexes).check(); }

TEST_CASE("names of schemas outside an ordinary search_path are always written out") {
  Trip trip(
      "CREATE SCHEMA app; CREATE TABLE app.t (a int, b text); CREATE TABLE public.t (a int, b text);"
      "CREATE EXTENSION pg_trgm SCHEMA app; SELECT set_config('search_path', 'app, public', false)",
      "CREATE INDEX i ON app.t USING gin (b app.gin_trgm_ops); CREATE INDEX i ON public.t (a)");
  CHECK(has(trip.yaml, "app.t:\n  i: {method: gin, columns: [{name: b, opclass: app.gin_trgm_ops}]}"));
  CHECK(trip.yaml.starts_with("t:\n  i: {columns: [a]}"));
  trip.check();
  // The same database for a role that finds app first: no name may depend on that.
  trip.from.query("ALTER ROLE postgres IN DATABASE " + trip.from.database() + " SET search_path = app, public");
  const std::string yaml = trip.from.run({"inspect"}).out;
  CHECK(has(yaml, "public.t:\n"));
  CHECK(has(yaml, "app.t:\n"));
}

TEST_CASE("the default collation is named where an expression may have another one, and nowhere else") {
  Trip trip(
      "CREATE TYPE addr AS (street text COLLATE \"C\", city text); CREATE TYPE plain AS (v text); "
      "CREATE DOMAIN c_text AS text COLLATE \"C\"; CREATE TABLE q (id int, a addr, p plain, b text, c text COLLATE "
      "\"C\"); "
      "CREATE TABLE plain_t (id int, b text); "
      "CREATE FUNCTION named(int) RETURNS name LANGUAGE sql IMMUTABLE AS $$ SELECT 'x'::name $$; "
      "CREATE FUNCTION owned(int) RETURNS c_text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x'::public.c_text $$; "
      "CREATE FUNCTION addr_of(int) RETURNS addr LANGUAGE sql IMMUTABLE AS $$ SELECT ROW('x', 'y')::public.addr $$; "
      "CREATE FUNCTION texted(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$; "
      "CREATE FUNCTION cat(int, int) RETURNS name LANGUAGE sql IMMUTABLE AS $$ SELECT 'x'::name $$; "
      "CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = cat)",
      "CREATE INDEX q_street ON q (((a).street) COLLATE \"default\"); CREATE INDEX q_own ON q (((a).street)); "
      "CREATE INDEX q_lower ON q (lower((a).street) COLLATE \"default\"); "
      "CREATE INDEX q_named ON q (named(id) COLLATE \"default\"); CREATE INDEX q_owned ON q (owned(id) COLLATE "
      "\"default\"); "
      "CREATE INDEX q_of ON q (((addr_of(id)).street) COLLATE \"default\"); "
      "CREATE INDEX q_cast ON q ((b::c_text) COLLATE \"default\"); CREATE INDEX q_col ON q (lower(c) COLLATE "
      "\"default\"); "
      "CREATE INDEX q_op ON q ((id ### id) COLLATE \"default\"); "
      "CREATE INDEX t_city ON q (((p).v)); CREATE INDEX t_plain ON plain_t (lower(b), texted(b), (b || 'x'), "
      "(id::text))");
  trip.check();
  CHECK(has(trip.yaml, "t_plain: {columns: [{expression: lower(b)}, {expression: texted(b)}, "));
  CHECK(has(trip.yaml, "t_city: {columns: [{expression: \"(p).v\"}]}"));
  CHECK(has(trip.yaml, "q_street: {columns: [{expression: \"(a).street\", collation: default}]}"));
  CHECK(has(trip.yaml, "q_own: {columns: [{expression: \"(a).street\", collation: C}]}"));
  trip.to.query("DROP INDEX q_street; CREATE INDEX q_street ON q (((a).street))");
  CHECK(has(trip.to.run({"check"}).out, "check.changed public.q_street"));
}

TEST_CASE("constants mean the same to a session that writes dates and numbers in another way") {
  const auto database = [](const std::string& what) {
    return "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I " + what + "', current_database()); END $$;";
  };
  Trip trip("CREATE TABLE t (a int, d date, ts timestamptz, iv interval, f float8, r real[], b bytea)",
            "CREATE INDEX i_date ON t (a) WHERE d > '2024-01-02' AND ts > '2024-03-04 05:06:07+02'; "
            "CREATE INDEX i_interval ON t (a) WHERE iv > '-1 day +02:03:04' AND iv < '1 year 2 mons -3 days'; "
            "CREATE INDEX i_float ON t (a) WHERE f <> '3.141592653589793' AND r <> '{1.1,2.25}'; "
            "CREATE INDEX i_bytea ON t (a) WHERE b <> '\\x5c27ff00'; " +
                database("SET DateStyle = ''SQL, DMY''") + database("SET IntervalStyle = ''sql_standard''") +
                database("SET extra_float_digits = ''-10''") + database("SET TimeZone = ''America/St_Johns''") +
                database("SET bytea_output = escape") + database("SET quote_all_identifiers = on"));
  CHECK(has(trip.yaml, "d > '2024-01-02'::date"));
  CHECK(has(trip.yaml, "3.141592653589793"));
  trip.from.query(database("RESET ALL"));
  trip.check();
}

TEST_CASE("a partitioned index is one definition; what is its own on a leaf is told") {
  Trip trip(partitions, "CREATE INDEX p_v ON p (v) WITH (fillfactor = 70); CREATE INDEX only_21 ON a_21 (id)");
  CHECK(has(trip.yaml, "p:\n  p_v: {columns: [v], with: {fillfactor: 70}}"));
  CHECK(has(trip.yaml, "a_21:\n  only_21: {columns: [id]}"));
  CHECK_FALSE(has(trip.yaml, "only:"));
  trip.check(/*parts=*/true);
}

TEST_CASE("a tree with something of its own is told part by part, also one that lacks a part") {
  Trip trip(partitions,
            "CREATE INDEX p_v ON p (v); COMMENT ON INDEX a_21_v_idx IS 'of one leaf'; "
            "CREATE INDEX p_id ON ONLY p (id); CREATE INDEX one ON p_1 (id); ALTER INDEX p_id ATTACH PARTITION one; "
            "CREATE INDEX p_day ON ONLY p (day)");
  CHECK(has(trip.yaml, "a_21_v_idx: {columns: [v], part_of: a_2_v_idx, comment: of one leaf}"));
  CHECK(has(trip.yaml, "p_day: {columns: [day], only: true}"));
  CHECK(has(trip.yaml, "one: {columns: [id], part_of: p_id}"));
  trip.check(/*parts=*/true);
  CHECK(trip.to.run({"downgrade", "base"}).exit_code == 0);
  auto connection = trip.to.connect();
  CHECK(test::index_facts(connection, false, true).empty());
}

TEST_CASE("names of parts: two trees over one column, a renamed part, an index of a leaf under a name like a part's") {
  Trip trip(
      partitions,
      "CREATE INDEX a_21_v_idx ON a_21 (id, day); CREATE INDEX p_v ON p (v); CREATE INDEX p_lower ON p (lower(v), v) "
      "INCLUDE (id); "
      "CREATE INDEX p_v2 ON p (v) WHERE id > 1; ALTER INDEX p_1_lower_v_id_idx RENAME TO \"own. name\"; CREATE "
      "INDEX p_id ON p (id)");
  CHECK(has(trip.yaml, "p_id: {columns: [id]}\n"));
  CHECK(has(trip.yaml, "'\"own. name\"': {columns: [{expression: lower(v)}, v], include: [id], part_of: p_lower}"));
  trip.check(/*parts=*/true);
}

TEST_CASE("--parts writes every part") {
  Trip trip(partitions, "CREATE INDEX p_v ON p (v); ALTER INDEX a_21_v_idx RENAME TO \"Renamed\"", {"--parts"});
  CHECK(has(trip.yaml, "Renamed: {columns: [v], part_of: a_2_v_idx}"));
  trip.check(/*parts=*/true);
}

TEST_CASE("constraints are marked and left to the tables' own SQL; invalid indexes are commented out") {
  const std::string sql =
      "CREATE EXTENSION btree_gist; CREATE TABLE r (id int PRIMARY KEY, a int UNIQUE DEFERRABLE, room int, during "
      "tsrange, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (room > 0) INITIALLY "
      "DEFERRED)";
  Trip trip(sql,
            "CREATE INDEX broken ON r (a); CREATE INDEX fine ON r (a); "
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass");
  CHECK(has(trip.yaml, "  r_pkey: {constraint: primary key, columns: [id]}\n"));
  CHECK(has(trip.yaml, "  r_a_key: {constraint: unique, columns: [a], deferrable: true}\n"));
  CHECK(has(trip.yaml, "columns: [{name: room, operator: \"=\"}, {name: during, operator: \"&&\"}]\n"));
  CHECK(has(trip.yaml, "initially_deferred: true\n    where: \"room > 0\"\n"));
  CHECK(has(trip.yaml, "  # invalid: no query uses it; rebuild or drop it\n  # broken: {columns: [a]}\n"));
  CHECK(trip.to.index("fine") != "");
  CHECK(trip.to.index("broken") == "");
}

TEST_CASE("what is no user's own is left out; filters; a typo is named") {
  Project project(Cluster::shared());
  CHECK(project.run({"inspect"}).out == "{}\n");
  project.query(
      "CREATE EXTENSION pg_stat_statements; CREATE TEMP TABLE tt (a int); CREATE TABLE a (x int); CREATE INDEX ax ON a "
      "(x); CREATE SCHEMA s; CREATE TABLE s.a (x int); CREATE INDEX sax ON s.a (x); CREATE TABLE b (x int)");
  CHECK(project.run({"inspect"}).out == "a:\n  ax: {columns: [x]}\n\ns.a:\n  sax: {columns: [x]}\n");
  CHECK(project.run({"inspect", "--schema", "s"}).out == "s.a:\n  sax: {columns: [x]}\n");
  CHECK(project.run({"inspect", "--table", "public.a"}).out == "a:\n  ax: {columns: [x]}\n");
  CHECK(project.run({"inspect", "--table", "b"}).out == "{}\n");
  const test::Outcome typo = project.run({"inspect", "--table", "public.aa"});
  CHECK(typo.exit_code == 2);
  CHECK(has(typo.err, "did you mean 'public.a'?"));
  const test::Outcome json = project.run({"inspect", "--format", "json"});
  CHECK(has(json.out, "\"definition\":\"CREATE INDEX sax ON s.a USING btree (x)\""));
  CHECK(has(json.out, "\"yaml\":\"{columns: [x]}\""));
}

namespace {

// Random definitions over a table of many types, and the state of its marks.
class RandomIndexes {
 public:
  explicit RandomIndexes(unsigned seed) : engine_(seed) {}

  std::string sql(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += index("r" + std::to_string(i));
    return out;
  }

 private:
  int number(int below) { return static_cast<int>(engine_() % static_cast<unsigned>(below)); }
  bool chance(int percent) { return number(100) < percent; }
  template <std::size_t N>
  std::string one_of(const char* const (&list)[N]) {
    return list[number(static_cast<int>(N))];
  }

  std::string key() {
    static const char* const keys[] = {"a",
                                       "b",
                                       "c",
                                       "d",
                                       "ts",
                                       "big",
                                       "num",
                                       "m",
                                       "\"Mixed\"",
                                       "dom",
                                       "u",
                                       "lower(b)",
                                       "(a + 1)",
                                       "(b || 'x''\"#: ')",
                                       "(j ->> 'k')",
                                       "coalesce(c, d)",
                                       "(a BETWEEN 1 AND 2 AND f)",
                                       "(c IN ('p', 'q'))",
                                       "((pr).a)",
                                       "app.f(b)",
                                       "(ts AT TIME ZONE 'UTC')",
                                       "(a::text)",
                                       "(d::varchar(4))",
                                       "(CASE WHEN f THEN b END)"};
    std::string out = one_of(keys);
    const bool text = out == "b" || out == "c" || out == "d" || out == "lower(b)" || out == "app.f(b)";
    if (text && chance(20)) out += " COLLATE \"C\"";
    if (text && chance(20)) out += " text_pattern_ops";
    if (chance(30)) out += " DESC";
    if (chance(20)) out += chance(50) ? " NULLS FIRST" : " NULLS LAST";
    return out;
  }

  std::string condition(int depth) {
    static const char* const atoms[] = {"f",
                                        "a BETWEEN 1 AND 5",
                                        "a NOT BETWEEN 2 AND 3",
                                        "c IN ('x', 'y''z')",
                                        "c NOT IN ('x', 'y')",
                                        "d IN ('x', 'y')",
                                        "m IN ('sad')",
                                        "big IN (1, 2)",
                                        "b IS NULL",
                                        "b LIKE 'x%'",
                                        "c = ANY (ARRAY[c, c])",
                                        "dom IN ('1', '2')",
                                        "cd IN ('10.0.0.0/8', '11.0.0.0/8')",
                                        "ts > '2024-01-01 00:00:00+00'",
                                        "c = 'x'",
                                        "(a, big) > (1, 2)",
                                        "a = ANY (g)",
                                        "num > 1.50",
                                        "f IS NOT TRUE",
                                        "c IN ('a', b)"};
    if (depth == 0 || chance(30)) return one_of(atoms);
    const std::string left = condition(depth - 1), right = condition(depth - 1);
    const std::string both = left + (chance(60) ? " AND " : " OR ") + right;
    if (chance(20)) return "NOT (" + both + ")";
    return chance(50) ? "(" + both + ")" : both;
  }

  std::string index(const std::string& name) {
    static const char* const others[] = {"USING gin (tags)",
                                         "USING gin (j jsonb_path_ops) WITH (fastupdate = off)",
                                         "USING brin (a, ts) WITH (pages_per_range = 9, autosummarize = on)",
                                         "USING hash (b) WITH (fillfactor = 60)",
                                         "USING gist (r, bx)",
                                         "USING spgist (p)",
                                         "USING gin (b gin_trgm_ops)",
                                         "USING gist (b gist_trgm_ops (siglen = 24))",
                                         "USING bloom (a, b) WITH (length = 64)",
                                         "USING gin ((j -> 'x'))"};
    std::string out;
    if (chance(25)) {
      out = "CREATE INDEX " + name + " ON t " + one_of(others);
    } else {
      const bool unique = chance(20);
      out = std::string("CREATE ") + (unique ? "UNIQUE " : "") + "INDEX " + name + " ON t (" + key();
      for (int i = number(4); i > 0; --i) out += ", " + key();
      out += ")";
      if (chance(20)) out += " INCLUDE (id, num)";
      if (unique && chance(40)) out += " NULLS NOT DISTINCT";
      if (chance(20)) out += " WITH (fillfactor = " + std::to_string(50 + number(50)) + ", deduplicate_items = off)";
    }
    if (chance(50)) out += " WHERE " + condition(3);
    out += ";\n";
    if (chance(20)) out += "COMMENT ON INDEX " + name + " IS 'about " + name + ": \"it\"''s'; ";
    return out;
  }

  std::mt19937 engine_;
};

}  // namespace

TEST_CASE("random definitions: inspected, applied, identical") {
  const unsigned seed = barqdb::test::chosen_seed();
  CAPTURE(seed);
  Trip(tables, RandomIndexes(seed).sql(150)).check();
}
