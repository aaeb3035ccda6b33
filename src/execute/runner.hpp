// The one path of upgrade and downgrade: ledger → checks → runner lock → for each revision: catalog → plan → run →
// record.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/backfill.hpp"
#include "execute/listener.hpp"
#include "execute/load_gate.hpp"
#include "model/ledger.hpp"
#include "model/plan.hpp"
#include "plan/plan_file.hpp"
#include "revision/graph.hpp"

namespace barqdb::execute {

// Runs the backfill of an operation to its end, or from where an earlier attempt stopped.
using Backfill =
    std::function<void(const std::string& revision, const model::Operation& operation, Listener& listener)>;

struct RunInput {
  std::function<db::Connection()> connect;
  const revision::Graph* graph = nullptr;
  std::string folder;  // of the migrations
  std::string target;
  std::string project;  // of the profile; "" when it names none
  config::OnlineSettings online;
  std::vector<Replica> replicas;             // asked when online.max_replica_lag is set
  const plan::PlanFile* approved = nullptr;  // run exactly this; `target` is for messages only
  Backfill backfill = {};
  int connections = 0;                                // that a backfill may open; 0: no limit
  std::function<void(const std::string&)> note = {};  // of a preview: told whom its reading waits for
};

struct RunResult {
  std::string database;
  int server_version = 0;
  std::vector<std::string> revisions;  // run, in their order; empty: there was nothing to do
  std::vector<std::string> heads;      // applied heads afterwards
  std::size_t indexes_created = 0;
  std::size_t indexes_dropped = 0;
  base::Milliseconds elapsed{0};
};

// Throws base::Error; what it says of the state afterwards holds: finished revisions stay, the same command goes on.
RunResult upgrade(const RunInput& input, Listener& listener);
RunResult downgrade(const RunInput& input, Listener& listener);

// What upgrade or downgrade would do, without a lock and without a trace. Later revisions are planned on the catalog as
// it is now, with what the earlier ones will have made.
struct Preview {
  std::string database;  // "" when planned for no particular one
  int server_version = 0;
  std::vector<model::Plan> plans;
  std::vector<std::string> ledger;  // beside plans: the SQL that records each revision
  std::string setup;                // what makes the ledger and its mark where they are missing
  bool ledger_exists = false;
  model::Direction direction = model::Direction::up;
  std::vector<std::vector<model::ReferredFile>> files;  // beside plans
  std::map<std::string, std::string> facts;             // object → hash of the definition that the plans stand on
  model::Ledger stands_on;
  base::Diagnostics unforeseen;  // steps whose SQL is known only when earlier revisions have run: no script has them
};
// On a connection of the caller. Of an approved plan: what is left of it.
Preview preview_on(db::Connection& connection, const RunInput& input, model::Direction direction);
Preview preview_upgrade(const RunInput& input);
Preview preview_downgrade(const RunInput& input);
// Between two revisions of the chain, for no particular database and without a server.
Preview preview_offline(const revision::Graph& graph, const std::vector<std::string>& ids, const std::string& folder,
                        const config::OnlineSettings& online, const std::string& project = {});

// Sets the ledger to `ids` and their ancestors with the files' present checksums, without running anything. With
// `purge` the ledger is emptied first, unknown revisions included.
void stamp(db::Connection& connection, const revision::Graph& graph, const std::string& folder,
           const std::vector<std::string>& ids, bool purge, const config::OnlineSettings& online, Listener& listener,
           const std::string& project = {});

}  // namespace barqdb::execute
