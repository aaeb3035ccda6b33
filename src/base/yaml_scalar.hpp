// Text as a YAML scalar that every reader of YAML, 1.1 or 1.2, takes for that text; always on one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace barqdb::base {

// Plain where nothing can be misread, also inside [ ] and { }; in quotes otherwise.
std::string yaml_scalar(std::string_view text);
// In double quotes whatever the text is.
std::string yaml_quoted(std::string_view text);
// The same for ids and titles, which are shown on one line everywhere: control characters become spaces.
std::string yaml_quoted_line(std::string_view text);
std::string yaml_quoted_lines(const std::vector<std::string>& texts);  // ["a", "b"]

}  // namespace barqdb::base
