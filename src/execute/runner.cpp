// Upgrade and downgrade.
#include "execute/runner.hpp"

#include <chrono>

#include "base/elapsed.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "execute/approval.hpp"
#include "execute/chain_identity.hpp"
#include "execute/chain_state.hpp"
#include "execute/compare.hpp"
#include "execute/ledger.hpp"
#include "execute/orphans.hpp"
#include "execute/pending.hpp"
#include "execute/perform.hpp"
#include "execute/plan_outdated.hpp"
#include "execute/planner.hpp"
#include "execute/session.hpp"
#include "execute/tenure.hpp"
#include "plan/pooled.hpp"
#include "revision/reader.hpp"
#include "revision/target.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;
using model::Direction;

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

constexpr int most_plans = 5;

ReadBounds bounds_of(Workshop& workshop) {
  return {workshop.online, [&](const std::string& text) { workshop.listener.note(text); }};
}

// One run over its revisions: what stays the same from one to the next.
class Run {
 public:
  Run(const RunInput& input, Listener& listener, Direction direction, db::Connection& connection, const Tenure& tenure)
      : input_(input),
        direction_(direction),
        load_(input.online, input.replicas),
        workshop_{connection, input.connect, listener, input.online, tenure, load_, input.backfill},
        tables_before_run_(catalog::read_table_oids(connection)) {}

  void all(const std::vector<Pending>& pending, RunResult& result) {
    std::string current;
    try {
      for (std::size_t i = 0; i < pending.size(); ++i) {
        base::throw_if_interrupted();
        current = pending[i].revision->id;
        one(pending[i], static_cast<int>(i + 1), static_cast<int>(pending.size()), result);
        result.revisions.push_back(current);
      }
    } catch (base::Error& error) {
      explain_lost_lease(error);
      tell_state(error, result.revisions, current, pending.size(),
                 direction_ == Direction::up ? "upgrade" : "downgrade", input_.target);
      throw;
    }
  }

 private:
  // Plans and performs a revision; plans again when a partition appeared or vanished under the plan.
  void one(const Pending& pending, int number, int count, RunResult& result) {
    const auto began = Clock::now();
    for (int plans = 1;; ++plans) {
      plan::ForeseenSchema renames{""};  // those of earlier revisions stand in the catalog
      const PlanningFacts facts = read_planning_facts(workshop_.connection, pending, direction_, /*ledger_exists=*/true,
                                                      tables_before_run_, renames, bounds_of(workshop_));
      const model::Plan plan = make_plan(pending, facts, input_.online, direction_);
      if (input_.approved != nullptr) check_approved(*input_.approved, plan, plans > 1 || was_begun(facts));
      if (plans == 1) workshop_.listener.revision_begins(plan, number, count);
      if (workshop_.tenure.pooled()) plan::check_pooled(plan);
      try {
        perform(workshop_, plan, [&] {
          return direction_ == Direction::up ? applied_sql(*pending.revision, pending.body, base::since(began))
                                             : rolled_back_sql(pending.revision->id);
        });
        count_indexes(plan, result);
        if (model::runs_sql(plan, 0, plan.operations.size()) && !workshop_.tenure.pooled())
          reset_session(workshop_.connection);
        workshop_.listener.revision_ends(plan, base::since(began));
        return;
      } catch (const PlanOutdated& outdated) {
        if (plans == most_plans) throw;
        workshop_.listener.note(outdated.message + "; looking again");
      }
    }
  }

  bool was_begun(const PlanningFacts& facts) const {
    return std::any_of(facts.steps.begin(), facts.steps.end(),
                       [&](const model::StepRecord& record) { return record.open && record.direction == direction_; });
  }

  static void count_indexes(const model::Plan& plan, RunResult& result) {
    for (const model::Operation& operation : plan.operations) {
      if (!operation.sends()) continue;
      if (operation.intent == model::Intent::create_index) ++result.indexes_created;
      if (operation.intent == model::Intent::drop_index) ++result.indexes_dropped;
    }
  }

  const RunInput& input_;
  Direction direction_;
  LoadGate load_;
  Workshop workshop_;
  std::set<std::int64_t> tables_before_run_;
};

revision::IdSet applied_after(const model::Ledger& ledger, const std::vector<std::string>& done, Direction direction) {
  revision::IdSet applied = ledger.applied_ids();
  for (const std::string& id : done) {
    if (direction == Direction::up)
      applied.insert(id);
    else
      applied.erase(id);
  }
  return applied;
}

RunResult run(const RunInput& input, Listener& listener, Direction direction) {
  const auto began = Clock::now();
  RunResult result;
  db::Connection connection = input.connect();
  result.database = connection.database();
  result.server_version = connection.server_version();
  model::Ledger ledger = read_ledger(connection);
  check_obstacles(input, ledger, direction);
  const std::vector<std::string> ids =
      input.approved != nullptr ? approved_ids(*input.approved, ledger) : resolve_target(input, ledger, direction);
  if (ids.empty()) {
    result.heads = input.graph->heads_of(ledger.applied_ids());
    return result;
  }
  std::vector<Pending> pending = load_pending(*input.graph, ids, input.folder);
  if (direction == Direction::up) {
    check_pending(connection, pending, input.connections,
                  {input.online, [&](const std::string& text) { listener.note(text); }});
  } else {
    check_all_reversible(pending, ledger);
  }

  const Tenure tenure(connection, input.connect, input.online, listener);
  if (input.approved != nullptr) check_approved(connection, input, direction);
  if (!ledger.exists) create_ledger(connection);
  wait_for_orphans(connection, input.online, listener);
  // Another runner may have finished while this one waited. The target was resolved before: `downgrade -1` typed twice
  // at once rolls one revision back, not two.
  ledger = read_ledger(connection);
  check_obstacles(input, ledger, direction);
  mark_chain(connection, ledger, mark_of(ledger, *input.graph, input.project));
  std::erase_if(pending, [&](const Pending& one) { return is_done(one.revision->id, ledger, direction); });

  Run(input, listener, direction, connection, tenure).all(pending, result);
  result.heads = input.graph->heads_of(applied_after(ledger, result.revisions, direction));
  result.elapsed = base::since(began);
  return result;
}

}  // namespace

RunResult upgrade(const RunInput& input, Listener& listener) { return run(input, listener, Direction::up); }
RunResult downgrade(const RunInput& input, Listener& listener) { return run(input, listener, Direction::down); }

}  // namespace barqdb::execute
