// The decision table of replace_index.
#include <doctest/doctest.h>

#include "plan/dropped_index.hpp"
#include "plan/make.hpp"
#include "plan/replacement.hpp"

using namespace barqdb;
using model::Decision;
using model::Direction;
using model::Intent;
using model::Strategy;

namespace {

struct Scene {
  model::Revision revision;
  model::RevisionBody body;
  model::Catalog catalog;
  std::vector<model::StepRecord> steps;
  std::map<std::string, plan::Comparison> comparisons;
  plan::ReplacementNames names;

  Scene() {
    revision.id = "r1";
    catalog.current_schema = "public";
    model::TableFacts table;
    table.oid = 7;
    table.name = {"public", "t"};
    table.bytes = std::int64_t{10} << 20;
    table.columns = {"a", "b"};
    catalog.tables["t"] = table;
    catalog.tables_before_run = {7};
    model::IndexDefinition definition;
    definition.name = "idx";
    definition.table = {"", "t"};
    definition.columns.resize(1);
    definition.columns[0].name = "a";
    definition.unique = true;
    names = plan::replacement_names(definition);
    body.steps.emplace_back(model::ReplaceIndexStep{definition, {}});
  }
  model::IndexFacts& index(const std::string& name, bool valid = true) {
    model::IndexFacts facts;
    facts.name = {"public", name};
    facts.table = {"public", "t"};
    facts.table_bytes = std::int64_t{10} << 20;
    facts.valid = facts.ready = valid;
    facts.definition = "CREATE INDEX " + name + " ON public.t USING btree (b)";
    return catalog.indexes[facts.name.text()] = facts;
  }
  void record(Direction direction, Intent intent, const std::string& object, const std::string& prior = {}) {
    model::StepRecord one;
    one.id = static_cast<std::int64_t>(steps.size()) + 1;
    one.direction = direction;
    one.step = 1;
    one.intent = intent;
    one.object = object;
    one.outcome = "done";
    one.prior = prior;
    steps.push_back(one);
  }
  plan::PlanInput input() const { return {&revision, &body, &catalog, steps, comparisons, {}}; }
  std::vector<model::Operation> up() const { return plan::make_upgrade(input()).operations; }
  std::vector<model::Operation> down() const { return plan::make_downgrade(input()).operations; }
};

std::string refusal(const Scene& scene) {
  try {
    scene.up();
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::refused);
    return error.message;
  }
  return "";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the names beside an index are its own, at most 63 bytes, and depend on the definition") {
  const std::string longest(62, 'x');
  const std::string one = model::replacement_index_name(longest + "\u00e9", "def");
  CHECK(one.size() <= 63);
  CHECK(one == model::replacement_index_name(longest + "\u00e9", "def"));
  CHECK(one != model::replacement_index_name(longest + "\u00e9", "other"));
  CHECK(model::replaced_index_name("idx", "def").starts_with("idx_old_"));
  CHECK(model::replacement_index_name("idx", "def").starts_with("idx_barqdb_"));
}

TEST_CASE("another definition: built beside, swapped in a transaction, the old one dropped") {
  Scene scene;
  scene.index("idx");
  const auto operations = scene.up();
  REQUIRE(operations.size() == 3);
  CHECK(operations[0].intent == Intent::create_index);
  CHECK(operations[0].strategy == Strategy::concurrent);
  CHECK(operations[0].sql ==
        "CREATE UNIQUE INDEX CONCURRENTLY " + scene.names.replacement + " ON public.t USING btree (a)");
  CHECK(operations[0].leaves_valid_index);
  CHECK_FALSE(operations[0].duplicates.empty());
  CHECK(operations[1].intent == Intent::replace_index);
  CHECK(operations[1].strategy == Strategy::transaction);
  CHECK(operations[1].sql == "ALTER INDEX public.idx RENAME TO " + scene.names.replaced + ";\nALTER INDEX public." +
                                 scene.names.replacement + " RENAME TO idx");
  CHECK(plan::read_dropped(operations[1].prior).definition == "CREATE INDEX idx ON public.t USING btree (b)");
  CHECK(operations[2].sql == "DROP INDEX CONCURRENTLY public." + scene.names.replaced);
}

