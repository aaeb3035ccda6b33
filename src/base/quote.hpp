// SQL quoting: the only way in which names and values of a user reach SQL text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace barqdb::base {

// Always quoted unless it is a plain lower-case identifier that is no key word of PostgreSQL (any version 13 to 18).
std::string quote_identifier(std::string_view name);
// A standard string literal; E'' only when the text has a backslash.
std::string quote_literal(std::string_view text);
// ARRAY['a', 'b']::text[].
std::string quote_array(const std::vector<std::string>& items);

}  // namespace barqdb::base
