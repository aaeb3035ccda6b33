#include "plan/attempts.hpp"

#include <doctest/doctest.h>

#include "base/hash.hpp"

using namespace barqdb;
using model::Intent;

namespace {

model::SqlStep sql(const std::string& up) {
  model::SqlStep step;
  step.up = up;
  return step;
}

model::CreateIndexStep create(const std::string& name) {
  model::IndexDefinition definition;
  definition.name = name;
  definition.table = {"", "t"};
  model::CreateIndexStep step;
  step.definitions.push_back(definition);
  return step;
}

model::StepRecord record(int step, Intent intent, const std::string& object, const std::string& text = {}) {
  model::StepRecord one;
  one.step = step;
  one.intent = intent;
  one.object = object;
  one.hash = base::sha256_hex(text);
  one.outcome = "done";
  return one;
}

model::RevisionBody body_of(std::vector<model::Step> steps) {
  model::RevisionBody body;
  body.steps = std::move(steps);
  return body;
}

}  // namespace

TEST_CASE("attempts follow their steps through an edit") {
  const std::vector<model::StepRecord> done = {record(1, Intent::sql, "", "CREATE TABLE a (x int)"),
                                               record(2, Intent::create_index, "public.idx_a"),
                                               record(3, Intent::drop_index, "public.idx_old")};
  model::DropIndexStep drop;
  drop.index = {"", "idx_old"};
  const auto steps = [&](const model::RevisionBody& body) {
    std::vector<int> numbers;
    for (const model::StepRecord& one : plan::renumbered(done, body)) numbers.push_back(one.step);
    return numbers;
  };
  const model::SqlStep table = sql("CREATE TABLE a (x int);");
  CHECK(steps(body_of({table, create("idx_a"), drop})) == std::vector<int>{1, 2, 3});
  CHECK(steps(body_of({sql("SELECT 1"), table, create("idx_a"), drop})) == std::vector<int>{2, 3, 4});
  CHECK(steps(body_of({drop, create("idx_a"), table})) == std::vector<int>{3, 2, 1});
  // The index is made again behind the drop of another: a record of a drop is not about a step that makes.
  CHECK(steps(body_of({table, create("idx_old"), create("idx_a"), drop})) == std::vector<int>{1, 3, 4});
  CHECK(steps(body_of({sql("edited"), create("idx_a"), drop})) == std::vector<int>{1, 2, 3});  // not recognized
}

TEST_CASE("indexes that no step names any more") {
  const model::RevisionBody body = body_of({create("idx_a")});
  const std::string part = model::partition_index_name("idx_a", {"public", "p_1"});
  CHECK(plan::abandoned_indexes({record(1, Intent::create_index, "public.idx_a")}, body).empty());
  CHECK(plan::abandoned_indexes({record(1, Intent::create_index, "public." + part)}, body).empty());
  CHECK(plan::abandoned_indexes({record(1, Intent::create_index, "public.idx_b")}, body) ==
        std::vector<std::string>{"public.idx_b"});
  model::StepRecord kept = record(1, Intent::create_index, "public.idx_b");
  kept.outcome = "preexisting";
  CHECK(plan::abandoned_indexes({kept}, body).empty());
}
