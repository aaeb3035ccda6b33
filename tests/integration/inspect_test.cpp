// inspect: database → YAML → a database with the same tables and no indexes → the same indexes, to the letter.
#include <doctest/doctest.h>

#include <filesystem>
#include <random>

#include "base/text.hpp"
#include "support/index_facts.hpp"
#include "support/project.hpp"

using namespace barqdb;
using test::Cluster;
using test::has;
using test::Project;

namespace {

// `tables` is run in both databases, `indexes` in the first only.
struct Trip {
  Trip(const std::string& tables, const std::string& indexes, const std::vector<std::string>& options = {})
      : from(Cluster::shared()), to(Cluster::shared()) {
    from.query(tables);
    from.query(indexes);
    to.query(tables);
    std::vector<std::string> words = {"inspect"};
    words.insert(words.end(), options.begin(), options.end());
    const test::Outcome inspected = from.run(words);
    REQUIRE_MESSAGE(inspected.exit_code == 0, inspected.err);
    yaml = inspected.out;
    to.write("indexes.yaml", "");
    to.remove("indexes.yaml");
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
    // What was applied reads the same again.
    CHECK(to.run({"inspect"}).out == from.run({"inspect"}).out);
  }

  Project from, to;
  std::string yaml;
};

const char* const nasty_tables = R"(
CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE SCHEMA ext; CREATE EXTENSION IF NOT EXISTS bloom;
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA ext; CREATE EXTENSION IF NOT EXISTS hstore SCHEMA ext;
CREATE SCHEMA "Odd. Schema"; CREATE SCHEMA app;
CREATE COLLATION app."Ä c" FROM "C"; CREATE COLLATION plain_c FROM "C";
CREATE FUNCTION app.f(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper($1) $$;
CREATE FUNCTION "Odd. Schema"."G""g"(int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + 1 $$;
CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"'); CREATE TYPE app.pair AS (a int, b text);
CREATE DOMAIN code AS varchar(10); CREATE DOMAIN app.c_text AS text COLLATE "C";
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b text, c varchar, d varchar(20), e char(5), ts timestamptz,
  tsn timestamp, j jsonb, g int[], tags text[], p point, bx box, r int4range, mr int4multirange, ip inet, cd cidr, m mood, dom code, ct app.c_text,
  n name, u uuid, num numeric(10,2), f boolean, tsv tsvector, by bytea, pr app.pair, o oid, h ext.hstore, cc text COLLATE "C", big bigint, UNIQUE (a, b));
CREATE TABLE "Odd. Schema"."My ""Table"".x" ("Col A" int, "b.c" text, " " int, "select" text, "créé à" text, "(a)" int, "x desc" int, "null" int,
  "a:b #c" int, "tab	here" int, "true" int, "12" int);
CREATE TABLE app."order" (id int, "user" text); CREATE TABLE app.couriers (id int, x text); CREATE UNLOGGED TABLE u (a int);
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS id, 'x'::text AS v;
)";

const char* const nasty_indexes = R"(
CREATE INDEX i01 ON t (a, b DESC, c NULLS FIRST, d DESC NULLS LAST);
CREATE UNIQUE INDEX i02 ON t (lower(b)) WHERE c IN ('a', 'b');
CREATE INDEX i03 ON t (a) WHERE c NOT IN ('a', 'b''s') AND f;
CREATE INDEX i04 ON t (a) WHERE a BETWEEN 1 AND 5 AND f;
CREATE INDEX i05 ON t (a) WHERE a NOT BETWEEN 1 AND 5 OR f OR b IS NULL;
CREATE INDEX i06 ON t USING gin (b gin_trgm_ops, c gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX i07 ON t USING gist (b gist_trgm_ops (siglen = 32));
CREATE INDEX i08 ON t USING gist (tsv tsvector_ops (siglen = 100), bx);
CREATE INDEX i09 ON t USING brin (ts, a int4_minmax_multi_ops (values_per_range = 16)) WITH (autosummarize = 'yes', pages_per_range = 7);
CREATE INDEX i10 ON t USING brin (b text_bloom_ops (n_distinct_per_range = 100, false_positive_rate = 0.05));
CREATE INDEX i11 ON t USING hash (b) WITH (fillfactor = 55);
CREATE INDEX i12 ON t USING spgist (p kd_point_ops, b);
CREATE INDEX i12a ON t USING spgist (p kd_point_ops); CREATE INDEX i12b ON t USING spgist (b) WHERE b ^@ 'x'; CREATE INDEX i12c ON t USING spgist (ip);
CREATE INDEX i13 ON t USING bloom (a, b) WITH (length = 100, col1 = 3);
CREATE INDEX i14 ON t USING gin (j jsonb_path_ops, g, tags) WITH (fastupdate = false, gin_pending_list_limit = 128);
CREATE INDEX i15 ON t USING gin (j); CREATE INDEX i16 ON t USING gin (to_tsvector('english', coalesce(b, '') || ' ' || c));
CREATE INDEX i17 ON t USING gin ((tags || ARRAY['x'])); CREATE INDEX i18 ON t USING gin ((j -> 'a' -> 'b') jsonb_path_ops);
CREATE INDEX i19 ON t USING gin (a, ext.f_none) ;
)";

}  // namespace
