// ${VAR} and ${VAR:-default} in the values of a profile.
#pragma once

#include <string>

#include "base/place.hpp"
#include "config/profile.hpp"

namespace barqdb::config {

// $${ stands for a plain ${. Throws Error{usage} naming the variable when it is not set and has no default; the error
// has the place, and nothing of the text.
std::string expand(const std::string& text, const Environment& environment, const base::Place& place);

}  // namespace barqdb::config
