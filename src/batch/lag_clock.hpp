// How long ago the primary stood where a replica stands now. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

#include "base/units.hpp"

namespace barqdb::batch {

// How fast a replica replays, seen only while it has more to replay than it can: else it is as fast as what comes.
class ReplayRate {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // A look at the replica, and at the primary's position in the same moment.
  void add(Time now, std::int64_t replayed, std::int64_t written);
  // How long it will take to replay what is written now; 0 while nobody knows.
  base::Milliseconds needs() const;

 private:
  Time time_;
  std::int64_t replayed_ = 0;
  std::int64_t written_ = -1;
  double bytes_a_second_ = 0;
};

// The server's own replay_lag does not grow while a standby has stopped to replay; this does.
class LagClock {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // The primary's position at a time; times only go forward.
  void add(Time now, std::int64_t position);
  // Since when the primary is past `replayed`, as far as it was watched.
  base::Milliseconds lag(Time now, std::int64_t replayed) const;
  double bytes_a_second() const;  // between the last two looks

 private:
  std::deque<std::pair<Time, std::int64_t>> looks_;
};

}  // namespace barqdb::batch
