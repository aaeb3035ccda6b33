// The decision table of a run (catalog × ledger), in both directions.
#include "plan/make.hpp"

#include <doctest/doctest.h>

#include "plan/dropped_index.hpp"

using namespace barqdb;
using model::Decision;
using model::Direction;
using model::Intent;
using model::Strategy;

namespace {

// A revision of steps, what the server has, and what the ledger remembers.
struct Scene {
  model::Revision revision;
  model::RevisionBody body;
  model::Catalog catalog;
  std::vector<model::StepRecord> steps;
  std::map<std::string, plan::Comparison> comparisons;
  config::OnlineSettings online;

  Scene() {
    revision.id = "r1";
    catalog.current_schema = "public";
    table("t", std::int64_t{10} << 20);
  }
  void table(const std::string& name, std::int64_t bytes, char kind = 'r') {
    model::TableFacts facts;
    facts.oid = static_cast<std::int64_t>(catalog.tables.size()) + 100;
    facts.name = {"public", name};
    facts.bytes = bytes;
    facts.kind = kind;
    facts.columns = {"a", "b"};
    catalog.tables[name] = facts;
    catalog.tables_before_run.insert(facts.oid);
  }
  model::IndexFacts& index(const std::string& key, bool valid = true, const std::string& of = "t") {
    model::IndexFacts facts;
    facts.name = {"public", key.substr(key.find('.') + 1)};
    facts.table = {"public", of};
    facts.table_bytes = std::int64_t{10} << 20;
    facts.valid = facts.ready = valid;
    facts.definition = "CREATE INDEX " + facts.name.name + " ON public.t USING btree (a)";
    return catalog.indexes[key] = facts;
  }
  void create(const std::string& name) {
    model::IndexDefinition definition;
    definition.name = name;
    definition.table = {"", "t"};
    definition.columns.push_back({});
    definition.columns.back().name = "a";
    definition.place = {"r1.yaml", 7, 3};
    model::CreateIndexStep step;
    step.definitions = {definition};
    body.steps.emplace_back(step);
  }
  void drop(const std::string& name) {
    model::DropIndexStep step;
    step.index = model::parse_qualified_name(name);
    step.place = {"r1.yaml", 8, 3};
    body.steps.emplace_back(step);
  }
  void sql(const std::string& up, const std::string& down, bool transaction = true) {
    model::SqlStep step;
    step.up = up;
    step.down = down;
    step.transaction = transaction;
    step.up_place = {"r1.yaml", 10, 1};
    step.down_place = {"r1.yaml", 20, 1};
    body.steps.emplace_back(step);
  }
  // An earlier attempt.
  model::StepRecord& record(Direction direction, int step, Intent intent, const std::string& object,
                            const std::string& outcome, bool open = true) {
    model::StepRecord one;
    one.id = static_cast<std::int64_t>(steps.size()) + 1;
    one.revision = "r1";
    one.direction = direction;
    one.step = step;
    one.intent = intent;
    one.object = object;
    one.outcome = outcome;
    one.open = open;
    steps.push_back(one);
    return steps.back();
  }
  plan::PlanInput input() const { return {&revision, &body, &catalog, steps, comparisons, online}; }
  model::Plan up() const { return plan::make_upgrade(input()); }
  model::Plan down() const { return plan::make_downgrade(input()); }
};

// The refusal of a plan; fails the test when there is none.
template <typename Make>
base::Error refusal(Make make) {
  try {
    make();
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::refused);
    return error;
  }
  FAIL("not refused");
  return {base::ErrorKind::usage, ""};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string idx = "public.idx";

}  // namespace

TEST_CASE("absent: built, concurrently on a large table") {
  Scene scene;
  scene.create("idx");
  const model::Plan plan = scene.up();
  REQUIRE(plan.operations.size() == 1);
  const model::Operation& one = plan.operations[0];
  CHECK(one.decision == Decision::run);
  CHECK(one.strategy == Strategy::concurrent);
  CHECK(one.sql == "CREATE INDEX CONCURRENTLY idx ON public.t USING btree (a)");
  CHECK(one.object == model::QualifiedName{"public", "idx"});
  CHECK(one.position == 1);
  CHECK(one.step == 1);
  CHECK(one.place.line == 7);
  CHECK(one.hash.size() == 64);
  CHECK(has(one.lock, "SHARE UPDATE EXCLUSIVE"));
}

