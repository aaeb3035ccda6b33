// Reading what a plan stands on takes weak locks, and they wait behind an ACCESS EXCLUSIVE one: asked for again and
// again, with the holder named, until the lock budget is spent.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "catalog/plan_facts.hpp"
#include "config/settings.hpp"
#include "db/connection.hpp"

namespace barqdb::execute {

struct ReadBounds {
  config::OnlineSettings online;
  std::function<void(const std::string&)> note = {};  // told who is waited for; may be empty
};

// Calls `read` with the lock_timeout that it is to set for its transaction, until it returns without a lock timeout.
// Throws Error{busy} when the budget is spent. `tables` are those whose holders are looked for.
void read_within_budget(db::Connection& connection, const ReadBounds& bounds,
                        const std::set<model::QualifiedName>& tables,
                        const std::function<void(base::Milliseconds lock_timeout)>& read);

// catalog::read_plan_facts, bounded. Must not be called inside a transaction.
model::Catalog read_plan_facts(db::Connection& connection, const catalog::PlanNames& names, const ReadBounds& bounds);

}  // namespace barqdb::execute
