// The groups of a plan, in order.
#include "execute/perform.hpp"

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "execute/backfill_operation.hpp"
#include "execute/lanes.hpp"
#include "execute/ledger.hpp"
#include "execute/lone_operation.hpp"
#include "execute/statement_runner.hpp"
#include "execute/transaction_group.hpp"
#include "plan/make.hpp"

namespace barqdb::execute {
namespace {

void record_alone(StatementRunner& runner, const model::Plan& plan, const std::string& record) {
  db::Connection& connection = runner.connection();
  connection.query("BEGIN; " + ledger_session(plan));
  try {
    check_valid(runner, plan, 0, plan.operations.size());
    connection.query(runner.tenure().fence().sql() + record);
    connection.query("COMMIT");
  } catch (const base::Error&) {
    if (connection.alive() && connection.in_transaction()) connection.query("ROLLBACK");
    throw;
  }
}

}  // namespace

void perform(Workshop& workshop, const model::Plan& plan, const std::function<std::string()>& record) {
  check_backfills(workshop, plan);
  Watch watch(workshop.connect, workshop.tenure.pooled() ? 0 : workshop.connection.backend_pid());
  StatementRunner runner(workshop.connection, watch, workshop.listener, workshop);
  bool recorded = false;
  const std::vector<plan::Group> groups = plan::groups_of(plan);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    base::throw_if_interrupted();
    const plan::Group& group = groups[g];
    const bool last = g + 1 == groups.size();
    switch (group.strategy) {
      case model::Strategy::transaction:
        run_transaction(runner, plan, group.begin, group.end, last ? record() : "");
        recorded = last;
        break;
      case model::Strategy::plain:
      case model::Strategy::concurrent: run_lanes(workshop, runner, plan, group.begin, group.end); break;
      case model::Strategy::alone:
        for (std::size_t i = group.begin; i < group.end; ++i) {
          if (plan.operations[i].intent == model::Intent::backfill)
            run_backfill(workshop, plan, i);
          else
            run_lone_operation(runner, plan, i);
        }
        break;
    }
    if (model::runs_sql(plan, group.begin, group.end)) workshop.tenure.regain();
  }
  if (!recorded) record_alone(runner, plan, record());
}

}  // namespace barqdb::execute
