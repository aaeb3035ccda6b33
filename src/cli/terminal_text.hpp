// Text of files and servers on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace barqdb::cli {

// A space in place of each control character, of the two-byte ones (U+0080 to U+009F), too: none reaches the terminal,
// where it could change what was printed before. As many columns as before.
std::string printable(std::string_view text);
// The same for each line of a text; line ends stay.
std::string printable_lines(std::string_view text);

}  // namespace barqdb::cli
