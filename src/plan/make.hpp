// Revision × catalog × ledger → Plan: the decision table of a run. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "config/settings.hpp"
#include "model/catalog.hpp"
#include "model/ledger.hpp"
#include "model/plan.hpp"
#include "model/revision.hpp"

namespace barqdb::plan {

// How an existing valid index compares with the definition that wants its name; judged by the server.
struct Comparison {
  bool same = false;
  std::string wanted;  // as the server prints them
  std::string existing;
  std::string error;  // the server's words when it would not build the wanted one
};

struct PlanInput {
  const model::Revision* revision = nullptr;
  const model::RevisionBody* body = nullptr;
  const model::Catalog* catalog = nullptr;
  std::vector<model::StepRecord> steps;           // of this revision, oldest first
  std::map<std::string, Comparison> comparisons;  // by the key of Catalog::indexes
  config::OnlineSettings online;
};

// Throws Error{refused} with every conflict at once: an index of the name with another definition, an invalid one that
// is not ours, …
model::Plan make_upgrade(const PlanInput& input);
// The way back, steps in reverse. Steps that an unfinished upgrade did not reach are left out.
model::Plan make_downgrade(const PlanInput& input);

// Runs of neighbouring operations of one strategy: those of `transaction` share one, those of `concurrent` may go side
// by side.
struct Group {
  model::Strategy strategy = model::Strategy::transaction;
  std::size_t begin = 0;  // indexes into Plan::operations
  std::size_t end = 0;
};
std::vector<Group> groups_of(const model::Plan& plan);

}  // namespace barqdb::plan
