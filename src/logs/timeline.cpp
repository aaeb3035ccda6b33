// Spans of time that merge two by two when they become many.
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

Span& Timeline::at(std::int64_t time) {
  if (time == Record::no_time) return nowhere_;
  if (last_ != nullptr && time >= last_begin_ && time < last_begin_ + width_) return *last_;
  if (spans_.size() >= most_spans) widen();
  last_begin_ = begin_of(time, width_);
  last_ = &spans_[last_begin_];
  return *last_;
}

void Timeline::widen() {
  width_ *= 2;
  std::map<std::int64_t, Span> merged;
  for (const auto& [begin, span] : spans_) {
    Span& sum = merged[begin_of(begin, width_)];
    sum.statements += span.statements;
    sum.slow += span.slow;
    sum.errors += span.errors;
    sum.connections += span.connections;
    sum.milliseconds += span.milliseconds;
  }
  spans_ = std::move(merged);
  last_ = nullptr;
}

}  // namespace barqdb::logs
