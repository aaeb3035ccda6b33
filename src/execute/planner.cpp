// Targets, obstacles, and the plan of one revision.
#include "execute/planner.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "execute/chain_identity.hpp"
#include "execute/chain_state.hpp"
#include "execute/compare.hpp"
#include "execute/ledger.hpp"
#include "plan/attempts.hpp"
#include "plan/dropped_index.hpp"
#include "plan/make.hpp"
#include "plan/replacement.hpp"
#include "plan/reversible.hpp"
#include "revision/target.hpp"

namespace barqdb::execute {

using model::Direction;

void check_obstacles(const RunInput& input, const model::Ledger& ledger, Direction direction) {
  check_identity(ledger, *input.graph, input.project);
  check_applied(ledger, *input.graph, input.folder);
  if (direction == Direction::down) return;
  const std::vector<std::string> half_down = unfinished(ledger, Direction::down);
  if (half_down.empty()) return;
  throw base::Error(base::ErrorKind::refused,
                    "revision " + half_down.front() + " is rolled back only in part: a downgrade was cut off",
                    "finish it first with `barqdb downgrade -1`");
}

std::vector<std::string> resolve_target(const RunInput& input, const model::Ledger& ledger, Direction direction) {
  revision::IdSet applied = ledger.applied_ids();
  if (direction == Direction::up) return revision::resolve_upgrade(*input.graph, applied, input.target);
  for (const std::string& id : unfinished(ledger, Direction::up)) {
    if (input.graph->find(id) != nullptr) applied.insert(id);
  }
  return revision::resolve_downgrade(*input.graph, applied, input.target);
}

bool is_done(const std::string& id, const model::Ledger& ledger, Direction direction) {
  const bool applied = ledger.applied.contains(id);
  if (direction == Direction::up) return applied;
  const std::vector<std::string> half_up = unfinished(ledger, Direction::up);
  return !applied && std::find(half_up.begin(), half_up.end(), id) == half_up.end();
}

void check_all_reversible(const std::vector<Pending>& pending, const model::Ledger& ledger) {
  base::Diagnostics diagnostics;
  for (const Pending& one : pending) {
    std::vector<model::StepRecord> attempts;
    std::copy_if(ledger.steps.begin(), ledger.steps.end(), std::back_inserter(attempts),
                 [&](const model::StepRecord& record) { return record.revision == one.revision->id; });
    plan::check_reversible(*one.revision, one.body, plan::renumbered(std::move(attempts), one.body), diagnostics);
  }
  diagnostics.throw_if_any(base::ErrorKind::refused);
}

namespace {

// A full name as the ledger has it. A dot inside of one of its parts is not told from the one between them.
model::QualifiedName recorded_name(const std::string& text) {
  const std::size_t dot = text.find('.');
  return {text.substr(0, dot), text.substr(dot + 1)};
}

// The names under which the revision made its indexes: its own may mean another schema by now.
void add_recorded_names(const model::RevisionBody& body, const std::vector<model::StepRecord>& records,
                        catalog::PlanNames& names) {
  for (const model::Step& step : body.steps) {
    for (const model::IndexDefinition* definition : model::definitions_of(step)) {
      const std::string ending = "." + definition->name;
      for (const model::StepRecord& record : records) {
        if (record.direction != Direction::up || !record.object.ends_with(ending)) continue;
        names.indexes_to_drop.insert({record.object.substr(0, record.object.size() - ending.size()), definition->name});
      }
    }
  }
}

}  // namespace

PlanningFacts read_planning_facts(db::Connection& connection, const Pending& pending, Direction direction,
                                  bool ledger_exists, const std::set<std::int64_t>& tables_before_run,
                                  plan::ForeseenSchema& renames, const ReadBounds& bounds) {
  PlanningFacts facts;
  if (ledger_exists) facts.steps = plan::renumbered(read_steps(connection, pending.revision->id), pending.body);
  facts.names = direction == Direction::up ? names_of(pending.body, renames) : names_of(pending.body);
  if (direction == Direction::down) {
    facts.names.indexes_to_drop.clear();
    add_recorded_names(pending.body, facts.steps, facts.names);
    for (const model::StepRecord& record : facts.steps) {  // dropped ones are to be restored under their recorded names
      if (record.direction != Direction::up || record.prior.empty()) continue;
      const plan::DroppedIndex dropped = plan::read_dropped(record.prior);
      facts.names.tables.insert(dropped.table);
      facts.names.indexes_to_drop.insert(dropped.name);
      const plan::ReplacementNames beside = plan::replacement_names(dropped);
      for (const std::string& name : {beside.replacement, beside.replaced})
        facts.names.indexes_to_drop.insert({dropped.name.schema, name});
    }
  }
  for (const std::string& index : plan::abandoned_indexes(facts.steps, pending.body))
    facts.names.indexes_to_drop.insert(recorded_name(index));
  facts.catalog = read_plan_facts(connection, facts.names, bounds);
  facts.catalog.tables_before_run = tables_before_run;
  read_within_budget(connection, bounds, facts.names.tables, [&](base::Milliseconds lock_timeout) {
    facts.comparisons = compare_definitions(connection, pending.body, facts.catalog, lock_timeout);
  });
  return facts;
}

model::Plan make_plan(const Pending& pending, const PlanningFacts& facts, const config::OnlineSettings& online,
                      Direction direction) {
  const plan::PlanInput input{pending.revision, &pending.body, &facts.catalog, facts.steps, facts.comparisons, online};
  return direction == Direction::up ? plan::make_upgrade(input) : plan::make_downgrade(input);
}

}  // namespace barqdb::execute
