// How many rows the next chunk takes: follows the time that the last ones took. Pure.
#pragma once

#include <cstdint>

#include "base/units.hpp"

namespace barqdb::batch {

class ChunkSize {
 public:
  ChunkSize(std::int64_t first, std::int64_t largest, base::Milliseconds target);

  std::int64_t rows() const { return rows_; }  // to change at most
  std::int64_t keys() const { return keys_; }  // to look at at most, where a condition lets few of them through
  void aim(double target_ms) { target_ms_ = target_ms; }
  // A chunk that looked at `keys` keys, changed `rows` rows and took `elapsed`. It grows only when its own limit is
  // what kept the chunk small: a stretch without work says nothing about the cost of a row.
  void took(std::int64_t keys, std::int64_t rows, double elapsed_ms);
  // The chunk was given up: for a lock, for its time, for a conflict.
  void give_way();
  bool smallest() const { return rows_ == 1; }

 private:
  std::int64_t rows_;
  std::int64_t keys_;
  std::int64_t largest_;
  double target_ms_;
};

}  // namespace barqdb::batch
