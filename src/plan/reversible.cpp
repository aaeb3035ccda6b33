// SQL and backfills say themselves how they are undone; every other step is undone by what it is.
#include "plan/reversible.hpp"

#include <set>
#include <variant>

namespace barqdb::plan {

using model::Direction;
using model::Intent;

void check_reversible(const model::Revision& revision, const model::RevisionBody& body,
                      const std::vector<model::StepRecord>& attempts, base::Diagnostics& diagnostics) {
  bool unfinished = false;
  std::set<int> reached;
  for (const model::StepRecord& record : attempts) {
    if (!record.open || record.direction != Direction::up) continue;
    unfinished = true;
    // A statement that failed left nothing behind. One that was begun and has no end may have done its work.
    if (record.intent != Intent::sql || record.outcome != "failed") reached.insert(record.step);
  }
  const auto check = [&](int number, const auto& step) {
    if (step.down || (unfinished && !reached.contains(number))) return;
    diagnostics.add("revision " + revision.id +
                        (step.irreversible ? " is irreversible: this step says so" : " has a step without `down`"),
                    step.irreversible ? "restore from a backup, or write a new revision that repairs forward"
                                      : "write how it is undone as `down`, or say `irreversible: true`",
                    step.place);
  };
  int number = 0;
  for (const model::Step& step : body.steps) {
    ++number;
    if (const auto* sql = std::get_if<model::SqlStep>(&step)) check(number, *sql);
    if (const auto* backfill = std::get_if<model::BackfillStep>(&step)) check(number, *backfill);
  }
}

}  // namespace barqdb::plan
