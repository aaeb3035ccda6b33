// Repairs what it is told to, and nothing else: one index a time, under the runner lock, concurrently, recorded in the
// ledger.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/listener.hpp"
#include "execute/load_gate.hpp"
#include "plan/repair.hpp"

namespace barqdb::execute {

// What is broken; takes no lock and changes nothing.
std::vector<plan::Complaint> read_complaints(db::Connection& connection);

struct RepairResult {
  std::vector<std::string> repaired;    // schema.index, in their order
  std::vector<std::string> left_alone;  // became valid or vanished meanwhile, each with the reason
};

// `names` as a person writes them: schema.index, or through the search_path. All are looked up first: Error{usage} for
// one that does not exist, Error{refused} for one that is valid or cannot be repaired in this way; then nothing was
// touched. A session at work on an index is waited for, at most online.wait_budget, and its result respected.
RepairResult run_repair(const std::function<db::Connection()>& connect, const std::vector<std::string>& names,
                        plan::RepairAction action, const config::OnlineSettings& online, Listener& listener,
                        std::vector<Replica> replicas = {});

}  // namespace barqdb::execute
