// Which operation a free lane takes next.
#include "execute/lane_schedule.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

model::Operation build(const std::string& table, std::int64_t bytes, bool plain_columns = true,
                       model::Strategy strategy = model::Strategy::concurrent) {
  model::Operation operation;
  operation.intent = model::Intent::create_index;
  operation.strategy = strategy;
  operation.table = {"public", table};
  operation.table_bytes = bytes;
  operation.plain_columns = plain_columns;
  return operation;
}

}  // namespace

TEST_CASE("lanes: one concurrent build a table, largest table first") {
  model::Plan plan;
  plan.operations = {build("a", 10), build("a", 10), build("b", 90)};
  execute::LaneSchedule schedule(plan, 0, 3, 150000);
  CHECK(schedule.take() == 2u);
  CHECK(schedule.take() == 0u);
  CHECK_FALSE(schedule.take().has_value());  // the other build on a must wait
  CHECK_FALSE(schedule.exhausted());
  schedule.finish(0);
  CHECK(schedule.take() == 1u);
  CHECK(schedule.exhausted());
}

TEST_CASE("lanes: builds of partial and expression indexes run last, and alone") {
  model::Plan plan;
  plan.operations = {build("a", 99, false), build("b", 1), build("c", 50, false)};
  execute::LaneSchedule schedule(plan, 0, 3, 150000);
  CHECK(schedule.take() == 1u);
  CHECK_FALSE(schedule.take().has_value());
  schedule.finish(1);
  CHECK(schedule.take() == 0u);
  CHECK_FALSE(schedule.take().has_value());
  schedule.finish(0);
  CHECK(schedule.take() == 2u);
}

TEST_CASE("lanes: before PostgreSQL 14 every concurrent build runs alone") {
  model::Plan plan;
  plan.operations = {build("a", 2), build("b", 1)};
  execute::LaneSchedule schedule(plan, 0, 2, 130020);
  CHECK(schedule.take() == 0u);
  CHECK_FALSE(schedule.take().has_value());
  schedule.finish(0);
  CHECK(schedule.take() == 1u);
}

TEST_CASE("lanes: plain builds share a table") {
  model::Plan plan;
  plan.operations = {build("a", 9, true, model::Strategy::plain), build("a", 9, false, model::Strategy::plain)};
  execute::LaneSchedule schedule(plan, 0, 2, 130020);
  CHECK(schedule.take() == 0u);
  CHECK(schedule.take() == 1u);
}
