// Steps of a revision as parts: SQL in both directions, and definitions.
#include "lint/chain.hpp"

namespace barqdb::lint {
namespace {

void add_sql(const model::SqlStep& step, int number, Unit& unit, std::vector<Part>& downs) {
  const Grouping grouping = step.transaction ? Grouping::one_transaction : Grouping::as_written;
  Part up;
  up.sql = step.up;
  up.place = step.up_place;
  up.grouping = grouping;
  up.step = number;
  unit.parts.push_back(std::move(up));
  if (step.down) {
    Part down;
    down.sql = *step.down;
    down.place = step.down_place;
    down.down = true;
    down.grouping = grouping;
    down.step = number;
    downs.push_back(std::move(down));
  } else if (!step.irreversible) {
    unit.missing_downs.push_back({step.place, number});
  }
}

}  // namespace

Unit unit_of(const model::Revision& revision, const model::RevisionBody& body) {
  Unit unit;
  unit.name = revision.id;
  unit.file = revision.path;
  unit.chain = true;
  std::vector<Part> downs;
  int number = 0;
  for (const model::Step& step : body.steps) {
    ++number;
    if (const auto* sql = std::get_if<model::SqlStep>(&step)) {
      add_sql(*sql, number, unit, downs);
      continue;
    }
    Part part;
    part.step = number;
    for (const model::IndexDefinition* definition : model::definitions_of(step))
      part.definitions.push_back(*definition);
    if (!part.definitions.empty()) unit.parts.push_back(std::move(part));
  }
  for (Part& down : downs) unit.parts.push_back(std::move(down));
  return unit;
}

}  // namespace barqdb::lint
