// Steps of a revision as parts: SQL in both directions, and definitions.
#include "lint/chain.hpp"

namespace barqdb::lint {
namespace {

void add_sql(const model::SqlStep& step, Unit& unit, std::vector<Part>& downs) {
  const Grouping grouping = step.transaction ? Grouping::one_transaction : Grouping::as_written;
  Part up;
  up.sql = step.up;
  up.place = step.up_place;
  up.grouping = grouping;
  unit.parts.push_back(std::move(up));
  if (step.down) {
    Part down;
    down.sql = *step.down;
    down.place = step.down_place;
    down.down = true;
    down.grouping = grouping;
    downs.push_back(std::move(down));
  } else if (!step.irreversible) {
    unit.missing_downs.push_back({step.place});
  }
}

}  // namespace

Unit unit_of(const model::Revision& revision, const model::RevisionBody& body) {
  Unit unit;
  unit.name = revision.id;
  unit.file = revision.path;
  unit.chain = true;
  std::vector<Part> downs;
  for (const model::Step& step : body.steps) {
    if (const auto* sql = std::get_if<model::SqlStep>(&step)) {
      add_sql(*sql, unit, downs);
      continue;
    }
    Part part;
    for (const model::IndexDefinition* definition : model::definitions_of(step))
      part.definitions.push_back(*definition);
    if (!part.definitions.empty()) unit.parts.push_back(std::move(part));
  }
  for (Part& down : downs) unit.parts.push_back(std::move(down));
  return unit;
}

}  // namespace barqdb::lint
