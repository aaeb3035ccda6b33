// Targets, obstacles, and the plan of one revision.
#include "execute/planner.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "execute/chain_state.hpp"
#include "execute/compare.hpp"
#include "execute/ledger.hpp"
#include "plan/dropped_index.hpp"
#include "plan/make.hpp"
#include "revision/target.hpp"

namespace barqdb::execute {

using model::Direction;

std::vector<std::string> revisions_to_run(const RunInput& input, const model::Ledger& ledger, Direction direction) {
  check_applied(ledger, *input.graph, input.folder);
  const revision::IdSet applied = ledger.applied_ids();
  const std::vector<std::string> half_up = unfinished(ledger, Direction::up);
  const std::vector<std::string> half_down = unfinished(ledger, Direction::down);
  if (direction == Direction::up) {
    if (!half_down.empty()) {
      throw base::Error(base::ErrorKind::refused, "revision " + half_down.front() + " is rolled back only in part: a downgrade was cut off",
                        "finish it first with `barqdb downgrade -1`");
    }
    return revision::resolve_upgrade(*input.graph, applied, input.target);
  }
  // A revision that an upgrade began and did not finish counts as applied: a downgrade undoes what was done of it.
  revision::IdSet with_unfinished = applied;
  for (const std::string& id : half_up) {
    if (input.graph->find(id) != nullptr) with_unfinished.insert(id);
  }
  return revision::resolve_downgrade(*input.graph, with_unfinished, input.target);
}

void check_all_reversible(const std::vector<Pending>& pending) {
  base::Diagnostics diagnostics;
  for (const Pending& one : pending) plan::check_reversible(*one.revision, one.body, diagnostics);
  diagnostics.throw_if_any(base::ErrorKind::refused);
}

model::Plan plan_revision(db::Connection& connection, const Pending& pending, const RunInput& input, Direction direction, bool ledger_exists,
                          const std::set<std::int64_t>& tables_before_run) {
  plan::PlanInput plan_input;
  plan_input.revision = pending.revision;
  plan_input.body = &pending.body;
  plan_input.online = input.online;
  if (ledger_exists) plan_input.steps = read_steps(connection, pending.revision->id);

  catalog::PlanNames names = names_of(pending.body);
  if (direction == Direction::down) {
    names.indexes_to_drop.clear();
    for (const model::StepRecord& record : plan_input.steps) {  // dropped ones are to be restored under their recorded names
      if (record.direction != Direction::up || record.prior.empty()) continue;
      const plan::DroppedIndex dropped = plan::read_dropped(record.prior);
      names.tables.insert(dropped.table);
      names.indexes_to_drop.insert(dropped.name);
    }
  }
  model::Catalog catalog = catalog::read_plan_facts(connection, names);
  catalog.tables_before_run = tables_before_run;
  plan_input.catalog = &catalog;
  plan_input.comparisons = compare_definitions(connection, pending.body, catalog);
  return direction == Direction::up ? plan::make_upgrade(plan_input) : plan::make_downgrade(plan_input);
}

}  // namespace barqdb::execute
