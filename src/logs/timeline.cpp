// Spans of time that merge when they become many.
#include "logs/timeline.hpp"

#include "logs/record.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_spans = 4000;

std::int64_t begin_of(std::int64_t time, std::int64_t width) {
  const std::int64_t rest = time % width;
  return time - (rest < 0 ? rest + width : rest);
}

}  // namespace

void Span::add(const Span& other) {
  statements += other.statements;
  slow += other.slow;
  errors += other.errors;
  connections += other.connections;
  lock_waits += other.lock_waits;
  temp_bytes += other.temp_bytes;
  autovacuums += other.autovacuums;
  checkpoints += other.checkpoints;
  milliseconds += other.milliseconds;
  times.add(other.times);
}

Span& Timeline::at(std::int64_t time) {
  if (time == Record::no_time) return nowhere_;
  if (last_ != nullptr && time >= last_begin_ && time < last_begin_ + width_) return *last_;
  if (spans_.size() >= most_spans) widen();
  last_begin_ = begin_of(time, width_);
  last_ = &spans_[last_begin_];
  return *last_;
}

std::map<std::int64_t, Span> Timeline::in_spans_of(std::int64_t width) const {
  std::map<std::int64_t, Span> merged;
  for (const auto& [begin, span] : spans_) merged[begin_of(begin, width)].add(span);
  return merged;
}

// Each width is a multiple of the one before.
void Timeline::widen() {
  constexpr std::int64_t second = 1'000'000;
  switch (width_) {
    case second: width_ = 5 * second; break;
    case 5 * second: width_ = 15 * second; break;
    case 15 * second: width_ = 60 * second; break;
    default: width_ *= 2;
  }
  spans_ = in_spans_of(width_);
  last_ = nullptr;
}

}  // namespace barqdb::logs
