// The pool: connections are opened, pinged and closed outside its lock, and it has no thread of its own.
#include "db/pool.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

#include "base/error.hpp"
#include "base/units.hpp"

namespace barqdb::db {

using Clock = std::chrono::steady_clock;

struct Pool::Shared {
  struct Entry {
    std::unique_ptr<Connection> connection;
    Clock::time_point opened;
  };

  struct Waiter {
    std::condition_variable freed;
    bool granted = false;
  };

  Shared(ConnectOptions options_, const config::PoolSettings& settings_)
      : options(std::move(options_)), settings(settings_) {}

  const ConnectOptions options;
  const config::PoolSettings settings;
  mutable std::mutex mutex;
  std::deque<Waiter*> waiters;
  std::deque<Entry> idle;  // the newest at the back, so that the rest may grow old and be recycled
  int out = 0;             // leases, and those that are being opened for one
  bool closed = false;
  PoolStatus counts;

  bool too_old(const Entry& entry) const {
    return settings.recycle.count() > 0 && Clock::now() - entry.opened >= settings.recycle;
  }

  base::Error timed_out() const {
    return {base::ErrorKind::busy,
            "no database connection came free within " + base::format_duration(settings.timeout) + " (pool size " +
                std::to_string(settings.size) + ", overflow " + std::to_string(settings.max_overflow) + ", " +
                std::to_string(out) + " checked out)",
            "raise pool.size, pool.max_overflow or pool.timeout in the profile, or run fewer jobs"};
  }

  // Waits for a place among those that may be out; an idle connection comes with it when there is one. Places go to
  // those who wait in the order in which they came: a newcomer cannot overtake.
  Entry take() {
    std::unique_lock lock(mutex);
    // Size 0 is no pooling: nobody waits, every lease is new.
    if (settings.size > 0 && out >= settings.size + settings.max_overflow) {
      ++counts.waits;
      Waiter waiter;
      waiters.push_back(&waiter);
      if (!waiter.freed.wait_for(lock, settings.timeout, [&] { return waiter.granted; })) {
        std::erase(waiters, &waiter);
        ++counts.timeouts;
        throw timed_out();
      }
    } else {
      ++out;
    }
    return pop_idle();
  }

  // With the lock held.
  Entry pop_idle() {
    if (idle.empty()) return {};
    Entry entry = std::move(idle.back());
    idle.pop_back();
    return entry;
  }

  // With the lock held, which also keeps the waiter alive until it was told.
  void release_place() {
    if (waiters.empty()) {
      --out;
      return;
    }
    Waiter* next = waiters.front();
    waiters.pop_front();
    next->granted = true;
    next->freed.notify_one();
  }

  void count(std::int64_t PoolStatus::*counter) {
    const std::lock_guard lock(mutex);
    ++(counts.*counter);
  }

  // True when the idle connection may be handed out.
  bool usable(const Entry& entry) {
    if (too_old(entry)) {
      count(&PoolStatus::recycled);
      return false;
    }
    if (!settings.pre_ping) return true;
    try {
      entry.connection->query("SELECT 1");
      return true;
    } catch (const base::Error&) {
      count(&PoolStatus::broken);
      return false;
    }
  }

  Entry open() {
    Entry entry{std::make_unique<Connection>(options), Clock::now()};
    count(&PoolStatus::opened);
    return entry;
  }

  Entry next_idle() {
    const std::lock_guard lock(mutex);
    return pop_idle();
  }

  Entry checkout() {
    Entry entry = take();
    try {
      while (entry.connection && !usable(entry)) {
        entry.connection.reset();
        entry = next_idle();
      }
      return entry.connection ? std::move(entry) : open();
    } catch (...) {
      const std::lock_guard lock(mutex);
      release_place();
      throw;
    }
  }

  void give_back(Entry entry) {
    entry.connection->take_notices();  // they belong to the lease that ends
    const bool broken = !entry.connection->alive() || entry.connection->in_transaction();
    const bool old = !broken && too_old(entry);
    if (broken || old) {
      count(broken ? &PoolStatus::broken : &PoolStatus::recycled);
      entry.connection.reset();  // before its place is given on, so that the server never sees more than the limit
    }
    std::unique_lock lock(mutex);
    if (entry.connection && !closed && static_cast<int>(idle.size()) < settings.size) {
      idle.push_back(std::move(entry));
    } else if (entry.connection) {
      lock.unlock();
      entry.connection.reset();
      lock.lock();
    }
    release_place();
  }
};

struct Lease::State {
  std::shared_ptr<Pool::Shared> shared;
  Pool::Shared::Entry entry;

  State(std::shared_ptr<Pool::Shared> shared_, Pool::Shared::Entry entry_)
      : shared(std::move(shared_)), entry(std::move(entry_)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { shared->give_back(std::move(entry)); }
};

Lease::Lease(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lease::~Lease() = default;
Lease::Lease(Lease&&) noexcept = default;
Lease& Lease::operator=(Lease&&) noexcept = default;
Connection& Lease::operator*() const { return *state_->entry.connection; }
Connection* Lease::operator->() const { return state_->entry.connection.get(); }

Pool::Pool(ConnectOptions options, config::PoolSettings settings)
    : shared_(std::make_shared<Shared>(std::move(options), settings)) {}

Pool::~Pool() {
  std::deque<Shared::Entry> closing;
  const std::lock_guard lock(shared_->mutex);
  shared_->closed = true;
  closing.swap(shared_->idle);
}

Lease Pool::checkout() { return Lease(std::make_unique<Lease::State>(shared_, shared_->checkout())); }

PoolStatus Pool::status() const {
  const std::lock_guard lock(shared_->mutex);
  PoolStatus status = shared_->counts;
  status.size = shared_->settings.size;
  status.max_overflow = shared_->settings.max_overflow;
  status.idle = static_cast<int>(shared_->idle.size());
  status.checked_out = shared_->out;
  return status;
}

}  // namespace barqdb::db
