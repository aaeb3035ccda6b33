// Intent before the first chunk; the chunks keep their own cursor, so that the next attempt goes on behind the last
// one.
#include "execute/backfill_operation.hpp"

#include <chrono>

#include "base/error.hpp"
#include "execute/ledger.hpp"
#include "execute/statement_runner.hpp"

namespace barqdb::execute {

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
        finish_step(workshop.connection, operation, workshop.tenure, id, "failed", error.message);
      throw placed(error, plan, operation);
    }
    finish_step(workshop.connection, operation, workshop.tenure, id, "done");
  }
  workshop.listener.operation_ends(
      plan, operation, std::chrono::duration_cast<base::Milliseconds>(std::chrono::steady_clock::now() - began));
}

}  // namespace barqdb::execute
