#include "plan/dropped_index.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace barqdb;

TEST_CASE("a dropped index comes back from its record as it was") {
  model::IndexFacts index;
  index.name = {"My Schema", "idx \"x\""};
  index.table = {"My Schema", "t"};
  index.definition =
      "CREATE INDEX \"idx \"\"x\"\"\" ON \"My Schema\".t USING btree (a) WITH (fillfactor='70') WHERE (b = 'é'::text)";
  index.comment = "line\nof 'text' \\ with \"quotes\"";
  index.tablespace = "ts";
  index.clustered = true;
  index.replica_identity = true;
  index.depends_on_extensions = {"pg_trgm"};
  const plan::DroppedIndex read = plan::read_dropped(plan::record_dropped(index));
  CHECK(read.name == index.name);
  CHECK(read.table == index.table);
  CHECK(read.definition == index.definition);
  CHECK(read.comment == index.comment);
  CHECK(plan::restore_sql(read, true) ==
        "CREATE INDEX CONCURRENTLY \"idx \"\"x\"\"\" ON \"My Schema\".t USING btree (a) WITH (fillfactor='70') "
        "TABLESPACE ts WHERE (b = "
        "'é'::text)");
  const std::vector<std::string> after = plan::restore_after_sql(read);
  REQUIRE(after.size() == 4);
  CHECK(after[0] == "COMMENT ON INDEX \"My Schema\".\"idx \"\"x\"\"\" IS E'line\nof ''text'' \\\\ with \"quotes\"'");
  CHECK(after[1] == "ALTER INDEX \"My Schema\".\"idx \"\"x\"\"\" DEPENDS ON EXTENSION pg_trgm");
  CHECK(after[2] == "ALTER TABLE \"My Schema\".t CLUSTER ON \"idx \"\"x\"\"\"");
  CHECK(after[3] == "ALTER TABLE \"My Schema\".t REPLICA IDENTITY USING INDEX \"idx \"\"x\"\"\"");
}

TEST_CASE("without a tablespace the definition stays as the server printed it") {
  plan::DroppedIndex index;
  index.definition = "CREATE UNIQUE INDEX i ON public.t USING btree (a) WHERE (b = ' TABLESPACE '::text)";
  CHECK(plan::restore_sql(index, false) == index.definition);
  CHECK(plan::restore_after_sql(index).empty());
}

TEST_CASE("a record that cannot be read is refused, not guessed at") {
  for (const char* broken : {"", "null", "[]", "{", "1"}) CHECK_THROWS_AS(plan::read_dropped(broken), base::Error);
}

TEST_CASE("a record with parts of another type is refused as well") {
  CHECK_THROWS_AS(plan::read_dropped(R"({"schema": 1})"), base::Error);
  CHECK_THROWS_AS(plan::read_dropped(R"({"definition": null})"), base::Error);
}

TEST_CASE("an index on a partitioned table alone comes back alone") {
  model::IndexFacts index;
  index.kind = 'I';
  index.definition = "CREATE INDEX qi ON ONLY public.q USING btree (a)";
  index.valid = true;
  CHECK(plan::restore_sql(plan::read_dropped(plan::record_dropped(index)), false) ==
        "CREATE INDEX qi ON public.q USING btree (a)");
  index.valid = false;
  CHECK(plan::restore_sql(plan::read_dropped(plan::record_dropped(index)), false) == index.definition);
}

TEST_CASE("the parts of a partitioned index are remembered, and made again below what they hung on") {
  model::IndexFacts index;
  index.name = {"public", "qi"};
  index.table = {"public", "q"};
  index.kind = 'I';
  index.definition = "CREATE INDEX qi ON ONLY public.q USING btree (a)";
  model::AttachedIndex middle, leaf;
  middle.name = {"public", "z_idx"};
  middle.table = {"public", "q_z"};
  middle.above = index.name;
  middle.definition = "CREATE INDEX z_idx ON ONLY public.q_z USING btree (a)";
  leaf = middle;
  leaf.name = {"public", "Leaf"};
  leaf.above = middle.name;
  leaf.level = 2;
  leaf.definition = "CREATE INDEX \"Leaf\" ON public.q_a USING btree (a) WITH (fillfactor='42') WHERE (a > 1)";
  leaf.comment = "own";
  leaf.tablespace = "fast";
  leaf.statistics = {{1, 7}};
  leaf.clustered = leaf.replica_identity = true;
  index.attached = {{1, leaf}, {2, middle}};
  const plan::DroppedIndex read = plan::read_dropped(plan::record_dropped(index));
  CHECK(plan::restore_sql(read, false) == index.definition);
  const std::vector<std::string> after = plan::restore_after_sql(read);
  REQUIRE(after.size() == 8);
  CHECK(after[0] == middle.definition);
  CHECK(after[1] == "ALTER INDEX public.qi ATTACH PARTITION public.z_idx");
  CHECK(after[2] ==
        "CREATE INDEX \"Leaf\" ON public.q_a USING btree (a) WITH (fillfactor='42') TABLESPACE fast WHERE (a > 1)");
  CHECK(after[3] == "ALTER INDEX public.z_idx ATTACH PARTITION public.\"Leaf\"");
  CHECK(after[4] == "COMMENT ON INDEX public.\"Leaf\" IS 'own'");
  CHECK(after[5] == "ALTER INDEX public.\"Leaf\" ALTER COLUMN 1 SET STATISTICS 7");
  CHECK(after[6] == "ALTER TABLE " + leaf.table.quoted() + " CLUSTER ON \"Leaf\"");
  CHECK(after[7] == "ALTER TABLE " + leaf.table.quoted() + " REPLICA IDENTITY USING INDEX \"Leaf\"");
}
