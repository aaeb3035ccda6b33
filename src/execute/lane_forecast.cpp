// Plays a LaneSchedule through on a clock of its own.
#include "execute/lane_forecast.hpp"

#include <algorithm>

#include "execute/lane_schedule.hpp"

namespace barqdb::execute {
namespace {

base::Milliseconds duration_of(const model::Operation& operation) {
  if (!operation.sends()) return base::Milliseconds(0);
  if (operation.estimate.duration.count() >= 0) return operation.estimate.duration;
  constexpr std::int64_t bytes_a_millisecond = 200'000;
  return base::Milliseconds(1 + std::max<std::int64_t>(operation.table_bytes, 0) / bytes_a_millisecond);
}

struct Busy {
  std::size_t operation;
  base::Milliseconds until;
};

}  // namespace

LaneForecast forecast_lanes(const model::Plan& plan, std::size_t begin, std::size_t end, int jobs, int server_version) {
  LaneForecast forecast;
  forecast.lanes.resize(end - begin);
  LaneSchedule schedule(plan, begin, end, server_version);
  std::vector<std::optional<Busy>> lanes(static_cast<std::size_t>(std::max(jobs, 1)));
  base::Milliseconds now{0};
  while (true) {
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      if (lanes[lane]) continue;
      const std::optional<std::size_t> next = schedule.take();
      if (!next) break;
      lanes[lane] = Busy{*next, now + duration_of(plan.operations[*next])};
      forecast.lanes[*next - begin] = static_cast<int>(lane) + 1;
    }
    const auto first = std::min_element(lanes.begin(), lanes.end(),
                                        [](const auto& a, const auto& b) { return a && (!b || a->until < b->until); });
    if (!*first) break;
    now = (*first)->until;
    schedule.finish((*first)->operation);
    first->reset();
  }
  forecast.duration = now;
  return forecast;
}

}  // namespace barqdb::execute
