// One mutex, one condition: lanes are few and a chunk is long.
#include "batch/gate.hpp"

#include <algorithm>
#include <utility>

namespace barqdb::batch {
namespace {

// Who waits for a row of a chunk waits until its commit, and a replica gets a chunk's writes at once: chunks become
// short when one of them is in trouble, and grow again, slowly, when nobody is.
constexpr double least_chunk_ms = 10;
constexpr double grows_a_look = 1.1;
// Pauses, as multiples of the time of a chunk.
constexpr double rest_when_slow = 1;
constexpr double rest_in_a_crowd = 4;
constexpr double longest_rest = 64;  // for a replica; doubled a look while it is near its limit
constexpr double first_rest = 8;     // for one of which nobody knows yet what it can bear
constexpr double shrinks_a_look = 0.8;

}  // namespace

Gate::Gate(const Pace& pace, std::optional<std::int64_t> max_rows, std::int64_t rows_so_far)
    : pace_(pace), max_rows_(max_rows), chunk_ms_(static_cast<double>(pace.chunk_time.count())), rows_(rows_so_far) {}

bool Gate::admit() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (stop_) return false;
    if (held_ || brake_.stop) {
      changed_.wait(lock);
    } else if (pace_.max_rate > 0 && Clock::now() < next_) {
      changed_.wait_until(lock, next_);
    } else {
      return true;
    }
  }
}

bool Gate::pause(base::Milliseconds time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [&] { return stop_; });
}

bool Gate::reserve(std::int64_t rows) {
  const std::lock_guard lock(mutex_);
  if (max_rows_ && rows_ + rows > *max_rows_) return false;
  rows_ += rows;
  return true;
}

void Gate::give_back(std::int64_t rows) {
  const std::lock_guard lock(mutex_);
  rows_ -= rows;
}

bool Gate::took(std::int64_t rows, double elapsed_ms) {
  double rest = 0;
  {
    const std::lock_guard lock(mutex_);
    ++chunks_;
    longest_ms_ = std::max(longest_ms_, elapsed_ms);
    rest = rest_;
    if (pace_.max_rate > 0) {
      const std::chrono::duration<double> cost(static_cast<double>(rows) / pace_.max_rate);
      next_ = std::max(next_, Clock::now() - std::chrono::milliseconds(100)) +
              std::chrono::duration_cast<Clock::duration>(cost);
    }
  }
  const auto time = pace_.sleep + base::Milliseconds(static_cast<std::int64_t>(elapsed_ms * rest));
  return time.count() == 0 ? !stopping() : pause(time);
}

void Gate::note(std::string text) {
  const std::lock_guard lock(mutex_);
  notes_.push_back(std::move(text));
}

void Gate::waits(std::string reason) {
  const std::lock_guard lock(mutex_);
  lane_waits_ = std::move(reason);
}

void Gate::joined(int pid) {
  const std::lock_guard lock(mutex_);
  sessions_.push_back(pid);
}

void Gate::left(int pid) {
  const std::lock_guard lock(mutex_);
  std::erase(sessions_, pid);
}

std::vector<int> Gate::sessions() const {
  const std::lock_guard lock(mutex_);
  return sessions_;
}

double Gate::chunk_ms() const {
  const std::lock_guard lock(mutex_);
  return chunk_ms_;
}

void Gate::begin(int lanes) {
  const std::lock_guard lock(mutex_);
  lanes_ = lanes;
}

void Gate::ended() {
  const std::lock_guard lock(mutex_);
  --lanes_;
  changed_.notify_all();
}

void Gate::failed(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
  stop_ = true;
  changed_.notify_all();
}

void Gate::set(const Brake& brake, bool held) {
  const std::lock_guard lock(mutex_);
  brake_ = brake;
  held_ = held;
  const auto most = static_cast<double>(pace_.chunk_time.count());
  const bool unknown = brake.replicated && !replicated_;
  replicated_ = brake.replicated;
  chunk_ms_ = brake.waited_for || brake.near_lag || brake.crowded || unknown
                  ? std::max(chunk_ms_ / 4, std::min(least_chunk_ms, most))
                  : std::min(chunk_ms_ * grows_a_look, most);
  if (brake.near_lag) {
    lag_rest_ = std::clamp(lag_rest_ * 2, 1.0, longest_rest);
  } else if (unknown) {
    lag_rest_ = std::max(lag_rest_, first_rest);
  } else {
    lag_rest_ = lag_rest_ < 0.5 ? 0 : lag_rest_ * shrinks_a_look;
  }
  rest_ = std::max({lag_rest_, brake.slow ? rest_when_slow : 0, brake.crowded ? rest_in_a_crowd : 0});
  changed_.notify_all();
}

void Gate::stop() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  changed_.notify_all();
}

bool Gate::stopping() const {
  const std::lock_guard lock(mutex_);
  return stop_;
}

bool Gate::wait_for_lanes(base::Milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [&] { return lanes_ == 0; });
}

std::int64_t Gate::rows() const {
  const std::lock_guard lock(mutex_);
  return rows_;
}

std::int64_t Gate::chunks() const {
  const std::lock_guard lock(mutex_);
  return chunks_;
}

double Gate::longest_ms() const {
  const std::lock_guard lock(mutex_);
  return longest_ms_;
}

std::string Gate::waiting_for() const {
  const std::lock_guard lock(mutex_);
  if (held_) return "`barqdb batch resume`: it is paused";
  return brake_.reason.empty() ? lane_waits_ : brake_.reason;
}

std::vector<std::string> Gate::take_notes() {
  const std::lock_guard lock(mutex_);
  return std::exchange(notes_, {});
}

std::exception_ptr Gate::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

}  // namespace barqdb::batch
