#include "analyze/verification.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

model::QueryMeasure measure(std::vector<double> times, std::string shape = "Seq Scan on t", double cost = 100) {
  model::QueryMeasure out;
  out.name = "q";
  out.times = std::move(times);
  out.shape = std::move(shape);
  out.cost = cost;
  return out;
}

std::string verdict(const model::QueryMeasure& before, const model::QueryMeasure& after) {
  model::NamedQuery query;
  query.name = "q";
  const model::Report report = analyze::compare_verify_reports({query}, {before}, {after}, {});
  return report.findings.empty() ? "" : report.findings.front().check;
}

}  // namespace

TEST_CASE("the median of few times") {
  CHECK(measure({3, 1, 2}).median() == 2);
  CHECK(measure({4, 1, 2, 3}).median() == 2.5);
  CHECK(measure({}).median() == 0);
}

TEST_CASE("slower and faster need a difference beyond factor, millisecond and spread") {
  CHECK(verdict(measure({10, 11, 12}), measure({20, 21, 22})) == "verify.slower");
  CHECK(verdict(measure({20, 21, 22}), measure({10, 11, 12})) == "verify.faster");
  CHECK(verdict(measure({10, 11, 12}), measure({11, 12, 13})).empty());
  CHECK(verdict(measure({0.1, 0.1, 0.1}), measure({0.9, 0.9, 0.9})).empty());  // less than a millisecond
  CHECK(verdict(measure({5, 11, 40}), measure({9, 20, 50})).empty());          // the ranges overlap
  CHECK(verdict(measure({10, 11, 12}, "a"), measure({10, 11, 12}, "b")) == "verify.plan_changed");
}

TEST_CASE("costs are compared when one side was only planned") {
  CHECK(verdict(measure({}, "a", 100), measure({1}, "b", 200)) == "verify.slower");
  CHECK(verdict(measure({1}, "a", 100), measure({}, "a", 110)).empty());
}

TEST_CASE("queries that failed, or are on one side only, are said") {
  model::QueryMeasure failed = measure({});
  failed.error = "relation \"t\" does not exist";
  CHECK(verdict(measure({1}), failed) == "verify.failed");
  model::QueryMeasure other = measure({1});
  other.name = "gone";
  CHECK(verdict(other, measure({1})) == "verify.missing");
}
