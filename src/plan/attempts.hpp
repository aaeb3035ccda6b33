// Attempts of the ledger and the steps of a file that may have been edited since: a revision that was begun and not
// finished may be, and steps then come and go before those that were done.
#pragma once

#include <string>
#include <vector>

#include "model/ledger.hpp"
#include "model/revision.hpp"

namespace barqdb::plan {

// The records of one revision under the number that their step has in `body` now: by the hash of SQL, by the name of
// what a step makes or drops. One whose step is not recognized keeps its number.
std::vector<model::StepRecord> renumbered(std::vector<model::StepRecord> records, const model::RevisionBody& body);

// Indexes that an unfinished upgrade began to make, and that no step names any more: their full names, as recorded.
std::vector<std::string> abandoned_indexes(const std::vector<model::StepRecord>& records,
                                           const model::RevisionBody& body);

}  // namespace barqdb::plan
