// The statements of a plan, in order, with ledger, timeouts, postconditions and cleanup.
#include "execute/perform.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "execute/ledger.hpp"
#include "execute/runner_lock.hpp"
#include "execute/sql.hpp"
#include "plan/ddl.hpp"
#include "plan/make.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;

base::Milliseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<base::Milliseconds>(Clock::now() - begin);
}

std::string description(const model::Plan& plan, const model::Operation& operation) {
  std::string text = "revision " + plan.revision + ", step " + std::to_string(operation.step);
  if (operation.intent == model::Intent::create_index) text += ", create index " + operation.object.text();
  if (operation.intent == model::Intent::drop_index) text += ", drop index " + operation.object.text();
  if (operation.intent == model::Intent::analyze) text += ", analyze " + operation.object.text();
  return text;
}

// The server's words, with the operation before them and the place of the step beside them.
base::Error placed(base::Error error, const model::Plan& plan, const model::Operation& operation) {
  error.message = description(plan, operation) + ": " + error.message;
  if (!error.place.known()) error.place = operation.place;
  return error;
}

bool worth_retrying(const base::Error& error) {
  return error.sqlstate == "55P03" || error.sqlstate == "40P01" ||
         error.sqlstate == "40001";  // lock timeout, deadlock, serialization
}

}  // namespace

void Performer::tell_notices() {
  for (const db::Notice& notice : connection_.take_notices()) listener_.note(notice.severity + ": " + notice.message);
}

void Performer::run_statement(const std::string& sql) {
  const auto began = Clock::now();
  db::RunOptions options;
  options.tick = base::Milliseconds(500);
  std::string waited_for;
  options.on_tick = [&] {
    const Sight sight = watch_.look();
    if (const std::string text = sight.text(); !text.empty())
      listener_.progress(text + ", " + base::format_duration(since(began)));
    const std::string blocker = sight.blocker.substr(0, sight.blocker.find(" ("));
    if (!blocker.empty() && blocker != waited_for) {
      waited_for = blocker;
      listener_.note("waiting for " + sight.blocker);
    }
    return since(began) < online_.wait_budget;
  };
  connection_.run(sql, options);
  tell_notices();
}

void Performer::run_statements(const model::Plan& plan, const model::Operation& operation) {
  try {
    if (operation.decision == model::Decision::rebuild) run_statement(operation.before);
    if (operation.sends()) run_statement(operation.sql);
    for (const std::string& statement : operation.after) run_statement(statement);
  } catch (const base::Error& error) {
    throw placed(error, plan, operation);
  }
}

void Performer::check_valid(const model::Plan& plan, std::size_t begin, std::size_t end) {
  std::vector<std::string> names;
  for (std::size_t i = begin; i < end; ++i) {
    if (plan.operations[i].intent == model::Intent::create_index) names.push_back(plan.operations[i].object.quoted());
  }
  if (names.empty()) return;
  const db::Result invalid = connection_.query(sql::invalid_indexes, {db::array_literal(names)});
  if (invalid.rows() == 0) return;
  throw base::Error(
      base::ErrorKind::server,
      "revision " + plan.revision + ": index " + std::string(invalid.text(0, 0)) +
          " is missing or invalid although its statement succeeded",
      "look for another program that drops or rebuilds indexes at the same time, then type the same command again");
}

void Performer::attempt_transaction(const model::Plan& plan, std::size_t begin, std::size_t end,
                                    const std::string& record) {
  connection_.query("BEGIN; SET LOCAL lock_timeout = " + std::to_string(online_.lock_timeout.count()));
  for (std::size_t i = begin; i < end; ++i) {
    const model::Operation& operation = plan.operations[i];
    const auto began = Clock::now();
    listener_.operation_begins(plan, operation);
    run_statements(plan, operation);
    listener_.operation_ends(plan, operation, since(began));
  }
  check_valid(plan, begin, end);
  std::string ledger = done_sql(plan, begin, end);
  if (!record.empty()) ledger += (ledger.empty() ? "" : ";\n") + record;
  if (!ledger.empty()) connection_.query(ledger);
  connection_.query("COMMIT");
}

void Performer::run_transaction(const model::Plan& plan, std::size_t begin, std::size_t end,
                                const std::string& record) {
  const auto began = Clock::now();
  for (base::Milliseconds wait{100};; wait = std::min(wait * 2, base::Milliseconds(5000))) {
    try {
      attempt_transaction(plan, begin, end, record);
      return;
    } catch (base::Error& error) {
      if (!connection_.alive()) throw;
      if (connection_.in_transaction()) connection_.query("ROLLBACK");
      tell_notices();
      if (!worth_retrying(error)) throw;
      if (since(began) >= online_.lock_budget) {
        error.kind = base::ErrorKind::busy;
        error.hint = "the lock budget of " + base::format_duration(online_.lock_budget) +
                     " is spent and the transaction was rolled back; try again when the table is less busy, or raise "
                     "online.lock_budget in the profile";
        throw;
      }
      const base::Milliseconds pause_for = jittered(wait);
      listener_.note(error.message + "; the transaction was rolled back, next attempt in " +
                     base::format_duration(pause_for));
      pause(pause_for);
    }
  }
}

void Performer::clean_up(const model::Operation& operation) {
  if (operation.intent != model::Intent::create_index || !connection_.alive()) return;
  try {
    const db::Result left = connection_.query(
        "SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass($1) AND NOT indisvalid",
        {operation.object.quoted()});
    if (left.rows() == 0) return;
    listener_.note("removing the unfinished index " + operation.object.text());
    connection_.query(plan::drop_index_sql(operation.object, /*concurrently=*/true));
  } catch (const base::Error& error) {
    listener_.note("the unfinished index " + operation.object.text() + " could not be removed now (" + error.message +
                   "); the next run of the same command does it");
  }
}

void Performer::run_alone(const model::Plan& plan, const model::Operation& operation) {
  const std::int64_t id = begin_step(connection_, plan, operation);
  try {
    run_statements(plan, operation);
    if (operation.intent == model::Intent::create_index)
      check_valid(plan, static_cast<std::size_t>(operation.position) - 1, static_cast<std::size_t>(operation.position));
  } catch (const base::Error& error) {
    tell_notices();
    clean_up(operation);
    if (connection_.alive()) finish_step(connection_, id, "failed", error.message);
    throw;
  }
  finish_step(connection_, id, "done");
}

void Performer::perform(const model::Plan& plan, const std::function<std::string()>& record) {
  bool recorded = false;
  const std::vector<plan::Group> groups = plan::groups_of(plan);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    base::throw_if_interrupted();
    const plan::Group& group = groups[g];
    const bool last = g + 1 == groups.size();
    if (group.transaction) {
      run_transaction(plan, group.begin, group.end, last ? record() : "");
      recorded = last;
      continue;
    }
    const model::Operation& operation = plan.operations[group.begin];
    const auto began = Clock::now();
    listener_.operation_begins(plan, operation);
    if (operation.sends()) {
      run_alone(plan, operation);
    } else if (operation.decision == model::Decision::adopt) {
      run_statements(plan, operation);
      connection_.query(done_sql(plan, group.begin, group.end));
    }
    listener_.operation_ends(plan, operation, since(began));
  }
  if (recorded) return;
  connection_.query("BEGIN");
  try {
    check_valid(plan, 0, plan.operations.size());
    connection_.query(record() + ";\nCOMMIT");
  } catch (const base::Error&) {
    if (connection_.alive() && connection_.in_transaction()) connection_.query("ROLLBACK");
    throw;
  }
}

}  // namespace barqdb::execute
