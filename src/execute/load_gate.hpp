// Holds work back while the server has more to do than a setting allows, or a replica is too far behind.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/listener.hpp"

namespace barqdb::execute {

// A standby that is asked how far it is; `name` is for people and holds no secret.
struct Replica {
  std::string name;
  std::function<db::Connection()> connect;
};

// Safe to use from several lanes: they look one after the other, and share what was seen within the last second.
class LoadGate {
 public:
  LoadGate(const config::OnlineSettings& online, std::vector<Replica> replicas);

  // Returns when nothing is over its limit; says when it pauses, for what, and when it goes on. `connection` leads to
  // the primary and must not be in a transaction. Throws Error{busy} after online.wait_budget, Error{refused} when this
  // role may not see what is limited.
  void pass(db::Connection& connection, Listener& listener);

 private:
  struct Standby {
    Replica replica;
    std::optional<db::Connection> connection;
  };
  struct Excess {
    std::string kind;    // what is over its limit: told again only when it changes
    std::string detail;  // with the numbers of now
  };

  std::optional<Excess> look(db::Connection& connection);
  std::optional<Excess> look_at_sessions(db::Connection& connection);
  std::optional<Excess> look_at_replication(db::Connection& connection);
  std::optional<Excess> look_at(Standby& standby, const std::string& primary_position);

  config::OnlineSettings online_;
  std::vector<Standby> standbys_;
  std::mutex mutex_;
  std::optional<std::chrono::steady_clock::time_point> fine_since_;
};

}  // namespace barqdb::execute
