// Plans without a lock and without a trace: for --dry-run and --sql.
#include <algorithm>

#include "base/text.hpp"
#include "execute/approval.hpp"
#include "execute/chain_identity.hpp"
#include "execute/estimates.hpp"
#include "execute/foresight.hpp"
#include "execute/ledger.hpp"
#include "execute/pending.hpp"
#include "execute/planner.hpp"
#include "execute/runner.hpp"
#include "execute/standing.hpp"
#include "plan/make.hpp"
#include "plan/schema_effects.hpp"

namespace barqdb::execute {
namespace {

using model::Direction;

std::string record_of(const Pending& one, Direction direction) {
  return direction == Direction::up ? applied_sql(*one.revision, one.body, base::Milliseconds(0))
                                    : rolled_back_sql(one.revision->id);
}

// Tables that the revision works on and that no SQL up to it creates: they stand there already, full or empty.
void add_unknown_tables(const Pending& one, const catalog::PlanNames& names, plan::ForeseenSchema& schema,
                        model::Catalog& catalog) {
  for (const model::Step& step : one.body.steps) {
    if (const auto* sql = std::get_if<model::SqlStep>(&step)) plan::apply_effects(sql->up, schema);
  }
  for (const model::QualifiedName& table : names.tables) {
    if (schema.find(table) != nullptr) continue;
    model::TableFacts facts;
    facts.name = {table.schema.empty() ? catalog.current_schema : table.schema, table.name};
    facts.bytes = -1;
    catalog.tables[table.text()] = facts;
  }
}

// A drop records the definition for the way back, and only the server has it.
void check_drops_are_known(const Pending& one, const model::Catalog& catalog) {
  for (const model::Step& step : one.body.steps) {
    if (const auto* replace = std::get_if<model::ReplaceIndexStep>(&step)) {
      throw base::Error(base::ErrorKind::usage,
                        "revision " + one.revision->id + " replaces index " + replace->definition.name +
                            ", and only the server knows what stands there",
                        "ask it: `barqdb upgrade TARGET --sql`, without a range", replace->place);
    }
    const auto* drop = std::get_if<model::DropIndexStep>(&step);
    if (drop == nullptr || catalog.indexes.contains(drop->index.text())) continue;
    throw base::Error(base::ErrorKind::usage,
                      "revision " + one.revision->id + " drops index " + drop->index.text() +
                          ", whose definition only the server has",
                      "ask it: `barqdb upgrade TARGET --sql`, without a range", drop->place);
  }
}

}  // namespace

Preview preview_on(db::Connection& connection, const RunInput& input, Direction direction) {
  Preview result;
  result.direction = direction;
  result.database = connection.database();
  result.server_version = connection.server_version();
  result.stands_on = read_ledger(connection);
  const model::Ledger& ledger = result.stands_on;
  result.ledger_exists = ledger.exists;
  check_obstacles(input, ledger, direction);
  const std::vector<std::string> ids =
      input.approved != nullptr ? approved_ids(*input.approved, ledger) : resolve_target(input, ledger, direction);
  if (ids.empty()) return result;
  result.setup = ledger_setup_sql(ledger, mark_of(ledger, *input.graph, input.project));
  const std::vector<Pending> pending = load_pending(*input.graph, ids, input.folder);
  const ReadBounds bounds{input.online, input.note};
  if (direction == Direction::up)
    check_pending(connection, pending, input.connections, bounds);
  else
    check_all_reversible(pending, ledger);
  const std::set<std::int64_t> tables = catalog::read_table_oids(connection);
  Foresight foresight(direction);
  plan::ForeseenSchema renames{""};
  Standing standing;
  for (const Pending& one : pending) {
    PlanningFacts facts = read_planning_facts(connection, one, direction, ledger.exists, tables, renames, bounds);
    standing.add(facts);
    foresight.apply(facts.catalog, facts.names);
    foresight.answer(facts.comparisons, one, facts.catalog);
    foresight.name_unforeseen(one, facts.catalog, result.unforeseen);
    result.plans.push_back(make_plan(one, facts, input.online, direction));
    result.ledger.push_back(record_of(one, direction));
    result.files.push_back(one.body.files);
    foresight.follow(one, result.plans.back(), facts.catalog);
  }
  result.facts = standing.hashes(connection);
  return result;
}

namespace {

Preview preview(const RunInput& input, Direction direction) {
  db::Connection connection = input.connect();
  Preview result = preview_on(connection, input, direction);
  estimate_plans(connection, result.ledger_exists, result.plans);
  return result;
}

}  // namespace

Preview preview_upgrade(const RunInput& input) { return preview(input, Direction::up); }
Preview preview_downgrade(const RunInput& input) { return preview(input, Direction::down); }

Preview preview_offline(const revision::Graph& graph, const std::vector<std::string>& ids, const std::string& folder,
                        const config::OnlineSettings& online, const std::string& project) {
  const std::vector<Pending> pending = load_pending(graph, ids, folder);
  check_pending_offline(pending);
  Preview result;
  // Behind a base there is a ledger, with whatever mark it has.
  const std::vector<std::string> bases = graph.bases();
  if (std::find_first_of(ids.begin(), ids.end(), bases.begin(), bases.end()) != ids.end())
    result.setup = ledger_setup_sql({}, identity_of(graph, project));
  Foresight foresight(Direction::up);
  plan::ForeseenSchema schema("public");
  for (const Pending& one : pending) {
    PlanningFacts facts;
    facts.names = names_of(one.body);
    facts.catalog.current_schema = "public";
    foresight.apply(facts.catalog, facts.names);
    add_unknown_tables(one, facts.names, schema, facts.catalog);
    check_drops_are_known(one, facts.catalog);
    foresight.name_unforeseen(one, facts.catalog, result.unforeseen);
    result.plans.push_back(make_plan(one, facts, online, Direction::up));
    result.ledger.push_back(record_of(one, Direction::up));
    result.files.push_back(one.body.files);
    foresight.follow(one, result.plans.back(), facts.catalog);
  }
  return result;
}

}  // namespace barqdb::execute
