// The decision table of constraints.
#include <doctest/doctest.h>

#include "plan/make.hpp"

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

  Scene() {
    revision.id = "r1";
    catalog.current_schema = "public";
    for (const char* name : {"t", "other"}) {
      model::TableFacts table;
      table.oid = static_cast<std::int64_t>(catalog.tables.size()) + 7;
      table.name = {"public", name};
      table.bytes = std::int64_t{10} << 20;
      catalog.tables_before_run.insert(table.oid);
      catalog.tables[name] = table;
    }
  }
  void foreign_key() {
    model::ConstraintDefinition definition;
    definition.table = {"", "t"};
    definition.name = "fk";
    definition.columns = {"a"};
    definition.references = {"", "other"};
    definition.on_delete = 'c';
    body.steps.emplace_back(model::AddConstraintStep{definition, {}});
  }
  void not_null() {
    model::SetNotNullStep step;
    step.table = {"", "t"};
    step.column = "a";
    body.steps.emplace_back(step);
  }
  model::ConstraintFacts& existing(const std::string& name, bool validated) {
    model::ConstraintFacts facts;
    facts.name = name;
    facts.table = {"public", "t"};
    facts.kind = 'f';
    facts.validated = validated;
    facts.columns = {"a"};
    facts.references = {"public", "other"};
    facts.referenced_columns = {"id"};
    facts.on_delete = 'c';
    facts.on_update = 'a';
    facts.match = 's';
    facts.definition = "FOREIGN KEY (a) REFERENCES other(id) ON DELETE CASCADE";
    return catalog.constraints["t." + name] = facts;
  }
  void record(Intent intent, const std::string& object, const std::string& outcome, bool open = true) {
    model::StepRecord one;
    one.id = static_cast<std::int64_t>(steps.size()) + 1;
    one.step = 1;
    one.intent = intent;
    one.object = object;
    one.outcome = outcome;
    one.open = open;
    steps.push_back(one);
  }
  plan::PlanInput input() const { return {&revision, &body, &catalog, steps, comparisons, {}}; }
  std::vector<model::Operation> up() const { return plan::make_upgrade(input()).operations; }
  std::vector<model::Operation> down() const { return plan::make_downgrade(input()).operations; }
};

}  // namespace

TEST_CASE("a foreign key on a table with rows: NOT VALID in a transaction, validated alone") {
  Scene scene;
  scene.foreign_key();
  const auto operations = scene.up();
  REQUIRE(operations.size() == 2);
  CHECK(operations[0].intent == Intent::add_constraint);
  CHECK(operations[0].strategy == Strategy::transaction);
  CHECK(operations[0].sql ==
        "ALTER TABLE public.t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES other ON DELETE CASCADE NOT VALID");
  CHECK(operations[0].object.text() == "public.t.fk");
  CHECK(operations[1].intent == Intent::validate_constraint);
  CHECK(operations[1].strategy == Strategy::alone);
  CHECK(operations[1].sql == "ALTER TABLE public.t VALIDATE CONSTRAINT fk");
}

TEST_CASE("a foreign key on an empty table is plain; on a partitioned one with rows it is refused before 18") {
  Scene scene;
  scene.foreign_key();
  scene.catalog.tables["t"].bytes = 0;
  REQUIRE(scene.up().size() == 1);
  CHECK(scene.up()[0].sql.find("NOT VALID") == std::string::npos);
  scene.catalog.tables["t"].bytes = std::int64_t{10} << 20;
  scene.catalog.tables["t"].kind = 'p';
  CHECK_THROWS_AS(scene.up(), base::Error);
  scene.catalog.server_version = 180000;
  CHECK(scene.up().size() == 2);
}

TEST_CASE("one that exists: adopted, validated where it is not, refused where it differs") {
  Scene scene;
  scene.foreign_key();
  scene.existing("fk", true);
  REQUIRE(scene.up().size() == 1);
  CHECK(scene.up()[0].decision == Decision::adopt);
  CHECK(scene.up()[0].preexisting);
  scene.existing("fk", false);
  REQUIRE(scene.up().size() == 2);
  CHECK(scene.up()[1].intent == Intent::validate_constraint);
  scene.record(Intent::add_constraint, "public.t.fk", "done");
  CHECK_FALSE(scene.up()[0].preexisting);
  const auto refused = [&](auto change) {
    change(scene.existing("fk", true));
    CHECK_THROWS_AS(scene.up(), base::Error);
  };
  refused([](model::ConstraintFacts& facts) { facts.on_delete = 'a'; });
  refused([](model::ConstraintFacts& facts) { facts.columns = {"b"}; });
  refused([](model::ConstraintFacts& facts) { facts.references = {"public", "t"}; });
  refused([](model::ConstraintFacts& facts) { facts.deferrable = true; });
  refused([](model::ConstraintFacts& facts) { facts.match = 'f'; });
  refused([](model::ConstraintFacts& facts) { facts.kind = 'c'; });
}

TEST_CASE("NOT NULL by way of a check; what an earlier attempt did is left out") {
  Scene scene;
  scene.not_null();
  const std::string check = model::not_null_check_name({"", "t"}, "a");
  auto operations = scene.up();
  REQUIRE(operations.size() == 3);
  CHECK(operations[0].sql == "ALTER TABLE public.t ADD CONSTRAINT " + check + " CHECK (a IS NOT NULL) NOT VALID");
  CHECK(operations[1].intent == Intent::validate_constraint);
  CHECK(operations[2].sql ==
        "ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;\nALTER TABLE public.t DROP CONSTRAINT " + check);
  scene.record(Intent::add_constraint, "public.t." + check, "done");
  scene.existing(check, true).kind = 'c';
  operations = scene.up();
  REQUIRE(operations.size() == 2);
  CHECK(operations[0].decision == Decision::adopt);
  CHECK(operations[1].intent == Intent::set_not_null);
  // The way back of this half: the check goes, nothing else.
  REQUIRE(scene.down().size() == 1);
  CHECK(scene.down()[0].sql == "ALTER TABLE public.t DROP CONSTRAINT " + check);
}

TEST_CASE("the way back drops what the revision made and keeps what was there") {
  Scene scene;
  scene.not_null();
  scene.catalog.tables["t"].not_null = {"a"};
  scene.record(Intent::set_not_null, "public.t.a", "done", /*open=*/false);
  REQUIRE(scene.down().size() == 1);
  CHECK(scene.down()[0].sql == "ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL");
  scene.steps.back().outcome = "preexisting";
  CHECK(scene.down()[0].decision == Decision::adopt);

  Scene other;
  other.foreign_key();
  CHECK(other.down().empty());
  other.existing("fk", true);
  other.record(Intent::add_constraint, "public.t.fk", "done", /*open=*/false);
  CHECK(other.down()[0].sql == "ALTER TABLE public.t DROP CONSTRAINT fk");
  other.steps.back().outcome = "preexisting";
  CHECK(other.down()[0].decision == Decision::adopt);
  other.steps.back().outcome = "done";
  other.catalog.constraints["t.fk"].on_delete = 'a';
  CHECK_THROWS_AS(other.down(), base::Error);
}
