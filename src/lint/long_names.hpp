// Names longer than the server keeps: the parser has cut them already, so they are read from the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace barqdb::lint {

// Identifiers of more than 63 bytes, outside of comments and literals, without their quotes.
std::vector<std::string> long_names(std::string_view sql);
// What the server keeps: at most 63 bytes, never half a character.
std::string cut_name(const std::string& name);

}  // namespace barqdb::lint
