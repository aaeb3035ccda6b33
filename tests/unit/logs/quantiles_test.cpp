#include "logs/quantiles.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "logs/series.hpp"
#include "logs/timeline.hpp"
#include "logs/timestamp.hpp"
#include "support/seed.hpp"

using namespace barqdb::logs;

TEST_CASE("quantiles are within the stated error of the true ones") {
  const unsigned seed = barqdb::test::chosen_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::lognormal_distribution<double> times(0.5, 2.5);
  Quantiles quantiles;
  std::vector<double> all;
  for (int i = 0; i < 20'000; ++i) {
    all.push_back(std::round(times(random) * 1000) / 1000);
    quantiles.add(all.back());
  }
  std::sort(all.begin(), all.end());
  for (const double share : {0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
    const double truth = all[static_cast<std::size_t>(std::ceil(share * static_cast<double>(all.size()))) - 1];
    CAPTURE(share);
    CHECK(quantiles.at(share) == doctest::Approx(truth).epsilon(Quantiles::relative_error + 1e-9));
  }
  CHECK(Quantiles().at(0.5) == 0);
}

TEST_CASE("a timeline of any length stays small and loses no count") {
  Timeline timeline;
  for (std::int64_t minute = 0; minute < 20'000; ++minute) ++timeline.at(minute * 60'000'000).errors;
  std::uint64_t errors = 0;
  for (const auto& entry : timeline.spans()) errors += entry.second.errors;
  CHECK(errors == 20'000);
  CHECK(timeline.spans().size() <= 4000);
}

TEST_CASE("series have equal parts without holes; what never happened has none") {
  Timeline timeline;
  const std::int64_t begin = parse_time("2025-01-06 12:00:00");
  for (const std::int64_t later : {0, 2, 90, 599}) {
    Span& span = timeline.at(begin + later * 1'000'000);
    ++span.statements;
    span.times.add(later == 90 ? 1500 : 1);
    if (later == 90) ++span.slow;
  }
  const auto series = make_series(timeline, 1000);
  REQUIRE(series.size() == 3);
  CHECK(series[0].title == "Statements, each 5 seconds");
  REQUIRE(series[0].points.size() == 120);
  CHECK(series[0].points[0] == std::pair<std::int64_t, std::int64_t>{begin / 1'000'000, 2});
  CHECK(series[0].points[1].second == 0);
  CHECK(series[0].points[18].second == 1);
  CHECK(series[1].points[18].second == doctest::Approx(1'500'000).epsilon(Quantiles::relative_error));
  CHECK(series[2].title == "Statements of 1000 ms and longer, each 5 seconds");
  CHECK(make_series(Timeline(), 1).empty());
  for (std::int64_t hour = 0; hour < 9000; ++hour) ++timeline.at(begin + hour * 3'600'000'000).errors;
  std::int64_t errors = 0;
  const auto long_series = make_series(timeline, 1);
  REQUIRE(long_series.size() >= 4);
  for (const auto& point : long_series[3].points) errors += point.second;
  CHECK(errors == 9000);
  CHECK(long_series[3].title.starts_with("Errors"));
  CHECK(long_series[3].points.size() <= 121);
}

TEST_CASE("times of the log") {
  CHECK(format_time(parse_time("2024-02-29 23:59:58.123 CET")) == "2024-02-29 23:59:58.123");
  CHECK(parse_time("1970-01-01 00:00:01") == 1'000'000);
  CHECK(parse_time("2025-13-01 00:00:00") == parse_time("no time"));
  CHECK(parse_epoch("1736166896.789") == parse_time("2025-01-06 12:34:56.789"));
  CHECK(parse_moment("2025-01-06 12:30") == parse_time("2025-01-06 12:30:00"));
  CHECK(parse_moment("2025-01-06") == parse_time("2025-01-06 00:00:00"));
  CHECK_FALSE(parse_moment("yesterday"));
  CHECK_FALSE(parse_moment("2025-01-06 12:30 CET"));
}
