// Looks at bytes only: in UTF-8 no part of another character looks like a control character.
#include "cli/terminal_text.hpp"

namespace barqdb::cli {
namespace {

std::string cleaned(std::string_view text, bool keep_line_ends) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      out += ' ';
      ++at;
    } else if ((byte < 0x20 || byte == 0x7F) && !(keep_line_ends && byte == '\n')) {
      out += ' ';
    } else {
      out += text[at];
    }
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) { return cleaned(text, false); }
std::string printable_lines(std::string_view text) { return cleaned(text, true); }

}  // namespace barqdb::cli
