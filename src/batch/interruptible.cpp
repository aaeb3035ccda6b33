// A thread that waits for the signal; a cancel that arrives between two statements is lost, so it is sent again.
#include "batch/interruptible.hpp"

#include <condition_variable>
#include <mutex>

#include "base/interrupt.hpp"
#include "base/units.hpp"

namespace barqdb::batch {
namespace {

constexpr base::Milliseconds between_looks{50};
constexpr base::Milliseconds between_cancels{500};

void watch(const std::stop_token& ended, db::Connection& connection) {
  const int before = base::interrupt_count();
  std::mutex mutex;
  std::condition_variable_any nothing;
  std::unique_lock lock(mutex);
  while (!ended.stop_requested()) {
    const bool asked = base::interrupt_count() > before;
    if (asked) connection.cancel();
    nothing.wait_for(lock, ended, asked ? between_cancels : between_looks, [] { return false; });
  }
}

}  // namespace

Interruptible::Interruptible(db::Connection& connection)
    : watcher_([&connection](const std::stop_token& ended) { watch(ended, connection); }) {}

}  // namespace barqdb::batch
