// The server changed under a plan: a partition appeared or vanished. Not the end of a run: the revision is planned
// again.
#pragma once

#include <utility>

#include "base/error.hpp"
#include "execute/statement_runner.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

struct PlanOutdated : base::Error {
  explicit PlanOutdated(base::Error error) : base::Error(std::move(error)) {}
};

// Whether an error on this operation means that its partition is no longer what it was when the plan was made.
inline bool is_outdated(const model::Operation& operation, const base::Error& error) {
  if (!operation.of_partition) return false;
  // undefined table or object, invalid table definition (no partition of that parent), object not in prerequisite state
  return error.sqlstate == "42P01" || error.sqlstate == "42704" || error.sqlstate == "42P16" ||
         error.sqlstate == "55000";
}

// An error on an operation, as it leaves it: placed, and PlanOutdated where it means that.
[[noreturn]] inline void throw_placed(const base::Error& error, const model::Plan& plan,
                                      const model::Operation& operation) {
  if (is_outdated(operation, error)) throw PlanOutdated(placed(error, plan, operation));
  throw placed(error, plan, operation);
}

}  // namespace barqdb::execute
