// Concurrent and autocommit operations.
#include "execute/lone_operation.hpp"

#include <chrono>

#include "base/elapsed.hpp"
#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "execute/disk_space.hpp"
#include "execute/ledger.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/other_builds.hpp"
#include "execute/plan_outdated.hpp"
#include "execute/session.hpp"
#include "execute/transaction_group.hpp"
#include "plan/ddl.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_deadlocks = 10;
constexpr const char* duplicate_relation = "42P07";  // somebody made one of this name meanwhile: it is theirs
constexpr base::Milliseconds clean_up_budget{3000};

// The first few keys that stand more than once, for a person.
std::string duplicates_of(StatementRunner& runner, const model::Operation& operation) {
  const db::Result rows = runner.run_patiently(operation, operation.duplicates);
  std::string text;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    text += "\n  " + base::one_line(rows.text(row, 0), 100) + " stands " + std::string(rows.text(row, 1)) + " times";
  }
  return text;
}

void check_duplicates(StatementRunner& runner, const model::Operation& operation) {
  if (operation.duplicates.empty()) return;
  const std::string found = duplicates_of(runner, operation);
  if (found.empty()) return;
  throw base::Error(base::ErrorKind::data, "rows of " + operation.table.text() + " are not unique:" + found,
                    "remove or merge the duplicates and type the same command again; nothing was built");
}

void clean_up(StatementRunner& runner, const model::Operation& operation) {
  if (!operation.leaves_valid_index || !runner.connection().alive()) return;
  if (!runner.tenure().fence().holds(runner.connection())) return;  // another runner may have adopted it
  try {
    const db::Result left = runner.connection().query(
        "SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass($1) AND NOT indisvalid",
        {operation.object.quoted()});
    if (left.rows() == 0) return;
    runner.listener().note("removing the unfinished index " + operation.object.text());
    // It may wait for the very transaction that kept the build from ending; the ledger knows what is left.
    runner.run_patiently(operation, plan::drop_index_sql(operation.object, /*concurrently=*/true), clean_up_budget);
  } catch (const base::Error& error) {
    runner.listener().note("the unfinished index " + operation.object.text() + " could not be removed now (" +
                           error.message + "); the next run of the same command does it");
  }
}

void run_statements(StatementRunner& runner, const model::Operation& operation) {
  for (int deadlocks = 0;; ++deadlocks) {
    if (operation.strategy == model::Strategy::concurrent) wait_for_other_builds(runner, operation);
    try {
      if (operation.decision == model::Decision::rebuild) runner.run_patiently(operation, operation.before);
      check_duplicates(runner, operation);
      base::throw_if_interrupted();
      runner.tenure().fence().renew(runner.connection());
      runner.run_patiently(operation, operation.sql);
      break;
    } catch (const base::Error& error) {
      if (error.sqlstate != duplicate_relation) clean_up(runner, operation);
      // Somebody else's build began in the same moment: theirs or ours was chosen to die. Wait for it, then build.
      if (error.sqlstate != "40P01" || deadlocks == most_deadlocks || !runner.connection().alive()) throw;
      runner.listener().note(operation.what() + ": deadlock with another session; trying again");
      pause_for(jittered(base::Milliseconds(500)));
    }
  }
  run_after(runner, operation);
}

// A duplicate that raced in: name the keys, as the look beforehand would have.
void name_duplicates(StatementRunner& runner, const model::Operation& operation, base::Error& error) {
  if (error.sqlstate != "23505" || operation.duplicates.empty() || !runner.connection().alive()) return;
  try {
    error.message += duplicates_of(runner, operation);
    error.hint = "remove or merge the duplicates and type the same command again; the unfinished index was removed";
  } catch (const base::Error&) {  // the first error says enough
  }
}

// A failed validation leaves the constraint, which holds for new rows.
void explain_validation(const model::Operation& operation, base::Error& error) {
  if (operation.intent != model::Intent::validate_constraint || error.kind != base::ErrorKind::data) return;
  error.hint =
      "the constraint stays, NOT VALID: it holds for rows written from now on; repair the older rows that break "
      "it and type the same command again";
}

void send(StatementRunner& runner, const model::Plan& plan, std::size_t index) {
  const model::Operation& operation = plan.operations[index];
  db::Connection& connection = runner.connection();
  const std::int64_t id = begin_step(connection, plan, operation, runner.tenure());
  try {
    // SQL of the revision may have set them; behind a pooler nothing can.
    if (operation.strategy == model::Strategy::concurrent && model::runs_sql(plan, 0, index) &&
        !runner.tenure().pooled())
      set_timeouts(connection);
    run_statements(runner, operation);
    check_valid(runner, plan, index, index + 1);
  } catch (base::Error& error) {
    explain_validation(operation, error);
    if (connection.alive()) {
      runner.tell_notices();
      name_duplicates(runner, operation, error);
      finish_step(connection, plan, operation, runner.tenure(), id, "failed", error.message);
    }
    throw_placed(error, plan, operation);
  }
  finish_step(connection, plan, operation, runner.tenure(), id, "done");
}

}  // namespace

void run_lone_operation(StatementRunner& runner, const model::Plan& plan, std::size_t index) {
  const model::Operation& operation = plan.operations[index];
  const auto began = Clock::now();
  runner.listener().operation_begins(plan, operation);
  if (operation.sends()) {
    runner.workshop().load.pass(runner.connection(), runner.listener());
    check_disk_space(runner, operation);
    send(runner, plan, index);
  } else if (operation.decision == model::Decision::adopt) {
    run_after(runner, operation);
    runner.connection().query(ledger_session(plan) + runner.tenure().fence().sql() + done_sql(plan, index, index + 1));
  } else {
    for (const std::string& setting : operation.after) runner.run_patiently(operation, setting);
  }
  runner.listener().operation_ends(plan, operation, base::since(began));
}

}  // namespace barqdb::execute
