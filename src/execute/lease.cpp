// Taking, keeping alive, giving back.
#include "execute/lease.hpp"

#include <unistd.h>

#include <array>
#include <optional>

#include "base/error.hpp"
#include "execute/ledger.hpp"
#include "execute/runner_lock.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

// Of a ledger that is there only the lease is made: the rest of it may be another role's.
void create_table(db::Connection& connection) {
  if (!connection.query("SELECT pg_catalog.to_regclass('barqdb.lease')").null(0, 0)) return;
  if (!read_ledger(connection).exists) {
    create_ledger(connection, std::string(sql::lease_create));
    return;
  }
  try {
    connection.query(sql::lease_create);
  } catch (base::Error& error) {
    if (error.sqlstate == "42501") error.hint = schema_right_hint(connection);
    throw;
  }
}

std::string own_name() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return std::string(host.data()) + " pid " + std::to_string(::getpid());
}

std::string milliseconds(base::Milliseconds time) { return std::to_string(time.count()); }

}  // namespace

std::string lease_holder(db::Connection& connection) {
  const db::Result there = connection.query(
      "SELECT coalesce(pg_catalog.has_table_privilege(pg_catalog.to_regclass('barqdb.lease'), 'SELECT'), false)");
  if (!there.boolean(0, 0)) return "";
  const db::Result holder = connection.query(sql::lease_holder);
  if (holder.rows() == 0) return "";
  return "lease of " + std::string(holder.text(0, 0)) + ", for another " +
         base::format_duration(base::Milliseconds(holder.integer(0, 1)));
}

Lease::Lease(db::Connection& connection, const std::function<db::Connection()>& connect,
             const config::OnlineSettings& online, Listener& listener)
    : connection_(connection), time_(online.lease_time) {
  create_table(connection);
  WaitForRunner wait(online.runner_wait, listener);
  while (true) {
    const db::Result taken = connection.query(sql::lease_take, {own_name(), milliseconds(time_)});
    if (taken.rows() > 0) {
      token_ = taken.integer(0, 0);
      const std::string other = session_lock_holder(connection);  // a runner that came by the session lock
      if (other.empty()) break;
      connection.query(sql::lease_give_back, {std::to_string(token_)});
      wait.once(other);
    } else {
      wait.once(lease_holder(connection));
    }
  }
  fence_ = Fence(token_, time_);
  if (connect) heartbeat_ = std::thread([this, connect] { keep_alive(connect); });
}

Lease::~Lease() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (heartbeat_.joinable()) heartbeat_.join();
  try {
    if (connection_.alive() && !connection_.in_transaction())
      connection_.query(sql::lease_give_back, {std::to_string(token_)});
  } catch (const base::Error&) {  // it expires
  }
}

// A heartbeat that fails is tried again with a new connection; whether the lease was lost shows at the next write.
void Lease::keep_alive(const std::function<db::Connection()>& connect) {
  std::optional<db::Connection> connection;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, time_ / 3, [&] { return stop_; })) {
    lock.unlock();
    try {
      if (!connection) connection = connect();
      connection->query(sql::lease_renew, {std::to_string(token_), milliseconds(time_)});
    } catch (const std::exception&) {
      connection.reset();
    }
    lock.lock();
  }
}

}  // namespace barqdb::execute
