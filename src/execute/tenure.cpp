// Lock or lease.
#include "execute/tenure.hpp"

#include "execute/session.hpp"

namespace barqdb::execute {

Tenure::Tenure(db::Connection& connection, const std::function<db::Connection()>& connect,
               const config::OnlineSettings& online, Listener& listener)
    : pooled_(prepare_session(connection, online.lock_mode)) {
  if (online.lock_mode == config::LockMode::lease) {
    lease_.emplace(connection, connect, online, listener);
    fence_ = lease_->fence();
  } else {
    lock_.emplace(connection, online.runner_wait, listener);
  }
}

}  // namespace barqdb::execute
