// How often and how long to try for a lock that blocks others: short attempts, pauses with full jitter, inside a
// budget.
#pragma once

#include <chrono>

#include "config/settings.hpp"

namespace barqdb::execute {

class LockLadder {
 public:
  explicit LockLadder(const config::OnlineSettings& online);

  // lock_timeout of the next attempt: between half and all of online.lock_timeout. Everybody who comes behind our
  // waiting request waits as long, so it is short; the jitter keeps two runners from meeting again and again.
  base::Milliseconds attempt();
  // Between two attempts: grows, so that a long reader is not asked twenty times a second.
  base::Milliseconds pause();
  bool spent() const;
  int attempts() const { return attempts_; }

 private:
  const config::OnlineSettings& online_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  base::Milliseconds step_{100};
  int attempts_ = 0;
};

// Full jitter: a random time between a tenth and all of `most`.
base::Milliseconds jittered(base::Milliseconds most);
// Waits at most `wait`; returns early with Error{interrupted} on Ctrl-C.
void pause_for(base::Milliseconds wait);

}  // namespace barqdb::execute