TEST_CASE("a plan is the same whatever the strategy: the hash recognizes the step") {
  Scene scene;
  scene.create("idx");
  const std::string concurrent = scene.up().operations[0].hash;
  scene.online.mode = config::OnlineMode::never;
  CHECK(scene.up().operations[0].hash == concurrent);
  CHECK(scene.up().operations[0].sql == "CREATE INDEX idx ON public.t USING btree (a)");
}

TEST_CASE("valid and the same: adopted, and kept by a downgrade only when nobody of ours made it") {
  Scene scene;
  scene.create("idx");
  scene.index(idx);
  scene.comparisons[idx].same = true;
  CHECK(scene.up().operations[0].decision == Decision::adopt);
  CHECK(scene.up().operations[0].preexisting);
  CHECK_FALSE(scene.up().operations[0].sends());

  scene.record(Direction::up, 1, Intent::create_index, idx, "started");
  CHECK(scene.up().operations[0].decision == Decision::adopt);
  CHECK_FALSE(scene.up().operations[0].preexisting);

  // Adopted as preexisting by an attempt that failed later: it is still not ours.
  scene.steps.clear();
  scene.record(Direction::up, 1, Intent::create_index, idx, "preexisting");
  CHECK(scene.up().operations[0].preexisting);
}

TEST_CASE("valid with another definition: refused, with both shown") {
  Scene scene;
  scene.create("idx");
  scene.index(idx);
  scene.comparisons[idx] = {false, "WANTED", "EXISTING", ""};
  const base::Error error = refusal([&] { scene.up(); });
  CHECK(has(error.message, "another definition"));
  CHECK(has(error.message, "WANTED"));
  CHECK(has(error.message, "EXISTING"));
  CHECK(error.place.line == 7);
  CHECK_FALSE(error.hint.empty());
  scene.comparisons[idx] = {false, "", "EXISTING", "no such operator class"};
  CHECK(has(refusal([&] { scene.up(); }).message, "no such operator class"));
}

TEST_CASE("on another table, or no index at all: refused; every conflict is reported at once") {
  Scene scene;
  scene.create("idx");
  scene.create("idx2");
  scene.index(idx, true, "other");
  scene.index("public.idx2").kind = 'r';
  const base::Error error = refusal([&] { scene.up(); });
  CHECK(has(error.message, "public.other"));
  REQUIRE(error.others.size() == 1);
  CHECK(has(error.others[0].message, "no index"));
}

TEST_CASE("invalid: rebuilt when the ledger has it, refused when it does not") {
  Scene scene;
  scene.create("idx");
  scene.index(idx, false);
  const base::Error error = refusal([&] { scene.up(); });
  CHECK(has(error.message, "invalid"));
  CHECK(has(error.hint, "repair drop-invalid public.idx"));
  for (const char* outcome : {"started", "failed"}) {
    scene.steps.clear();
    scene.record(Direction::up, 1, Intent::create_index, idx, outcome);
    const model::Operation one = scene.up().operations[0];
    CHECK(one.decision == Decision::rebuild);
    CHECK(one.before == "DROP INDEX CONCURRENTLY public.idx");
    CHECK(one.sql == "CREATE INDEX CONCURRENTLY idx ON public.t USING btree (a)");
  }
  SUBCASE("a closed record is of another application") {
    scene.steps[0].open = false;
    refusal([&] { scene.up(); });
  }
  SUBCASE("so is one of the other direction, or of another step") {
    scene.steps[0].direction = Direction::down;
    refusal([&] { scene.up(); });
    scene.steps[0].direction = Direction::up;
    scene.steps[0].step = 2;
    refusal([&] { scene.up(); });
  }
}

TEST_CASE("SQL that an earlier attempt finished is not run again; with another text it is refused") {
  Scene scene;
  scene.sql("CREATE TABLE x (a int)", "DROP TABLE x");
  const std::string hash = scene.up().operations[0].hash;
  scene.record(Direction::up, 1, Intent::sql, "", "done").hash = hash;
  CHECK(scene.up().operations[0].decision == Decision::done);
  CHECK(scene.up().operations[0].sql.empty());
  scene.steps[0].outcome = "failed";
  CHECK(scene.up().operations[0].decision == Decision::run);
  scene.steps[0].outcome = "done";
  scene.steps[0].hash = "other";
  CHECK(has(refusal([&] { scene.up(); }).message, "another text"));
  scene.steps[0].open = false;  // of an application that was rolled back since
  CHECK(scene.up().operations[0].decision == Decision::run);
}

