// What the chain's text leaves open of an index: whether SQL that hides what it does made or dropped it, and where a
// person would look. Pure.
#pragma once

#include <string>
#include <vector>

#include "execute/check_indexes.hpp"

namespace barqdb::execute {

// Whether a pattern of the profile's check.ignore names it, with or without its schema.
bool is_ignored(const model::QualifiedName& index, const std::vector<std::string>& patterns);
// SQL that hides what it does may have dropped it.
bool may_be_dropped(const plan::WantedIndex& wanted, const plan::WantedIndexes& all);
// Why nobody can say that a live index is not the chain's; "" when one can.
std::string why_unknown(const model::InspectedIndex& index, const IndexCheckInput& input);
// The last definition on the same table: where one would look, and where a definition of the index would stand.
base::Place place_near(const model::InspectedIndex& index, const IndexCheckInput& input);

}  // namespace barqdb::execute
