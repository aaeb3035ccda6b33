// From a target to the revisions to run, and from a revision to its plan on the live catalog.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "execute/pending.hpp"
#include "execute/runner.hpp"
#include "model/ledger.hpp"
#include "model/plan.hpp"
#include "plan/make.hpp"

namespace barqdb::execute {

// Throws Error{refused} when the ledger is another chain's, the ledger and the folder disagree, or a downgrade that was
// cut off stands in the way of an upgrade.
void check_obstacles(const RunInput& input, const model::Ledger& ledger, model::Direction direction);
// The revisions to run, in their order; empty when there is nothing to do. A revision that an upgrade began and did not
// finish counts as applied for a downgrade. Throws Error{usage} for the target.
std::vector<std::string> resolve_target(const RunInput& input, const model::Ledger& ledger, model::Direction direction);
// Whether the ledger says by now that nothing is left to do of a revision.
bool is_done(const std::string& id, const model::Ledger& ledger, model::Direction direction);

// Throws Error{refused} naming every step without a way back.
void check_all_reversible(const std::vector<Pending>& pending, const model::Ledger& ledger);

// What a plan stands on, read from the server.
struct PlanningFacts {
  catalog::PlanNames names;
  model::Catalog catalog;
  std::vector<model::StepRecord> steps;
  std::map<std::string, plan::Comparison> comparisons;
};
PlanningFacts read_planning_facts(db::Connection& connection, const Pending& pending, model::Direction direction,
                                  bool ledger_exists, const std::set<std::int64_t>& tables_before_run,
                                  plan::ForeseenSchema& renames, const ReadBounds& bounds);

model::Plan make_plan(const Pending& pending, const PlanningFacts& facts, const config::OnlineSettings& online,
                      model::Direction direction);

}  // namespace barqdb::execute
