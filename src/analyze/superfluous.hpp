// What the findings index.duplicate and index.redundant have in common. Pure.
#pragma once

#include "analyze/checks.hpp"

namespace barqdb::analyze {

// The one that stays for a superfluous index, or nullptr.
const IndexTotals* keeper_of(const CheckInput& input, const Groundwork& ground, const IndexTotals& index);

// The finding with its evidence; its message is only the end of a sentence.
CheckResult superfluous_finding(const CheckInput& input, const IndexTotals& index, const IndexTotals& keeper,
                                const std::string& check);

}  // namespace barqdb::analyze
