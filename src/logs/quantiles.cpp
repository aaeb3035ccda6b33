// Buckets by the power of two and the five bits behind it, in microseconds.
#include "logs/quantiles.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace barqdb::logs {
namespace {

constexpr unsigned bits = 5;
constexpr std::uint64_t linear = 1ULL << (bits + 1U);  // below this every value has a bucket of its own
constexpr std::uint64_t largest = 1ULL << 46U;         // two years

std::size_t bucket_of(std::uint64_t value) {
  if (value < linear) return value;
  const auto exponent = static_cast<unsigned>(std::bit_width(value)) - 1;
  const std::uint64_t part = value >> (exponent - bits);  // 32 … 63
  return static_cast<std::size_t>(linear + (exponent - bits - 1) * (1ULL << bits) + (part - (1ULL << bits)));
}

double middle_of(std::size_t bucket) {
  if (bucket < linear) return static_cast<double>(bucket);
  const std::uint64_t rest = bucket - linear;
  const std::uint64_t shift = (rest >> bits) + 1;
  const std::uint64_t part = (rest & ((1ULL << bits) - 1)) + (1ULL << bits);
  return (static_cast<double>(part) + 0.5) * static_cast<double>(1ULL << shift);
}

}  // namespace

void Quantiles::add(double milliseconds) {
  const double microseconds = std::clamp(milliseconds * 1000, 0.0, static_cast<double>(largest));
  const std::size_t bucket = bucket_of(static_cast<std::uint64_t>(std::llround(microseconds)));
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  ++buckets_[bucket];
  ++count_;
}

void Quantiles::add(const Quantiles& other) {
  if (other.buckets_.size() > buckets_.size()) buckets_.resize(other.buckets_.size());
  for (std::size_t i = 0; i < other.buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
}

double Quantiles::at(double share) const {
  if (count_ == 0) return 0;
  const auto rank = static_cast<std::uint64_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= std::max<std::uint64_t>(rank, 1)) return middle_of(i) / 1000;
  }
  return 0;
}

}  // namespace barqdb::logs
