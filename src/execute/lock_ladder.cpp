// Attempts, pauses, budget.
#include "execute/lock_ladder.hpp"

#include <poll.h>

#include <algorithm>
#include <random>

#include "base/interrupt.hpp"

namespace barqdb::execute {
namespace {

constexpr base::Milliseconds longest_pause{2000};

std::int64_t random_between(std::int64_t least, std::int64_t most) {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  return std::uniform_int_distribution<std::int64_t>(least, std::max(least, most))(random);
}

}  // namespace

base::Milliseconds jittered(base::Milliseconds most) {
  return base::Milliseconds(random_between(std::max<std::int64_t>(1, most.count() / 10), most.count()));
}

void pause_for(base::Milliseconds wait) {
  base::throw_if_interrupted();
  pollfd interrupt{base::interrupt_fd(), POLLIN, 0};
  ::poll(&interrupt, interrupt.fd >= 0 ? 1 : 0, static_cast<int>(wait.count()));
  base::throw_if_interrupted();
}

LockLadder::LockLadder(const config::OnlineSettings& online) : online_(online) {}

base::Milliseconds LockLadder::attempt() {
  ++attempts_;
  const std::int64_t most = std::max<std::int64_t>(1, online_.lock_timeout.count());
  return base::Milliseconds(random_between(std::max<std::int64_t>(1, most / 2), most));
}

base::Milliseconds LockLadder::pause() {
  const base::Milliseconds wait = jittered(step_);
  step_ = std::min(step_ * 2, longest_pause);
  return wait;
}

bool LockLadder::spent() const { return std::chrono::steady_clock::now() - began_ >= online_.lock_budget; }

}  // namespace barqdb::execute
