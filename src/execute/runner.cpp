// Upgrade and downgrade.
#include "execute/runner.hpp"

#include <chrono>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "execute/chain_state.hpp"
#include "execute/compare.hpp"
#include "execute/ledger.hpp"
#include "execute/orphans.hpp"
#include "execute/pending.hpp"
#include "execute/perform.hpp"
#include "execute/planner.hpp"
#include "execute/runner_lock.hpp"
#include "execute/session.hpp"
#include "revision/reader.hpp"
#include "revision/target.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;
using model::Direction;

base::Milliseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<base::Milliseconds>(Clock::now() - begin);
}

// Says after an error how far the run came and what to type.
void tell_state(base::Error& error, const std::vector<std::string>& finished, const std::string& current,
                std::size_t count, const char* command, const std::string& target) {
  if (count == 0) return;
  std::string state = finished.empty() ? "no revision was finished" : "finished: " + base::join(finished, ", ");
  if (!current.empty()) state += "; stopped in " + current;
  error.message += "\n" + state + " (" + std::to_string(finished.size()) + " of " + std::to_string(count) + ")";
  if (error.kind == base::ErrorKind::interrupted && error.hint.empty()) {
    error.hint = std::string("`barqdb ") + command + " " + target + "` goes on from here";
  }
}

RunResult run(const RunInput& input, Listener& listener, Direction direction) {
  const auto began = Clock::now();
  const char* command = direction == Direction::up ? "upgrade" : "downgrade";
  RunResult result;
  db::Connection connection = input.connect();
  result.database = connection.database();
  result.server_version = connection.server_version();
  model::Ledger ledger = read_ledger(connection);
  std::vector<std::string> ids = revisions_to_run(input, ledger, direction);
  if (ids.empty()) {
    result.heads = input.graph->heads_of(ledger.applied_ids());
    return result;
  }
  std::vector<Pending> pending = load_pending(*input.graph, ids, input.folder);
  if (direction == Direction::up)
    check_pending(connection, pending);
  else
    check_all_reversible(pending);

  prepare_session(connection);
  const RunnerLock lock(connection, input.online.runner_wait, listener);
  if (!ledger.exists) create_ledger(connection);
  wait_for_orphans(connection, input.online, listener);
  ledger = read_ledger(connection);  // another runner may have finished while this one waited
  std::vector<std::string> remaining = revisions_to_run(input, ledger, direction);
  if (remaining != ids) {
    ids = remaining;
    pending = load_pending(*input.graph, ids, input.folder);
    if (direction == Direction::down) check_all_reversible(pending);
  }

  const std::set<std::int64_t> tables_before_run = catalog::read_table_oids(connection);
  Workshop workshop{connection, input.connect, listener, input.online};
  std::string current;
  try {
    for (std::size_t i = 0; i < pending.size(); ++i) {
      base::throw_if_interrupted();
      const Pending& one = pending[i];
      current = one.revision->id;
      const auto revision_began = Clock::now();
      const PlanningFacts facts = read_planning_facts(connection, one, direction, ledger.exists, tables_before_run);
      const model::Plan plan = make_plan(one, facts, input.online, direction);
      listener.revision_begins(plan, static_cast<int>(i + 1), static_cast<int>(pending.size()));
      perform(workshop, plan, [&] {
        return direction == Direction::up ? applied_sql(*one.revision, one.body, since(revision_began))
                                          : rolled_back_sql(one.revision->id);
      });
      listener.revision_ends(plan, since(revision_began));
      result.revisions.push_back(one.revision->id);
      for (const model::Operation& operation : plan.operations) {
        if (!operation.sends()) continue;
        if (operation.intent == model::Intent::create_index) ++result.indexes_created;
        if (operation.intent == model::Intent::drop_index) ++result.indexes_dropped;
      }
    }
  } catch (base::Error& error) {
    tell_state(error, result.revisions, current, pending.size(), command, input.target);
    throw;
  }
  result.heads = input.graph->heads_of(read_ledger(connection).applied_ids());
  result.elapsed = since(began);
  return result;
}

}  // namespace

RunResult upgrade(const RunInput& input, Listener& listener) { return run(input, listener, Direction::up); }
RunResult downgrade(const RunInput& input, Listener& listener) { return run(input, listener, Direction::down); }

}  // namespace barqdb::execute
