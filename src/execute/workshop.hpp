// What the parts of a run share.
#pragma once

#include <functional>
#include <string>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/backfill.hpp"
#include "execute/listener.hpp"
#include "execute/load_gate.hpp"
#include "execute/tenure.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

struct Workshop {
  db::Connection& connection;               // holds the runner lock; works as the first lane
  std::function<db::Connection()> connect;  // further connections: watch, lanes
  Listener& listener;
  config::OnlineSettings online;
  const Tenure& tenure;
  LoadGate& load;
  Backfill backfill = {};
};

}  // namespace barqdb::execute
