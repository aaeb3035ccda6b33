// How long ago the primary stood where a replica stands now. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

#include "base/units.hpp"

namespace barqdb::batch {

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
