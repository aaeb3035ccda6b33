// Which indexes have nothing to give but speed, so that scans alone decide about them. Pure.
#pragma once

#include <string>

#include "analyze/checks.hpp"

namespace barqdb::analyze {

// Valid, no part of another index; holds no promise, needed by no foreign key; stays for no other index that goes, goes
// for none that stays; no rule of the profile keeps it from this check.
bool only_speed(const CheckInput& input, const Groundwork& ground, const IndexTotals& index, const std::string& check);

}  // namespace barqdb::analyze
