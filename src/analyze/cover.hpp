// The rule by which one index makes another superfluous. Pure.
#pragma once

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

// Whether every query and every promise that `redundant` serves is served by `keeper` too: same table and method, the
// same predicate, the same leading keys (expression, operator class and its parameters, collation), order flags equal
// or all reversed, INCLUDE columns contained, uniqueness kept. The keeper has to be usable.
bool covers(const CheckInput& input, const IndexTotals& keeper, const IndexTotals& redundant);

// Same keys in the same number, so that one of them is a duplicate; otherwise the keeper has more.
bool same_columns(const CheckInput& input, const IndexTotals& a, const IndexTotals& b);

// Whether key `i` of both is the same; order flags are not looked at.
bool same_key(const CheckInput& input, const model::IndexKey& a, const model::IndexKey& b);

}  // namespace barqdb::analyze
