// Sums over executions.
#include "logs/totals.hpp"

#include <algorithm>

namespace barqdb::logs {

void Totals::executed(const Session&, const Execution& execution) {
  const std::size_t id = execution.shape->id;
  if (id >= shapes_.size()) shapes_.resize(std::max(id + 1, shapes_.size() * 2));
  ShapeTotals& sum = shapes_[id];
  sum.shape = execution.shape;
  ++sum.calls;
  Span& span = timeline.at(execution.end);
  ++span.statements;
  const double took = execution.milliseconds;
  if (took < 0) return;
  ++sum.timed;
  sum.milliseconds += took;
  sum.times.add(took);
  all_times_.add(took);
  milliseconds_ += took;
  longest_ = std::max(longest_, took);
  span.milliseconds += took;
  span.times.add(took);
  if (took >= slow_ms_) {
    ++sum.slow;
    ++slow_;
    ++span.slow;
  }
  if (took < sum.longest) return;
  sum.longest = took;
  sum.file = execution.file;
  sum.line = execution.line;
}

std::vector<const ShapeTotals*> Totals::by_time() const {
  std::vector<const ShapeTotals*> out;
  for (const ShapeTotals& sum : shapes_) {
    if (sum.shape != nullptr) out.push_back(&sum);
  }
  std::stable_sort(out.begin(), out.end(), [](const ShapeTotals* left, const ShapeTotals* right) {
    return left->milliseconds != right->milliseconds ? left->milliseconds > right->milliseconds
                                                     : left->calls > right->calls;
  });
  return out;
}

}  // namespace barqdb::logs
