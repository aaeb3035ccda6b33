// Two questions to the ledger.
#include "execute/revision_state.hpp"

#include "execute/ledger.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

void read_outcomes(db::Connection& connection, const std::string& revision, RevisionState& state) {
  const db::Result rows = connection.query(sql::ledger_outcomes, {revision});
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    StepOutcome& step = state.steps[static_cast<int>(rows.integer(row, 0))];
    const std::string outcome(rows.text(row, 1));
    const std::int64_t count = rows.integer(row, 2);
    step.counts.push_back(count == 1 ? outcome : std::to_string(count) + " " + outcome);
    if (outcome == "failed") step.error = rows.text(row, 5);
    step.took += base::Milliseconds(rows.integer(row, 6));
    state.attempted = true;
    state.unfinished = state.unfinished || rows.boolean(row, 4);
    state.direction = rows.text(row, 3) == "up" ? model::Direction::up : model::Direction::down;
  }
}

}  // namespace

RevisionState read_revision_state(db::Connection& connection, const std::string& revision) {
  RevisionState state;
  const model::Ledger ledger = read_ledger(connection);
  if (!ledger.exists) return state;
  if (const auto found = ledger.applied.find(revision); found != ledger.applied.end()) {
    state.applied = true;
    state.checksum = found->second.checksum;
    state.files = found->second.files;
  }
  const db::Result row = connection.query(sql::ledger_revision, {revision});
  if (row.rows() == 1) {
    state.applied_at = row.text(0, 0);
    state.applied_by = row.text(0, 1);
    state.took = base::Milliseconds(row.integer(0, 2));
    state.stamped = row.boolean(0, 3);
  }
  read_outcomes(connection, revision, state);
  return state;
}

}  // namespace barqdb::execute
