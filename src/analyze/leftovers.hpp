// What an invalid index was left behind by, where that can be told. Pure.
#pragma once

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

// By a DROP INDEX CONCURRENTLY that was cut off: it is no longer live, or the ledger has an unfinished drop of it.
bool left_by_drop(const CheckInput& input, const IndexTotals& index);
// By a REINDEX CONCURRENTLY that was cut off: its name ends in `_ccnew` or `_ccold`, with or without a number.
bool left_by_reindex(const IndexTotals& index);

}  // namespace barqdb::analyze
