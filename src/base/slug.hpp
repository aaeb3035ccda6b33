// Titles as parts of file names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace barqdb::base {

// "Add tier to couriers!" → "add_tier_to_couriers": lower-case letters and digits of ASCII with underscores between, at
// most so many bytes; "" when nothing is left.
std::string slug(std::string_view title, std::size_t most);

}  // namespace barqdb::base
