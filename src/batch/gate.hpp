// What the lanes of a batch share: when the next chunk may begin, how much was done, when to stop.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "batch/spec.hpp"
#include "batch/throttle.hpp"

namespace barqdb::batch {

class Gate {
 public:
  Gate(const Pace& pace, std::optional<std::int64_t> max_rows, std::int64_t rows_so_far);

  // For lanes. Waits until a chunk may begin; false: stop.
  bool admit();
  // Waits; false when it is time to stop.
  bool pause(base::Milliseconds time);
  // Before a commit: false when these rows would be more than allowed. give_back() when the commit failed.
  bool reserve(std::int64_t rows);
  void give_back(std::int64_t rows);
  // After a chunk: what it costs in time.
  bool took(std::int64_t rows, double elapsed_ms);
  void note(std::string text);
  void waits(std::string reason);  // a lane waits for somebody; "" no longer
  void joined(int pid);            // a session at work for a lane
  void left(int pid);
  double chunk_ms() const;  // how long a chunk should take now
  void ended();             // a lane has no more to do
  void failed(std::exception_ptr error);

  // For the runner.
  void begin(int lanes);
  void set(const Brake& brake, bool held);
  void stop();
  bool stopping() const;
  // Waits until every lane has ended, at most `time`. True when they have.
  bool wait_for_lanes(base::Milliseconds time);
  std::int64_t rows() const;
  std::int64_t chunks() const;
  double longest_ms() const;
  std::string waiting_for() const;
  std::vector<std::string> take_notes();
  std::vector<int> sessions() const;
  std::exception_ptr error() const;

 private:
  using Clock = std::chrono::steady_clock;
  const Pace pace_;
  const std::optional<std::int64_t> max_rows_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Brake brake_;
  double chunk_ms_;
  bool replicated_ = false;
  double lag_rest_ = 0;
  double rest_ = 0;  // how long to pause after a chunk, as a multiple of its time
  std::vector<int> sessions_;
  bool held_ = false;
  bool stop_ = false;
  int lanes_ = 0;
  std::int64_t rows_ = 0;
  std::int64_t chunks_ = 0;
  double longest_ms_ = 0;
  Clock::time_point next_ = Clock::now();  // of the next chunk, by the rate
  std::string lane_waits_;
  std::vector<std::string> notes_;
  std::exception_ptr error_;
};

}  // namespace barqdb::batch