TEST_CASE("SQL outside a transaction is one operation a statement, and each is done once") {
  Scene scene;
  scene.sql("VACUUM t;\n-- again\nVACUUM t;\nANALYZE t;", "", false);
  model::Plan plan = scene.up();
  REQUIRE(plan.operations.size() == 3);
  CHECK(plan.operations[1].place.line == 12);
  CHECK(plan.operations[0].strategy == Strategy::alone);
  // The first of two statements with the same text was done: the second was not.
  scene.record(Direction::up, 1, Intent::sql, "", "done").hash = plan.operations[0].hash;
  plan = scene.up();
  CHECK(plan.operations[0].decision == Decision::done);
  CHECK(plan.operations[1].decision == Decision::run);
  CHECK(plan.operations[2].decision == Decision::run);
  scene.record(Direction::up, 1, Intent::sql, "", "done").hash = plan.operations[1].hash;
  CHECK(scene.up().operations[1].decision == Decision::done);
}

TEST_CASE("drop_index: recorded, dropped, and harmless when it is gone") {
  Scene scene;
  scene.drop("idx");
  CHECK(scene.up().operations[0].decision == Decision::adopt);
  CHECK(scene.up().operations[0].prior.empty());
  CHECK(has(scene.up().operations[0].reason, "does not exist"));

  scene.index("idx");
  const model::Operation one = scene.up().operations[0];
  CHECK(one.decision == Decision::run);
  CHECK(one.sql == "DROP INDEX CONCURRENTLY public.idx");
  CHECK(plan::read_dropped(one.prior).definition == "CREATE INDEX idx ON public.t USING btree (a)");

  // Half dropped: what was recorded when it was whole stays.
  scene.catalog.indexes["idx"].valid = false;
  scene.record(Direction::up, 1, Intent::drop_index, idx, "started").prior = R"({"definition":"whole"})";
  CHECK(scene.up().operations[0].decision == Decision::run);
  CHECK(plan::read_dropped(scene.up().operations[0].prior).definition == "whole");

  // Dropped, but the outcome was not written any more.
  scene.catalog.indexes.clear();
  CHECK(scene.up().operations[0].decision == Decision::adopt);
  CHECK(plan::read_dropped(scene.up().operations[0].prior).definition == "whole");
}

TEST_CASE("drop_index is refused for an index that foreign keys need, unless SQL before it may drop them") {
  Scene scene;
  scene.drop("idx");
  scene.index("idx").referenced_by = "c_a_fkey of c";
  const base::Error error = refusal([&] { scene.up(); });
  CHECK(has(error.message, "c_a_fkey of c"));
  Scene after;
  after.sql("ALTER TABLE c DROP CONSTRAINT c_a_fkey", "SELECT 1");
  after.drop("idx");
  after.index("idx").referenced_by = "c_a_fkey of c";
  CHECK(after.up().operations.size() == 2);
}

TEST_CASE("drop_index is refused for a constraint's index, a partition's, and what is no index") {
  Scene scene;
  scene.drop("idx");
  scene.index("idx").constraint = "t_pkey";
  const base::Error error = refusal([&] { scene.up(); });
  CHECK(has(error.message, "t_pkey"));
  CHECK(has(error.hint, "DROP CONSTRAINT"));
  scene.index("idx").is_partition = true;
  refusal([&] { scene.up(); });
  scene.index("idx").kind = 'r';
  refusal([&] { scene.up(); });
}

