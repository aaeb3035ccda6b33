// Keeps an hour of looks at most.
#include "batch/lag_clock.hpp"

namespace barqdb::batch {
namespace {

constexpr std::chrono::hours kept{1};

}  // namespace

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
