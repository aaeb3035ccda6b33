// The rules of the lanes.
#include "execute/lane_schedule.hpp"

#include <algorithm>

namespace barqdb::execute {

LaneSchedule::LaneSchedule(const model::Plan& plan, std::size_t begin, std::size_t end, int server_version)
    : plan_(plan), server_version_(server_version) {
  for (std::size_t i = begin; i < end; ++i) waiting_.push_back(i);
  std::stable_sort(waiting_.begin(), waiting_.end(), [&](std::size_t a, std::size_t b) {
    if (must_run_alone(a) != must_run_alone(b)) return must_run_alone(b);
    return plan_.operations[a].table_bytes > plan_.operations[b].table_bytes;
  });
}

// Plain builds share the table (their SHARE locks do not conflict) and wait for nobody's snapshots.
bool LaneSchedule::is_plain(std::size_t operation) const {
  return plan_.operations[operation].strategy == model::Strategy::plain;
}

bool LaneSchedule::must_run_alone(std::size_t operation) const {
  if (is_plain(operation)) return false;
  return server_version_ < 140000 || !plan_.operations[operation].plain_columns;
}

std::optional<std::size_t> LaneSchedule::take() {
  if (alone_) return std::nullopt;
  for (auto candidate = waiting_.begin(); candidate != waiting_.end(); ++candidate) {
    const std::size_t operation = *candidate;
    const bool alone = must_run_alone(operation);
    if (alone && running_ > 0) return std::nullopt;  // those come last anyway
    if (!is_plain(operation) && !busy_.insert(plan_.operations[operation].table).second) continue;
    waiting_.erase(candidate);
    ++running_;
    alone_ = alone;
    return operation;
  }
  return std::nullopt;
}

void LaneSchedule::finish(std::size_t operation) {
  busy_.erase(plan_.operations[operation].table);
  --running_;
  alone_ = false;
}

}  // namespace barqdb::execute