TEST_CASE("drop_index and create_index of one name in one revision replace it, in both directions and after a kill") {
  Scene scene;
  scene.drop("idx");
  scene.create("idx");
  scene.index("idx").definition = "CREATE INDEX idx ON public.t USING btree (b)";
  scene.catalog.indexes[idx] = scene.catalog.indexes["idx"];
  scene.comparisons[idx] = {false, "new", "old", ""};
  model::Plan plan = scene.up();
  REQUIRE(plan.operations.size() == 2);
  CHECK(plan.operations[0].sql == "DROP INDEX CONCURRENTLY public.idx");
  CHECK(plan.operations[1].decision == Decision::run);

  // Killed after the drop and the build: neither is done again.
  auto& dropped = scene.record(Direction::up, 1, Intent::drop_index, idx, "done");
  dropped.prior = plan.operations[0].prior;
  dropped.hash = plan.operations[0].hash;
  scene.record(Direction::up, 2, Intent::create_index, idx, "started");
  scene.catalog.indexes["idx"].definition = scene.catalog.indexes[idx].definition =
      "CREATE INDEX idx ON public.t USING btree (a)";
  scene.comparisons[idx].same = true;
  plan = scene.up();
  CHECK(plan.operations[0].decision == Decision::done);
  CHECK(plan.operations[1].decision == Decision::adopt);
  CHECK_FALSE(plan.operations[1].preexisting);

  // Back: the new one goes, the old one comes.
  scene.catalog.tables["public.t"] = scene.catalog.tables["t"];
  for (model::StepRecord& record : scene.steps) record.open = false;
  scene.steps[1].outcome = "done";
  scene.catalog.indexes["public.idx"] = scene.catalog.indexes["idx"];
  plan = scene.down();
  REQUIRE(plan.operations.size() == 2);
  CHECK(plan.operations[0].sql == "DROP INDEX CONCURRENTLY public.idx");
  CHECK(plan.operations[1].decision == Decision::run);
  CHECK(plan.operations[1].sql == "CREATE INDEX CONCURRENTLY idx ON public.t USING btree (b)");
}

TEST_CASE("downgrade drops what the revision made, and keeps what was there before") {
  Scene scene;
  scene.create("idx");
  CHECK(scene.down().operations.empty());  // gone already

  scene.index(idx);
  scene.comparisons[idx].same = true;
  scene.record(Direction::up, 1, Intent::create_index, idx, "done", false);
  CHECK(scene.down().operations[0].sql == "DROP INDEX CONCURRENTLY public.idx");
  CHECK(scene.down().operations[0].intent == Intent::drop_index);

  scene.steps[0].outcome = "preexisting";
  CHECK(scene.down().operations[0].decision == Decision::adopt);
  CHECK(has(scene.down().operations[0].reason, "kept"));

  // The last application counts.
  scene.record(Direction::up, 1, Intent::create_index, idx, "done", false);
  CHECK(scene.down().operations[0].sends());

  scene.comparisons[idx] = {false, "W", "E", ""};
  CHECK(has(refusal([&] { scene.down(); }).message, "not the one that the revision made"));

  // Half dropped by a downgrade that was cut off.
  scene.catalog.indexes[idx].valid = false;
  CHECK(scene.down().operations[0].sends());
}

TEST_CASE("a stamped revision has no records: its indexes are dropped when they are as defined") {
  Scene scene;
  scene.create("idx");
  scene.index(idx);
  scene.comparisons[idx].same = true;
  CHECK(scene.down().operations[0].sends());
}

TEST_CASE("downgrade of a half-applied revision undoes what was reached and nothing else") {
  Scene scene;
  scene.sql("A", "UNDO A");
  scene.create("idx");
  scene.create("later");
  scene.sql("B", "UNDO B");
  scene.index(idx);
  scene.index("public.later");  // stood there before, never reached
  scene.comparisons[idx].same = scene.comparisons["public.later"].same = true;
  scene.record(Direction::up, 1, Intent::sql, "", "done");
  scene.record(Direction::up, 2, Intent::create_index, idx, "done");
  const model::Plan plan = scene.down();
  REQUIRE(plan.operations.size() == 2);
  CHECK(plan.operations[0].object.text() == idx);
  CHECK(plan.operations[1].sql == "UNDO A");
}

