// Escapes and fences of GitHub's dialect.
#include "render/markdown_text.hpp"

#include <algorithm>
#include <cctype>

namespace barqdb::render {
namespace {

bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string markdown_escape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    // An underscore inside a word is itself in GitHub's dialect, and names are full of them.
    const bool inner =
        c == '_' && i > 0 && i + 1 < text.size() && word_character(text[i - 1]) && word_character(text[i + 1]);
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (std::string_view("\\|`*[]~_#@").find(c) != std::string_view::npos && !inner) {
      out += c == '@' ? "@<!-- -->" : std::string("\\") + c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string markdown_sql(const std::string& sql) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : sql) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + "sql\n" + sql + (sql.ends_with('\n') ? "" : "\n") + fence + "\n";
}

}  // namespace barqdb::render
