// What entitles a run to work on the database: the runner lock of its session, or a lease; and whether settings of a
// session hold on the way to the server.
#pragma once

#include <functional>
#include <optional>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/fence.hpp"
#include "execute/lease.hpp"
#include "execute/listener.hpp"
#include "execute/runner_lock.hpp"

namespace barqdb::execute {

class Tenure {
 public:
  // Prepares the session of `connection` and waits until this is the only runner. Throws as prepare_session, RunnerLock
  // and Lease do.
  Tenure(db::Connection& connection, const std::function<db::Connection()>& connect,
         const config::OnlineSettings& online, Listener& listener);

  const Fence& fence() const { return fence_; }
  // After SQL that is not ours; see RunnerLock::regain. A lease needs none of it: no session holds it.
  void regain() const {
    if (lock_) lock_->regain();
  }
  // A transaction pooler is in the path: nothing may be set for a session, only for a transaction.
  bool pooled() const { return pooled_; }

 private:
  bool pooled_;
  std::optional<RunnerLock> lock_;
  std::optional<Lease> lease_;
  Fence fence_;
};

}  // namespace barqdb::execute
