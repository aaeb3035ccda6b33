// The fencing of a lease: what proves, in the same transaction as a write, that no other runner has taken over.
#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "base/units.hpp"
#include "db/connection.hpp"

namespace barqdb::execute {

class Fence {
 public:
  Fence() = default;  // of a session lock, which the server itself takes away with the session: nothing to check
  Fence(std::int64_t token, base::Milliseconds lease_time) : token_(token), lease_time_(lease_time) {}

  // Goes before a write of the ledger, into the same transaction: raises when the token is not the current one, and
  // keeps others from taking over until the commit. "" without a lease.
  std::string sql() const;
  // Before anything that changes the server outside a transaction: the lease is ours, and for its whole time from now
  // on. Throws Error{busy} when it was lost. One round trip; none without a lease.
  void renew(db::Connection& connection) const;
  // The same as a question, for cleaning up: what another runner may have adopted is not ours to remove.
  bool holds(db::Connection& connection) const noexcept;

 private:
  std::int64_t token_ = 0;  // 0: no lease
  base::Milliseconds lease_time_{0};
};

// What Fence::sql raises, put as an error for a person; any other error stays as it is.
void explain_lost_lease(base::Error& error);

}  // namespace barqdb::execute
