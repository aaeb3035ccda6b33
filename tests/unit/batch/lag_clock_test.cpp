#include "batch/lag_clock.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using barqdb::batch::LagClock;
using barqdb::batch::ReplayRate;

TEST_CASE("a replica that stands still lags by the time since the primary went on") {
  LagClock clock;
  const LagClock::Time start{};
  clock.add(start, 100);
  clock.add(start + 1s, 200);
  clock.add(start + 2s, 200);
  clock.add(start + 3s, 300);
  CHECK(clock.lag(start + 3s, 300) == 0ms);
  CHECK(clock.lag(start + 3s, 250) == 0ms);
  CHECK(clock.lag(start + 5s, 200) == 2s);
  CHECK(clock.lag(start + 5s, 150) == 4s);
  CHECK(clock.lag(start + 5s, 0) == 5s);
}

TEST_CASE("how long a replica needs is known while it has more to do than it can") {
  ReplayRate rate;
  const ReplayRate::Time start{};
  rate.add(start, 0, 1000);
  CHECK(rate.needs() == 0ms);
  rate.add(start + 1s, 100, 2000);  // 100 bytes a second, 1900 are to come
  CHECK(rate.needs() == 19s);
  rate.add(start + 2s, 400, 2000);  // 300 now, 200 on the whole
  CHECK(rate.needs() == 8s);
  rate.add(start + 3s, 2000, 2100);  // it has caught up: what it can is not known
  CHECK(rate.needs() == 0ms);
}

TEST_CASE("the rate is that between the last two looks") {
  LagClock clock;
  const LagClock::Time start{};
  CHECK(clock.bytes_a_second() == 0);
  clock.add(start, 100);
  CHECK(clock.bytes_a_second() == 0);
  clock.add(start + 1s, 1100);
  clock.add(start + 3s, 5100);
  CHECK(clock.bytes_a_second() == doctest::Approx(2000));
}
