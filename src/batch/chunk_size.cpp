// The size follows the measured time: at most doubled, at most quartered, in one step.
#include "batch/chunk_size.hpp"

#include <algorithm>
#include <cmath>

namespace barqdb::batch {
namespace {

constexpr std::int64_t keys_a_row = 20;  // at first; a condition may let through one key in twenty
constexpr std::int64_t largest_keys = 1'000'000;

std::int64_t scaled(std::int64_t value, double factor, std::int64_t most) {
  const auto next = static_cast<std::int64_t>(std::llround(static_cast<double>(value) * factor));
  return std::clamp<std::int64_t>(next, 1, most);
}

}  // namespace

ChunkSize::ChunkSize(std::int64_t first, std::int64_t largest, base::Milliseconds target)
    : rows_(std::clamp<std::int64_t>(first, 1, largest)),
      keys_(std::min(rows_ * keys_a_row, largest_keys)),
      largest_(largest),
      target_ms_(static_cast<double>(std::max<std::int64_t>(1, target.count()))) {}

void ChunkSize::took(std::int64_t keys, std::int64_t rows, double elapsed_ms) {
  const double factor = std::clamp(target_ms_ / std::max(elapsed_ms, 0.1), 0.25, 2.0);
  const bool full = rows * 10 >= rows_ * 9;
  if (full || factor < 1.0) rows_ = scaled(rows_, factor, largest_);
  const bool looked = keys * 10 >= keys_ * 9;
  if (!full && (looked || factor < 1.0)) keys_ = scaled(keys_, factor, largest_keys);
  keys_ = std::max(keys_, rows_);
}

void ChunkSize::give_way() {
  rows_ = std::max<std::int64_t>(1, rows_ / 2);
  keys_ = std::max<std::int64_t>(rows_, keys_ / 2);
}

}  // namespace barqdb::batch
