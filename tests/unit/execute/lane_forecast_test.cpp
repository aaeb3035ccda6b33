#include "execute/lane_forecast.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

model::Operation build(const std::string& table, int milliseconds, bool plain_columns = true) {
  model::Operation operation;
  operation.intent = model::Intent::create_index;
  operation.strategy = model::Strategy::concurrent;
  operation.table = {"public", table};
  operation.table_bytes = milliseconds;
  operation.estimate.duration = base::Milliseconds(milliseconds);
  operation.plain_columns = plain_columns;
  return operation;
}

}  // namespace

TEST_CASE("lanes: the larger first, one a table, partial ones alone at the end") {
  model::Plan plan;
  plan.operations = {build("a", 10), build("a", 10), build("b", 30), build("b", 5, false)};
  const execute::LaneForecast forecast = execute::forecast_lanes(plan, 0, 4, 2, 150000);
  CHECK(forecast.lanes == std::vector<int>{2, 2, 1, 1});
  CHECK(forecast.duration == base::Milliseconds(35));
}

TEST_CASE("one lane takes as long as all together") {
  model::Plan plan;
  plan.operations = {build("a", 10), build("b", 20)};
  CHECK(execute::forecast_lanes(plan, 0, 2, 1, 150000).duration == base::Milliseconds(30));
  CHECK(execute::forecast_lanes(plan, 0, 0, 2, 150000).duration == base::Milliseconds(0));
}
