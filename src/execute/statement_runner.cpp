// Statements under watch.
#include "execute/statement_runner.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/elapsed.hpp"
#include "base/error.hpp"
#include "execute/error_place.hpp"
#include "plan/repair.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;

std::string description(const model::Plan& plan, const model::Operation& operation) {
  if (plan.revision == plan::repair_revision) {
    return std::string(operation.intent == model::Intent::drop_index ? "drop of index " : "rebuild of index ") +
           operation.object.text();
  }
  std::string text = "revision " + plan.revision + ", step " + std::to_string(operation.step);
  if (operation.intent != model::Intent::sql) text += ", " + operation.what();
  return text;
}

}  // namespace

base::Error placed(base::Error error, const model::Plan& plan, const model::Operation& operation) {
  error.message = description(plan, operation) + ": " + error.message;
  if (!error.place.known()) error.place = place_of(error, operation);
  return error;
}

void StatementRunner::tell_notices() {
  for (const db::Notice& notice : connection_.take_notices()) listener_.note(notice.severity + ": " + notice.message);
}

// In a transaction it is asked in full: a statement of the user may have thrown the prepared ones away, and finding
// that out would end the transaction.
db::Result StatementRunner::ask_often(const char* name, std::string_view sql, const std::vector<db::Param>& params) {
  if (tenure().pooled() || connection_.in_transaction()) return connection_.query(sql, params);
  return questions_.try_emplace(name, std::string("barqdb_") + name, sql).first->second.ask(connection_, params);
}

db::Result StatementRunner::run_patiently(const model::Operation& operation, const std::string& sql) {
  return run_patiently(operation, sql, online().wait_budget);
}

db::Result StatementRunner::run_patiently(const model::Operation& operation, const std::string& sql,
                                          base::Milliseconds budget) {
  const auto began = Clock::now();
  auto looked = began;
  base::Milliseconds waited{0};
  std::string waits_for;
  Pace pace;
  db::RunOptions options;
  options.tick = base::Milliseconds(500);
  options.on_tick = [&] {
    const Sight sight = watch_.look(sql);
    if (!watch_.trouble().empty() && !std::exchange(blind_, true)) {
      listener_.note("the second connection that watches what a statement waits for fails (" + watch_.trouble() +
                     "): while it does, the wait budget is not kept");
    }
    const base::Milliseconds passed = base::since(looked);
    looked = Clock::now();
    waited = sight.waiting() ? waited + passed : base::Milliseconds(0);
    if (const std::string text = sight.text(); !text.empty()) {
      const std::string speed = pace.text(sight, looked);
      listener_.progress(operation,
                         text + (speed.empty() ? "" : ", ") + speed + ", " + base::format_duration(base::since(began)));
    }
    const std::string who = sight.blocker.substr(0, sight.blocker.find(" ("));
    if (!who.empty() && who != waits_for) {
      waits_for = who;
      listener_.note(operation.what() + " waits for " + sight.blocker);
    }
    return waited < budget;
  };
  db::Result result;
  try {
    result = connection_.run(sql, options);
  } catch (base::Error& error) {
    if (error.kind == base::ErrorKind::busy && waited >= budget) {
      error.message = "waited " + base::format_duration(waited) + (waits_for.empty() ? "" : " for " + waits_for) +
                      "; the wait budget of " + base::format_duration(budget) + " is spent";
      error.hint = "end that transaction or try again later; --wait-budget (online.wait_budget) sets how long to wait";
    }
    throw;
  }
  tell_notices();
  return result;
}

void StatementRunner::run_briefly(const model::Operation& operation, const std::string& sql) {
  const auto began = Clock::now();
  db::RunOptions options;
  // Often enough to see who blocks within one attempt at the lock.
  options.tick = std::clamp(online().lock_timeout / 3, base::Milliseconds(10), base::Milliseconds(250));
  options.on_tick = [&] {
    const Sight sight = watch_.look(sql);
    if (!sight.blocker.empty()) blocker_ = sight.blocker;
    if (const std::string text = sight.text(); !text.empty()) {
      listener_.progress(operation, text + ", " + base::format_duration(base::since(began)));
    }
    return true;
  };
  connection_.run(sql, options);
  tell_notices();
}

}  // namespace barqdb::execute
