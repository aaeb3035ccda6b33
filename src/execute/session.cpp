// Session settings, set and read back.
#include "execute/session.hpp"

#include "base/error.hpp"

namespace barqdb::execute {
namespace {

// Behind a transaction pooler a concurrent statement runs with what the server gives every session of the role.
void check_default_timeouts(db::Connection& connection) {
  for (const char* name : {"statement_timeout", "lock_timeout"}) {
    const std::string value(
        connection.query(std::string("SELECT pg_catalog.current_setting('") + name + "')").text(0, 0));
    if (value == "0") continue;
    throw base::Error(base::ErrorKind::refused,
                      std::string("behind the pooler ") + name + " is " + value +
                          " and cannot be set for a concurrent build: it would be cut off and leave an invalid index",
                      std::string("give barqdb a role of its own: ALTER ROLE ... SET ") + name +
                          " = 0, and let the pooler open new connections (RECONNECT)");
  }
}

}  // namespace

std::vector<std::string> timeout_names() {
  return {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout",
          "transaction_timeout"};
}

void set_timeouts(db::Connection& connection) {
  std::string set;
  std::vector<std::string> names = timeout_names();
  if (connection.server_version() < 170000) std::erase(names, "transaction_timeout");
  if (connection.server_version() < 140000) std::erase(names, "idle_session_timeout");
  for (const std::string& name : names) set += "SET SESSION " + name + " = 0; ";
  std::string read;
  for (const std::string& name : names)
    read += (read.empty() ? "SELECT " : ", ") + ("pg_catalog.current_setting('" + name + "')");
  const db::Result values = connection.query(set + read);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (values.text(0, i) == "0") continue;
    throw base::Error(
        base::ErrorKind::refused,
        "the server keeps " + names[i] + " at " + std::string(values.text(0, i)) + " although it was set to 0",
        "a long index build would be cut off: look for a pooler or a server rule that resets it");
  }
}

bool prepare_session(db::Connection& connection, config::LockMode mode) {
  const db::Result facts = connection.query("SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.pg_backend_pid()");
  if (facts.boolean(0, 0)) {
    throw base::Error(
        base::ErrorKind::refused, "the server is a standby (in recovery) and takes no changes",
        "connect to the primary, for example with target_session_attrs=read-write and both hosts in the URL");
  }
  const bool pooled = facts.integer(0, 1) != connection.backend_pid();
  if (!pooled) {
    set_timeouts(connection);
  } else if (mode == config::LockMode::lease) {
    check_default_timeouts(connection);
  } else {
    throw base::Error(base::ErrorKind::refused,
                      "a connection pooler in transaction mode stands between barqdb and the server",
                      "give barqdb a URL that leads to the server itself: session settings and locks do not hold "
                      "behind such a pooler; where there is none, `upgrade --lock-mode lease` works with less "
                      "(docs/online.md)");
  }
  return pooled;
}

void reset_session(db::Connection& connection) {
  connection.query(reset_session_sql);
  set_timeouts(connection);
}

}  // namespace barqdb::execute
