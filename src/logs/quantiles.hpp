// Quantiles of durations in bounded memory: counts in buckets that grow with the value, each at most 1/32 wide.
#pragma once

#include <cstdint>
#include <vector>

namespace barqdb::logs {

class Quantiles {
 public:
  // The middle of a bucket is given out: at most this far from the true value.
  static constexpr double relative_error = 1.0 / 64;

  void add(double milliseconds);
  void add(const Quantiles& other);
  // The value that a share of all values does not exceed; 0 when there are none.
  double at(double share) const;
  std::uint64_t count() const { return count_; }

 private:
  std::vector<std::uint32_t> buckets_;  // as long as the largest value needs
  std::uint64_t count_ = 0;
};

}  // namespace barqdb::logs
