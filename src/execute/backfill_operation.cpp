// Intent before the first chunk; the chunks keep their own cursor, so that the next attempt goes on behind the last
// one.
#include "execute/backfill_operation.hpp"

#include <chrono>

#include "base/elapsed.hpp"
#include "base/error.hpp"
#include "execute/ledger.hpp"
#include "execute/statement_runner.hpp"

namespace barqdb::execute {

void check_backfills(const Workshop& workshop, const model::Plan& plan) {
  if (!workshop.tenure.pooled()) return;
  for (const model::Operation& operation : plan.operations) {
    if (operation.intent != model::Intent::backfill || !operation.sends()) continue;
    const base::Error error(
        base::ErrorKind::refused, "a backfill does not run behind a connection pooler in transaction mode",
        "its lanes set timeouts and hold a lock for their sessions: run this revision by a URL that "
        "leads to the server itself");
    throw placed(error, plan, operation);
  }
}

void run_backfill(Workshop& workshop, const model::Plan& plan, std::size_t index) {
  const model::Operation& operation = plan.operations[index];
  const auto began = std::chrono::steady_clock::now();
  workshop.listener.operation_begins(plan, operation);
  if (operation.sends()) {
    const std::int64_t id = begin_step(workshop.connection, plan, operation, workshop.tenure);
    try {
      workshop.backfill(plan.revision, operation, workshop.listener);
    } catch (const base::Error& error) {
      if (workshop.connection.alive())
        finish_step(workshop.connection, plan, operation, workshop.tenure, id, "failed", error.message);
      throw placed(error, plan, operation);
    }
    finish_step(workshop.connection, plan, operation, workshop.tenure, id, "done");
  }
  workshop.listener.operation_ends(plan, operation, base::since(began));
}

}  // namespace barqdb::execute
