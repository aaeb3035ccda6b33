// One runner a database where no lock of a session holds, behind a transaction pooler: a row with an expiry, kept alive
// from a connection of its own, with a token that grows with every holder.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/fence.hpp"
#include "execute/listener.hpp"

namespace barqdb::execute {

class Lease {
 public:
  // Makes the ledger and the table barqdb.lease when they are missing. Polls with jitter until the lease is free and no
  // runner holds the session lock; says who holds it. Throws Error{busy} after online.runner_wait, Error{interrupted}
  // on Ctrl-C. A holder that died keeps it until it expires. Without `connect` nothing renews it but the fence.
  Lease(db::Connection& connection, const std::function<db::Connection()>& connect,
        const config::OnlineSettings& online, Listener& listener);
  ~Lease();  // lets others have it at once
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  const Fence& fence() const { return fence_; }

 private:
  void keep_alive(const std::function<db::Connection()>& connect);

  db::Connection& connection_;
  std::int64_t token_ = 0;
  base::Milliseconds time_;
  Fence fence_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread heartbeat_;
};

// Who holds an unexpired lease, for a message; "" when nobody does, or there is no such table.
std::string lease_holder(db::Connection& connection);

}  // namespace barqdb::execute
