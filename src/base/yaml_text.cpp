// Looks at every line of a YAML text for characters that must not be there.
#include "base/yaml_text.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace barqdb::base {
namespace {

// Whether a line's end opens a block scalar, whose further lines are text and not structure.
bool opens_block(std::string_view line) {
  if (const std::size_t comment = line.find(" #"); comment != std::string_view::npos) line = line.substr(0, comment);
  while (line.ends_with(' ')) line.remove_suffix(1);
  while (!line.empty() && (line.back() == '+' || line.back() == '-' || (line.back() >= '1' && line.back() <= '9'))) {
    line.remove_suffix(1);
  }
  return line.ends_with(" |") || line.ends_with(" >") || line == "|" || line == ">";
}

}  // namespace

bool is_null_word(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

void check_yaml_text(std::string_view text, const std::string& file, int line_offset) {
  // The indentation of the line that opened a block scalar; npos outside of one, which no line is deeper than.
  std::size_t block = std::string_view::npos;
  int number = line_offset;
  for (std::size_t begin = 0; begin < text.size();) {
    ++number;
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto c = static_cast<unsigned char>(line[i]);
      if ((c < 0x20 && c != '\t') || c == 0x7F) {
        throw Error(ErrorKind::usage, "a control character stands in the YAML",
                    "remove it, or write it as an escape in double quotes: \"\\x1B\"",
                    {file, number, static_cast<int>(i) + 1});
      }
    }
    const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
    const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if (blank || spaces > block) continue;
    block = std::string_view::npos;
    if (line[spaces] == '\t') {
      throw Error(ErrorKind::usage, "a tab stands in the indentation; YAML allows spaces only",
                  "replace it: expand -i -t 2 " + file, {file, number, static_cast<int>(spaces) + 1});
    }
    if (opens_block(line)) block = spaces;
  }
}

}  // namespace barqdb::base
