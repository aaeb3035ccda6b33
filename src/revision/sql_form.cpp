// Finds the markers of a SQL revision.
#include "revision/sql_form.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::revision {
namespace {

constexpr std::string_view prefix = "barqdb:";
constexpr const char* form =
    "a SQL revision begins with its head in comments (-- revision: \"021\"), then a line -- barqdb:up, then SQL, and "
    "-- "
    "barqdb:down with the way back";

[[noreturn]] void refuse(const std::string& message, const std::string& hint, const std::string& file, int line) {
  throw base::Error(base::ErrorKind::usage, message, hint, {file, line, line > 0 ? 1 : 0});
}

// "up" of a line `-- barqdb:up`, "" of any other line.
std::string_view marker(std::string_view line) {
  if (!line.starts_with("--")) return "";
  line = base::trim(line.substr(2));
  if (!line.starts_with(prefix)) return "";
  line.remove_prefix(prefix.size());
  if (line.starts_with("ignore")) return "";  // a word to the linter
  return line.empty() ? "?" : line;
}

void take_head_line(std::string_view line, std::string& head, const std::string& file, int number) {
  if (line.starts_with("--") && base::trim(line.substr(2)).starts_with(prefix)) {
    // a word to the linter about the whole file
  } else if (line.starts_with("--")) {
    head += "  ";  // in the place of the dashes, so that columns stay right
    head += line.substr(2);
  } else if (!base::trim(line).empty()) {
    refuse("SQL stands before the line -- barqdb:up", form, file, number);
  }
  head += '\n';
}

}  // namespace

SqlForm split_sql_form(std::string_view text, const std::string& file) {
  SqlForm out;
  int number = 0;
  std::size_t next = 0;
  for (std::size_t begin = 0; begin < text.size(); begin = next) {
    ++number;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    next = std::min(end + 1, text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::string_view word = marker(line);
    if (word.empty()) {
      if (out.up.line == 0) take_head_line(line, out.head, file, number);
      continue;
    }
    if (word == "up" && out.up.line == 0) {
      out.up = {text.substr(next), number};
    } else if (word == "down" && out.up.line > 0 && !out.down) {
      const auto start = static_cast<std::size_t>(out.up.text.data() - text.data());
      out.up.text = text.substr(start, begin - start);
      out.down = {text.substr(next), number};
    } else if (word == "up" || word == "down") {
      refuse(word == "down" && out.up.line == 0 ? "-- barqdb:down stands before -- barqdb:up"
                                                : "-- barqdb:" + std::string(word) + " stands twice, or too late",
             form, file, number);
    } else {
      refuse("there is no section \"" + base::one_line(word, 40) + "\" of a SQL revision",
             "the sections are -- barqdb:up and -- barqdb:down", file, number);
    }
  }
  if (out.up.line == 0) refuse("the line -- barqdb:up is missing", form, file, 0);
  return out;
}

}  // namespace barqdb::revision
