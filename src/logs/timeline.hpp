// Counts over time in bounded memory: a second each, longer spans when the log is long.
#pragma once

#include <cstdint>
#include <map>

#include "logs/quantiles.hpp"

namespace barqdb::logs {

struct Span {
  std::uint64_t statements = 0;
  std::uint64_t slow = 0;
  std::uint64_t errors = 0;
  std::uint64_t connections = 0;
  std::uint64_t lock_waits = 0;
  std::uint64_t temp_bytes = 0;
  std::uint64_t autovacuums = 0;  // and automatic analyzes
  std::uint64_t checkpoints = 0;
  double milliseconds = 0;
  Quantiles times;

  void add(const Span& other);
};

class Timeline {
 public:
  // The span that a time lies in; one that does not count for Record::no_time.
  Span& at(std::int64_t time);
  std::int64_t width() const { return width_; }                         // microseconds
  const std::map<std::int64_t, Span>& spans() const { return spans_; }  // by their beginning; empty ones are left out
  // The same in spans at least so wide: of a multiple of `width()`.
  std::map<std::int64_t, Span> in_spans_of(std::int64_t width) const;

 private:
  void widen();

  std::int64_t width_ = 1'000'000;
  std::map<std::int64_t, Span> spans_;
  std::int64_t last_begin_ = INT64_MIN;
  Span* last_ = nullptr;
  Span nowhere_;
};

}  // namespace barqdb::logs
