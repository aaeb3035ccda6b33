// Text as a YAML scalar that every reader of YAML, 1.1 or 1.2, takes for that text.
#pragma once

#include <string>
#include <string_view>

namespace barqdb::base {

// Plain where nothing can be misread, also inside [ ] and { }; in quotes otherwise, on one line.
std::string yaml_scalar(std::string_view text);

}  // namespace barqdb::base
