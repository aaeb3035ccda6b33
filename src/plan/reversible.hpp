// Whether a revision can be rolled back at all.
#pragma once

#include <vector>

#include "base/error.hpp"
#include "model/ledger.hpp"
#include "model/revision.hpp"

namespace barqdb::plan {

// Steps without a way back: what keeps this revision from being rolled back, or nothing. For the check before a
// downgrade begins. `attempts` are the ledger's at this revision: steps that an unfinished upgrade did not reach need
// no way back.
void check_reversible(const model::Revision& revision, const model::RevisionBody& body,
                      const std::vector<model::StepRecord>& attempts, base::Diagnostics& diagnostics);

}  // namespace barqdb::plan
