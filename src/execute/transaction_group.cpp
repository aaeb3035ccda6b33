// One transaction, many attempts.
#include "execute/transaction_group.hpp"

#include <chrono>
#include <functional>

#include "base/elapsed.hpp"
#include "base/error.hpp"
#include "execute/disk_space.hpp"
#include "execute/ledger.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/plan_outdated.hpp"
#include "execute/session.hpp"
#include "execute/shared_message.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;

// Lock timeout, deadlock, serialization: known to pass.
bool worth_retrying(const base::Error& error) {
  return error.sqlstate == "55P03" || error.sqlstate == "40P01" || error.sqlstate == "40001";
}

void run_operation(StatementRunner& runner, const model::Plan& plan, const model::Operation& operation) {
  const auto began = Clock::now();
  runner.listener().operation_begins(plan, operation);
  try {
    if (operation.decision == model::Decision::rebuild) runner.run_briefly(operation, operation.before);
    if (operation.sends()) runner.run_briefly(operation, operation.sql);
    for (const std::string& statement : operation.after) runner.run_briefly(operation, statement);
  } catch (const base::Error& error) {
    throw_placed(error, plan, operation);
  }
  runner.listener().operation_ends(plan, operation, base::since(began));
}

// Behind a pooler what a session needs can only be set for the transaction.
std::string begin_sql(const db::Connection& connection, const Tenure& tenure, base::Milliseconds lock_timeout) {
  std::string text = "BEGIN; SET LOCAL lock_timeout = " + std::to_string(lock_timeout.count());
  if (!tenure.pooled()) return text;
  text += "; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";
  return text + (connection.server_version() >= 170000 ? "; SET LOCAL transaction_timeout = 0" : "");
}

// The ledger's rows of the group, with what has to surround them.
std::string ledger_sql(const model::Plan& plan, std::size_t begin, std::size_t end, const std::string& record,
                       const Tenure& tenure) {
  std::string ledger = done_sql(plan, begin, end, /*open=*/record.empty());
  if (!record.empty()) ledger += (ledger.empty() ? "" : ";\n") + record;
  if (!ledger.empty()) ledger = tenure.fence().sql() + ledger;
  if (!model::runs_sql(plan, begin, end)) return ledger;
  if (!ledger.empty()) ledger = own_session_sql + (";\n" + ledger);
  if (tenure.pooled()) ledger += (ledger.empty() ? "" : ";\n") + std::string(reset_session_sql);  // it is not ours
  return ledger;
}

void attempt(StatementRunner& runner, const model::Plan& plan, std::size_t begin, std::size_t end,
             const std::string& record, base::Milliseconds lock_timeout) {
  db::Connection& connection = runner.connection();
  runner.workshop().load.pass(connection, runner.listener());
  runner.tenure().fence().renew(connection);
  connection.query(begin_sql(connection, runner.tenure(), lock_timeout));
  for (std::size_t at = begin; at < end;) {
    const std::size_t next = shared_end(plan, at, end);
    if (next - at == 1)
      run_operation(runner, plan, plan.operations[at]);
    else
      run_shared(runner, plan, at, next);
    at = next;
  }
  check_valid(runner, plan, begin, end);
  if (const std::string ledger = ledger_sql(plan, begin, end, record, runner.tenure()); !ledger.empty())
    connection.query(ledger);
  connection.query("COMMIT");
}

}  // namespace

void check_valid(StatementRunner& runner, const model::Plan& plan, std::size_t begin, std::size_t end) {
  std::vector<std::string> names;
  for (std::size_t i = begin; i < end; ++i) {
    const model::Operation& operation = plan.operations[i];
    if (operation.renamed_later && end - begin > 1) continue;
    if (operation.leaves_valid_index) names.push_back(plan.operations[i].object.quoted());
  }
  if (names.empty()) return;
  const db::Result invalid = runner.ask_often("invalid_indexes", sql::invalid_indexes, {db::array_literal(names)});
  if (invalid.rows() == 0) return;
  const base::Error error(
      base::ErrorKind::server,
      "revision " + plan.revision + ": index " + std::string(invalid.text(0, 0)) +
          " is missing or invalid although its statement succeeded",
      "look for another program that drops or rebuilds indexes at the same time, then type the same command again");
  for (std::size_t i = begin; i < end; ++i) {
    if (plan.operations[i].of_partition) throw PlanOutdated(error);
  }
  throw error;
}

namespace {

// A transaction, again and again while a lock is not to be had; `once` sends all of it.
void climb(StatementRunner& runner, const std::function<void(base::Milliseconds lock_timeout)>& once) {
  db::Connection& connection = runner.connection();
  LockLadder ladder(runner.online());
  while (true) {
    try {
      once(ladder.attempt());
      return;
    } catch (base::Error& error) {
      if (!connection.alive()) throw;
      if (connection.in_transaction()) connection.query("ROLLBACK");
      runner.tell_notices();
      if (!worth_retrying(error)) throw;
      const std::string blocked = runner.blocker().empty() ? "" : "; blocked by " + runner.blocker();
      if (ladder.spent()) {
        error.kind = base::ErrorKind::busy;
        error.message += blocked;
        error.hint = "after " + std::to_string(ladder.attempts()) + " attempts the lock budget of " +
                     base::format_duration(runner.online().lock_budget) +
                     " is spent and the transaction was rolled back; try again when the table is less busy, or raise "
                     "--lock-budget (online.lock_budget)";
        throw;
      }
      const base::Milliseconds wait = ladder.pause();
      runner.listener().note(error.message + blocked + "; rolled back, attempt " +
                             std::to_string(ladder.attempts() + 1) + " in " + base::format_duration(wait));
      pause_for(wait);
    }
  }
}

}  // namespace

void run_transaction(StatementRunner& runner, const model::Plan& plan, std::size_t begin, std::size_t end,
                     const std::string& record) {
  for (std::size_t i = begin; i < end; ++i) check_disk_space(runner, plan.operations[i]);
  climb(runner, [&](base::Milliseconds lock_timeout) { attempt(runner, plan, begin, end, record, lock_timeout); });
}

void run_after(StatementRunner& runner, const model::Operation& operation) {
  if (operation.after.empty()) return;
  climb(runner, [&](base::Milliseconds lock_timeout) {
    runner.connection().query(begin_sql(runner.connection(), runner.tenure(), lock_timeout));
    for (const std::string& statement : operation.after) runner.run_briefly(operation, statement);
    runner.connection().query("COMMIT");
  });
}

}  // namespace barqdb::execute