TEST_CASE("what an earlier attempt built is adopted when valid, built again when not, refused when foreign") {
  Scene scene;
  scene.index("idx");
  scene.index(scene.names.replacement, false);
  CHECK(scene.up()[0].decision == Decision::rebuild);
  CHECK(scene.up()[0].before == "DROP INDEX CONCURRENTLY public." + scene.names.replacement);
  scene.index(scene.names.replacement);
  scene.comparisons["public." + scene.names.replacement].same = true;
  CHECK(scene.up()[0].decision == Decision::adopt);
  CHECK(scene.up().size() == 3);
  scene.comparisons["public." + scene.names.replacement].same = false;
  CHECK(has(refusal(scene), "with another definition"));
}

TEST_CASE("swapped by an earlier attempt: only the drop is left, and only when the ledger knows of the swap") {
  Scene scene;
  scene.index("idx");
  scene.index(scene.names.replaced);
  scene.comparisons["public.idx"].same = true;
  REQUIRE(scene.up().size() == 1);
  CHECK(scene.up()[0].decision == Decision::adopt);
  CHECK(scene.up()[0].preexisting);
  scene.record(Direction::up, Intent::replace_index, "public.idx", "{}");
  REQUIRE(scene.up().size() == 2);
  CHECK(scene.up()[0].decision == Decision::done);
  CHECK(scene.up()[1].sql == "DROP INDEX CONCURRENTLY public." + scene.names.replaced);
}

TEST_CASE("no index of the name: a plain creation with a note") {
  Scene scene;
  REQUIRE(scene.up().size() == 1);
  CHECK(scene.up()[0].sql == "CREATE UNIQUE INDEX CONCURRENTLY idx ON public.t USING btree (a)");
  CHECK(has(scene.up()[0].reason, "no index to replace"));
}

TEST_CASE("under a constraint: one ALTER TABLE, which drops the old index itself") {
  Scene scene;
  model::IndexFacts& index = scene.index("idx");
  index.constraint = "idx";
  index.constraint_kind = 'u';
  index.constraint_deferrable = true;
  const auto operations = scene.up();
  REQUIRE(operations.size() == 2);
  CHECK(operations[1].sql == "ALTER TABLE public.t DROP CONSTRAINT idx, ADD CONSTRAINT idx UNIQUE USING INDEX " +
                                 scene.names.replacement + " DEFERRABLE");
  CHECK(has(operations[1].lock, "ACCESS EXCLUSIVE"));
  index.constraint_kind = 'p';
  CHECK(has(refusal(scene), "column a is not NOT NULL"));
  scene.catalog.tables["t"].not_null = {"a"};
  CHECK(has(scene.up()[1].sql, "ADD CONSTRAINT idx PRIMARY KEY USING INDEX"));
  index.referenced_by = "child_fkey of child";
  CHECK(has(refusal(scene), "child_fkey of child"));
}

TEST_CASE("the way back is a replacement by the recorded definition") {
  Scene scene;
  model::IndexFacts& old = scene.index("idx");
  old.comment = "it's old";
  scene.record(Direction::up, Intent::replace_index, "public.idx", plan::record_dropped(old));
  old.definition = "CREATE UNIQUE INDEX idx ON public.t USING btree (a)";
  scene.comparisons["public.idx"].same = true;
  const auto operations = scene.down();
  REQUIRE(operations.size() == 3);
  CHECK(operations[0].sql.starts_with("CREATE INDEX CONCURRENTLY idx_barqdb_"));
  CHECK(operations[0].sql.ends_with(" ON public.t USING btree (b)"));
  CHECK(operations[0].after[0].ends_with("IS 'it''s old'"));
  CHECK(operations[1].intent == Intent::replace_index);
  CHECK(operations[2].sql.starts_with("DROP INDEX CONCURRENTLY public.idx_old_"));

  SUBCASE("the old one still stands aside: it takes its name back") {
    scene.index(scene.names.replaced);
    const auto shorter = scene.down();
    CHECK(shorter[0].decision == Decision::adopt);
    CHECK(has(shorter[1].sql, "ALTER INDEX public." + scene.names.replaced + " RENAME TO idx"));
  }
  SUBCASE("changed since: refused") {
    scene.comparisons["public.idx"].same = false;
    CHECK_THROWS_AS(scene.down(), base::Error);
  }
}
