// Rules about YAML as text: what is wrong before it is parsed, and which plain words are null.
#pragma once

#include <string>
#include <string_view>

namespace barqdb::base {

// Complains about tabs in the indentation and about control characters: yaml-cpp lets some of them pass and gives
// others a message that leads nowhere. `line_offset` is added to every line. Throws Error{usage}.
void check_yaml_text(std::string_view text, const std::string& file, int line_offset);

// Whether a plain scalar is null.
bool is_null_word(std::string_view text);

}  // namespace barqdb::base
