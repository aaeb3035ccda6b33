// What logs-report adds up: each statement shape's calls and times, and the timeline of all.
#pragma once

#include <cstdint>
#include <vector>

#include "logs/quantiles.hpp"
#include "logs/sessions.hpp"
#include "logs/timeline.hpp"

namespace barqdb::logs {

struct ShapeTotals {
  const Shape* shape = nullptr;
  std::uint64_t calls = 0;
  std::uint64_t timed = 0;
  std::uint64_t slow = 0;
  double milliseconds = 0;
  double longest = 0;
  Quantiles times;
  std::uint32_t file = 0;  // of the longest
  std::uint64_t line = 0;
};

class Totals : public ExecutionSink {
 public:
  explicit Totals(double slow_ms) : slow_ms_(slow_ms) {}

  void executed(const Session& session, const Execution& execution) override;
  void ended(const Session&) override {}

  std::vector<const ShapeTotals*> by_time() const;  // the largest total first
  const Quantiles& all_times() const { return all_times_; }
  double milliseconds() const { return milliseconds_; }
  double longest() const { return longest_; }
  std::uint64_t slow() const { return slow_; }
  double slow_ms() const { return slow_ms_; }
  Timeline timeline;

 private:
  double slow_ms_;
  std::vector<ShapeTotals> shapes_;  // by the shape's id
  Quantiles all_times_;
  double milliseconds_ = 0;
  double longest_ = 0;
  std::uint64_t slow_ = 0;
};

}  // namespace barqdb::logs
