// Keeps an hour of looks at most.
#include "batch/lag_clock.hpp"

#include <algorithm>

namespace barqdb::batch {
namespace {

constexpr std::chrono::hours kept{1};

}  // namespace

void ReplayRate::add(Time now, std::int64_t replayed, std::int64_t written) {
  const double seconds = std::chrono::duration<double>(now - time_).count();
  if (written_ < 0 || replayed >= written_ || seconds <= 0) {
    bytes_a_second_ = 0;  // it had less to do than it can
  } else {
    const double rate = static_cast<double>(replayed - replayed_) / seconds;
    bytes_a_second_ = bytes_a_second_ > 0 ? (bytes_a_second_ + rate) / 2 : rate;
  }
  time_ = now;
  replayed_ = replayed;
  written_ = written;
}

base::Milliseconds ReplayRate::needs() const {
  if (bytes_a_second_ <= 0) return base::Milliseconds(0);
  const double seconds = static_cast<double>(written_ - replayed_) / bytes_a_second_;
  return base::Milliseconds(static_cast<std::int64_t>(std::min(seconds, 86'400.0) * 1000));
}

void LagClock::add(Time now, std::int64_t position) {
  looks_.emplace_back(now, position);
  while (looks_.size() > 2 && now - looks_.front().first > kept) looks_.pop_front();
}

base::Milliseconds LagClock::lag(Time now, std::int64_t replayed) const {
  for (const auto& [time, position] : looks_)
    if (position > replayed) return std::chrono::duration_cast<base::Milliseconds>(now - time);
  return base::Milliseconds(0);
}

double LagClock::bytes_a_second() const {
  if (looks_.size() < 2) return 0;
  const auto& [last, to] = looks_.back();
  const auto& [before, from] = looks_[looks_.size() - 2];
  const double seconds = std::chrono::duration<double>(last - before).count();
  return seconds > 0 ? static_cast<double>(to - from) / seconds : 0;
}

}  // namespace barqdb::batch
