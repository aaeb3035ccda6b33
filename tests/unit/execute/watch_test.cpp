#include "execute/watch.hpp"

#include <doctest/doctest.h>

using barqdb::execute::Pace;
using barqdb::execute::Sight;
using std::chrono::seconds;

namespace {

Sight at(std::int64_t done, const char* phase = "building index: scanning table") {
  Sight sight;
  sight.phase = phase;
  sight.done = done;
  sight.total = 1000;
  sight.unit = "blocks";
  return sight;
}

}  // namespace

TEST_CASE("a look in words") {
  CHECK(at(240).text() == "building index: scanning table 24 % (240 of 1000 blocks)");
  CHECK(Sight{}.text().empty());
  Sight waiting;
  waiting.phase = "waiting for old snapshots";
  waiting.blocker = "pid 7 (idle)";
  CHECK(waiting.text() == "waiting for old snapshots, waits for pid 7 (idle)");
}

TEST_CASE("rate and time left come from the phase alone, and only once it moves") {
  Pace pace;
  const Pace::Time began{};
  CHECK(pace.text(at(100), began).empty());
  CHECK(pace.text(at(100), began + seconds(5)).empty());
  CHECK(pace.text(at(300), began + seconds(10)) == "20 blocks/s, 35 s left");
  CHECK(pace.text(at(10, "building index: loading tuples in tree"), began + seconds(11)).empty());
  CHECK(pace.text(at(510, "building index: loading tuples in tree"), began + seconds(21)) == "50 blocks/s, 9.8 s left");
}
