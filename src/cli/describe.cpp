// An error as a person reads it: what, where with the line of the file, what to type next.
#include <algorithm>
#include <sstream>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "base/yaml.hpp"
#include "cli/context.hpp"
#include "cli/terminal_text.hpp"

namespace barqdb::cli {
namespace {

constexpr std::size_t others_shown = 10;
constexpr std::size_t line_width = 160;
constexpr std::size_t largest_file = 64u << 20;

// By the reader that waits for no named pipe. False when the file or the line is not there.
bool read_line(const std::string& path, int number, std::string& line) {
  std::string text;
  try {
    text = base::load_file(path, largest_file);
  } catch (const base::Error&) {
    return false;
  }
  std::istringstream lines(std::move(text));
  for (int at = 0; at < number; ++at) {
    if (!std::getline(lines, line)) return false;
  }
  return number > 0;
}

// The line with a caret under the column, or nothing when the file cannot be read any more.
std::string excerpt(const base::Place& place) {
  std::string line;
  if (place.secret || !read_line(place.file, place.line, line) || line.size() > line_width) return "";
  const std::string number = std::to_string(place.line);
  const std::string margin(number.size() + 1, ' ');
  std::string out = margin + " |\n " + number + " | " + printable(line) + "\n";
  if (place.column > 0) {
    const auto before = std::min(static_cast<std::size_t>(place.column - 1), line.size());
    // Columns count bytes; a terminal counts characters.
    const std::size_t characters = base::count_characters(std::string_view(line).substr(0, before));
    out += margin + " | " + std::string(characters, ' ') + "^\n";
  }
  return out;
}

// A word of the command line in the wrong place may be a connection string.
std::string lines_of(const std::string& message) {
  std::string out;
  const std::string shown = base::hide_passwords(message);
  for (const auto line : base::split(shown, '\n')) out += (out.empty() ? "" : "\n       ") + printable(line);
  return out;
}

std::string complaint(const base::Diagnostic& diagnostic) {
  std::string out = "error: " + lines_of(diagnostic.message) + "\n";
  if (diagnostic.place.known())
    out += "  --> " + printable(base::hide_passwords(diagnostic.place.text())) + "\n" + excerpt(diagnostic.place);
  return out;
}

std::string hint_line(const std::string& hint) { return hint.empty() ? "" : "hint: " + lines_of(hint) + "\n"; }

}  // namespace

std::string describe(const base::Error& error) {
  std::string out = complaint({error.message, error.hint, error.place});
  if (!error.detail.empty()) out += "detail: " + lines_of(error.detail) + "\n";
  if (!error.sqlstate.empty()) out += "sqlstate: " + error.sqlstate + "\n";
  if (!error.statement.empty())
    out += "statement: " + printable(base::hide_passwords(base::one_line(error.statement))) + "\n";
  out += hint_line(error.hint);
  for (std::size_t at = 0; at < error.others.size() && at < others_shown; ++at) {
    out += "\n" + complaint(error.others[at]) + hint_line(error.others[at].hint);
  }
  if (error.others.size() > others_shown) {
    out += "\nand " + std::to_string(error.others.size() - others_shown) + " more\n";
  }
  return out;
}

}  // namespace barqdb::cli
