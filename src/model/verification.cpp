// Order statistics of a measure's few times.
#include "model/verification.hpp"

#include <algorithm>

namespace barqdb::model {

double QueryMeasure::median() const {
  if (times.empty()) return 0;
  std::vector<double> sorted = times;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

double QueryMeasure::fastest() const { return times.empty() ? 0 : *std::min_element(times.begin(), times.end()); }

double QueryMeasure::slowest() const { return times.empty() ? 0 : *std::max_element(times.begin(), times.end()); }

}  // namespace barqdb::model
