// Runs one plan: groups in order, transactional ones as one transaction, concurrent ones in lanes, all others alone.
#pragma once

#include <functional>
#include <string>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/listener.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

struct Workshop {
  db::Connection& connection;               // holds the runner lock; works as the first lane
  std::function<db::Connection()> connect;  // further connections: watch, lanes
  Listener& listener;
  config::OnlineSettings online;
  std::function<void(const std::string&, const model::Operation&, Listener&)> backfill = {};
};

// `record` gives the SQL that marks the revision as applied or rolled back; it commits with the last transactional
// group, or in a transaction of its own. After an error nothing of the group that failed is left, and no invalid index
// of ours where the connection still lives; the same command goes on from there.
void perform(Workshop& workshop, const model::Plan& plan, const std::function<std::string()>& record);

}  // namespace barqdb::execute