TEST_CASE("the way back of drop_index: rebuilt as it was, with comment and tablespace") {
  Scene scene;
  scene.drop("idx");
  CHECK(scene.down().operations.empty());  // nothing was dropped
  model::IndexFacts old;
  old.name = {"public", "idx"};
  old.table = {"public", "t"};
  old.definition = "CREATE UNIQUE INDEX idx ON public.t USING btree (a) WHERE (b = ' WHERE '::text)";
  old.comment = "it's old";
  old.tablespace = "fast disk";
  scene.record(Direction::up, 1, Intent::drop_index, idx, "done", false).prior = plan::record_dropped(old);
  scene.catalog.tables["public.t"] = scene.catalog.tables["t"];
  const model::Operation one = scene.down().operations[0];
  CHECK(one.sql ==
        "CREATE UNIQUE INDEX CONCURRENTLY idx ON public.t USING btree (a) TABLESPACE \"fast disk\" WHERE (b = ' WHERE "
        "'::text)");
  CHECK(one.after == std::vector<std::string>{"COMMENT ON INDEX public.idx IS 'it''s old'"});

  auto& existing = scene.index(idx);
  CHECK(has(refusal([&] { scene.down(); }).message, "another definition"));
  existing.definition = old.definition;
  CHECK(scene.down().operations[0].decision == Decision::adopt);

  existing.valid = false;
  refusal([&] { scene.down(); });
  SUBCASE("invalid, half dropped by an upgrade that was cut off: rebuilt") { scene.steps[0].open = true; }
  SUBCASE("invalid, left by a downgrade that was cut off: rebuilt") {
    scene.record(Direction::down, 1, Intent::create_index, idx, "started");
  }
  CHECK(scene.down().operations[0].decision == Decision::rebuild);
  CHECK(scene.down().operations[0].before == "DROP INDEX CONCURRENTLY public.idx");
}

TEST_CASE("a large partitioned table: the table alone, its partitions concurrently, then attached") {
  Scene scene;
  scene.table("t", std::int64_t{10} << 20, 'p');
  model::TableFacts& table = scene.catalog.tables.begin()->second;
  table.partitions = {{901, table.oid, {"public", "t_full"}, 'r', std::int64_t{9} << 20},
                      {902, table.oid, {"public", "t_empty"}, 'r', 0}};
  scene.create("idx");
  const model::Plan plan = scene.up();
  REQUIRE(plan.operations.size() == 6);
  CHECK(has(plan.operations[0].sql, "ON ONLY public.t "));
  CHECK(plan.operations[1].strategy == Strategy::transaction);  // nobody waits for an empty partition
  CHECK(has(plan.operations[1].sql, "ON public.t_empty "));
  CHECK(plan.operations[2].strategy == Strategy::concurrent);
  CHECK(has(plan.operations[2].sql, "ON public.t_full "));
  CHECK(plan.operations[3].intent == Intent::attach_index);
  CHECK(plan.operations[4].intent == Intent::attach_index);
  CHECK(plan.operations[5].leaves_valid_index);
  scene.online.mode = config::OnlineMode::never;
  REQUIRE(scene.up().operations.size() == 1);
  CHECK(scene.up().operations[0].strategy == Strategy::transaction);
}

TEST_CASE("a foreign partition: refused, since the index could never become valid") {
  Scene scene;
  scene.table("t", std::int64_t{10} << 20, 'p');
  model::TableFacts& table = scene.catalog.tables.begin()->second;
  table.partitions = {{901, table.oid, {"public", "t_far"}, 'f', 0}};
  scene.create("idx");
  CHECK(has(refusal([&] { scene.up(); }).message, "t_far is a foreign table"));
}

TEST_CASE("neighbours of one strategy form a group") {
  model::Plan plan;
  const auto add = [&](Strategy strategy) {
    plan.operations.push_back({});
    plan.operations.back().strategy = strategy;
  };
  CHECK(plan::groups_of(plan).empty());
  for (const Strategy strategy : {Strategy::transaction, Strategy::transaction, Strategy::concurrent,
                                  Strategy::concurrent, Strategy::alone, Strategy::transaction}) {
    add(strategy);
  }
  const auto groups = plan::groups_of(plan);
  REQUIRE(groups.size() == 4);
  CHECK(groups[0].strategy == Strategy::transaction);
  CHECK(groups[0].end == 2);
  CHECK(groups[1].strategy == Strategy::concurrent);
  CHECK(groups[1].begin == 2);
  CHECK(groups[1].end == 4);
  CHECK(groups[2].strategy == Strategy::alone);
  CHECK(groups[3].strategy == Strategy::transaction);
  CHECK(groups[3].end == 6);
}
