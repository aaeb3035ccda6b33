#include "batch/throttle.hpp"

#include <doctest/doctest.h>

using namespace barqdb;
using namespace std::chrono_literals;
using batch::Brake;
using batch::Load;
using batch::Pace;

TEST_CASE("a window of the day, over midnight too") {
  const auto night = batch::parse_window("22:00-06:00");
  REQUIRE(night.has_value());
  CHECK(batch::inside(*night, 23 * 60));
  CHECK(batch::inside(*night, 0));
  CHECK(batch::inside(*night, 5 * 60 + 59));
  CHECK_FALSE(batch::inside(*night, 6 * 60));
  CHECK_FALSE(batch::inside(*night, 21 * 60 + 59));
  const auto day = batch::parse_window("08:30-17:00");
  REQUIRE(day.has_value());
  CHECK(batch::inside(*day, 8 * 60 + 30));
  CHECK_FALSE(batch::inside(*day, 17 * 60));
  CHECK(batch::parse_window("00:00-24:00").has_value());
  for (const char* wrong :
       {"", "22-6", "22:00", "25:00-06:00", "22:60-06:00", "22:00-22:00", "22:00-06:00x", "-1:00-2:00"})
    CHECK_FALSE_MESSAGE(batch::parse_window(wrong).has_value(), wrong);
}

TEST_CASE("each burden stops or slows the batch, and says why") {
  Pace pace;
  Load load;
  load.live_rows = 1'000'000;
  CHECK(batch::judge(load, 0, 0, pace).reason.empty());

  load.lag = 11s;
  load.lagging = "berlin";
  const Brake lag = batch::judge(load, 0, 0, pace);
  CHECK(lag.stop);
  CHECK(lag.reason.find("berlin") != std::string::npos);
  load.lag = 9s;
  CHECK_FALSE(batch::judge(load, 0, 0, pace).stop);
  CHECK(batch::judge(load, 0, 0, pace).near_lag);
  load.lag = 1s;
  load.replay = 6s;
  CHECK(batch::judge(load, 0, 0, pace).near_lag);
  load.replay = 11s;
  CHECK(batch::judge(load, 0, 0, pace).stop);
  load.replay = 0s;
  load.lag = 5s;
  CHECK_FALSE(batch::judge(load, 0, 0, pace).near_lag);
  CHECK_FALSE(batch::judge(load, 0, 0, pace).crowded);
  load.writers = 4;
  CHECK(batch::judge(load, 0, 0, pace).crowded);

  CHECK_FALSE(batch::judge(load, 1e9, 0, pace).stop);  // no limit was set
  pace.max_wal = 1'000'000;
  CHECK(batch::judge(load, 1'000'001, 0, pace).stop);
  CHECK_FALSE(batch::judge(load, 999'999, 0, pace).stop);

  load.oldest_transaction = 31min;
  load.oldest_pid = 4711;
  const Brake old = batch::judge(load, 0, 0, pace);
  CHECK(old.slow);
  CHECK_FALSE(old.stop);
  CHECK(old.reason.find("4711") != std::string::npos);

  load.dead_rows = 1'500'001;
  CHECK(batch::judge(load, 0, 0, pace).reason.find("autovacuum") != std::string::npos);
  load.live_rows = 100;
  load.dead_rows = 5'000;  // a small table: autovacuum has not even looked
  load.oldest_transaction = 0ms;
  CHECK(batch::judge(load, 0, 0, pace).reason.empty());
}

TEST_CASE("outside its window nothing begins, whatever else holds") {
  Pace pace;
  pace.window = batch::parse_window("22:00-06:00");
  const Brake brake = batch::judge({}, 0, 12 * 60, pace);
  CHECK(brake.stop);
  CHECK(brake.reason == "the window opens at 22:00");
}
