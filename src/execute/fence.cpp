// Tokens in table barqdb.lease.
#include "execute/fence.hpp"

#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

constexpr const char* lost_state = "BQ001";

base::Error lost_lease() {
  return {base::ErrorKind::busy,
          "the lease of this run was lost: it was not renewed in time, and another barqdb may be at work",
          "type the same command again: it waits for the other one and goes on with what is left; where this happens "
          "often, raise online.lease_time, or give the pooler more connections"};
}

}  // namespace

std::string Fence::sql() const {
  if (token_ == 0) return "";
  return "DO $barqdb$ BEGIN\n  PERFORM FROM barqdb.lease WHERE token = " + std::to_string(token_) +
         " FOR NO KEY UPDATE;\n  IF NOT FOUND THEN RAISE EXCEPTION 'the lease was lost' USING ERRCODE = '" +
         lost_state + "'; END IF;\nEND $barqdb$;\n";
}

void Fence::renew(db::Connection& connection) const {
  if (token_ == 0) return;
  const db::Result renewed =
      connection.query(sql::lease_renew, {std::to_string(token_), std::to_string(lease_time_.count())});
  if (renewed.rows() == 0) throw lost_lease();
}

bool Fence::holds(db::Connection& connection) const noexcept {
  try {
    renew(connection);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void explain_lost_lease(base::Error& error) {
  if (error.sqlstate != lost_state) return;
  const base::Error lost = lost_lease();
  error.kind = lost.kind;
  error.message = lost.message;
  error.hint = lost.hint;
}

}  // namespace barqdb::execute
