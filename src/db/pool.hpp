// A pool of connections: size and overflow, checkout timeout, pre-ping, recycling. Safe to use from many threads.
#pragma once

#include <memory>

#include "config/settings.hpp"
#include "db/connection.hpp"

namespace barqdb::db {

struct PoolStatus {
  int size = 0;          // setting
  int max_overflow = 0;  // setting
  int idle = 0;
  int checked_out = 0;
  std::int64_t opened = 0;
  std::int64_t recycled = 0;
  std::int64_t broken = 0;
  std::int64_t waits = 0;  // checkouts that had to wait
  std::int64_t timeouts = 0;
};

class Pool;

// A connection that goes back to its pool at the end of its life. A broken one, or one left inside a transaction, is
// dropped.
class Lease {
 public:
  ~Lease();
  Lease(Lease&&) noexcept;
  Lease& operator=(Lease&&) noexcept;
  Connection& operator*() const;
  Connection* operator->() const;

 private:
  friend class Pool;
  struct State;
  explicit Lease(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Pool {
 public:
  Pool(ConnectOptions options, config::PoolSettings settings);
  ~Pool();  // waits for nobody: leases may outlive the pool
  // Throws Error{busy} that names size, overflow and timeout when none comes free in time.
  Lease checkout();
  PoolStatus status() const;

 private:
  friend class Lease;
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace barqdb::db
