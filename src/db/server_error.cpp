// Server errors: text → fields, SQLSTATE → kind.
#include "db/server_error.hpp"

#include <array>
#include <charconv>

#include "base/utf8.hpp"

namespace barqdb::db {
namespace {

// The labels that libpq puts before the parts of a verbose error, in its order.
constexpr std::array<std::string_view, 11> kLabels = {
    "DETAIL:  ",      "HINT:  ",          "QUERY:  ",           "CONTEXT:  ",  "SCHEMA NAME:  ",   "TABLE NAME:  ",
    "COLUMN NAME:  ", "DATATYPE NAME:  ", "CONSTRAINT NAME:  ", "LOCATION:  ", "INTERNAL QUERY:  "};

bool is_sqlstate(std::string_view text) {
  if (text.size() != 5) return false;
  for (const char c : text)
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) return false;
  return true;
}

// Offset of "XXXXX: " after "SEVERITY:  " (whose word depends on the server's language), or npos.
std::size_t find_sqlstate(std::string_view text) {
  for (std::size_t at = text.find(":  "); at != std::string_view::npos; at = text.find(":  ", at + 1)) {
    const std::string_view rest = text.substr(at + 3);
    if (rest.size() >= 7 && is_sqlstate(rest.substr(0, 5)) && rest.substr(5, 2) == ": ") return at + 3;
  }
  return std::string_view::npos;
}

// "LINE 12: select …" → 12, or 0; `width` is the length of the prefix.
int line_number(std::string_view line, std::size_t& width) {
  if (!line.starts_with("LINE ")) return 0;
  int number = 0;
  const auto [end, error] = std::from_chars(line.data() + 5, line.data() + line.size(), number);
  const auto digits_end = static_cast<std::size_t>(end - line.data());
  width = digits_end + 2;
  return error == std::errc{} && line.substr(digits_end, 2) == ": " ? number : 0;
}

// The caret says the column inside the excerpt, which libpq cuts out of long lines with "..."; so the excerpt is looked
// up in the statement's line.
int find_position(std::string_view statement, int line, std::string_view excerpt, std::size_t caret) {
  std::size_t start = 0;
  for (int i = 1; i < line && start != std::string_view::npos; ++i) {
    start = statement.find('\n', start);
    if (start != std::string_view::npos) ++start;
  }
  if (start == std::string_view::npos) return 0;
  std::string_view whole = statement.substr(start, statement.find('\n', start) - start);
  if (excerpt.starts_with("...") && !whole.starts_with("...")) {
    excerpt.remove_prefix(3);
    caret -= caret < 3 ? caret : 3;
  }
  if (excerpt.ends_with("...") && !whole.ends_with("...")) excerpt.remove_suffix(3);
  const std::size_t offset = whole.find(excerpt);
  if (offset == std::string_view::npos) return 0;
  return static_cast<int>(base::count_characters(statement.substr(0, start + offset)) + caret + 1);
}

}  // namespace

ServerError parse_server_error(std::string_view text, std::string_view statement) {
  ServerError error;
  const std::size_t code = find_sqlstate(text);
  if (code != std::string_view::npos) {
    error.sqlstate = std::string(text.substr(code, 5));
    text.remove_prefix(code + 7);
  } else if (text.starts_with("ERROR:  ")) {
    text.remove_prefix(8);
  }
  std::string ignored;
  std::string* part = &error.message;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : text.size());
    std::size_t width = 0;
    if (const int number = line_number(line, width); number > 0 && part == &error.message) {
      const std::string_view caret_line = text.substr(0, text.find('\n'));
      if (const std::size_t caret = caret_line.find('^'); caret != std::string_view::npos && caret >= width)
        error.position = find_position(statement, number, line.substr(width), caret - width);
      part = &ignored;
      continue;
    }
    bool labelled = false;
    for (const std::string_view label : kLabels) {
      if (!line.starts_with(label)) continue;
      part = label == "DETAIL:  " ? &error.detail : label == "HINT:  " ? &error.hint : &ignored;
      *part = std::string(line.substr(label.size()));
      labelled = true;
      break;
    }
    if (labelled) continue;
    if (!part->empty()) *part += '\n';
    *part += line;
  }
  while (error.message.ends_with('\n')) error.message.pop_back();
  return error;
}

namespace {

// One SQLSTATE for a right that is missing and for a row that no policy allows; only the text tells them apart.
bool forbids_row(std::string_view sqlstate, std::string_view message) {
  return sqlstate == "42501" && message.find("new row violates row-level security policy") != std::string_view::npos;
}

}  // namespace

base::ErrorKind kind_of(std::string_view sqlstate, std::string_view message) {
  using base::ErrorKind;
  if (sqlstate == "55P03") return ErrorKind::busy;
  // One SQLSTATE for the statement timeout and for a person who cancelled; only the text tells them apart.
  if (sqlstate == "57014" && message.find("user request") == std::string_view::npos) return ErrorKind::busy;
  if (sqlstate == "25006") return ErrorKind::refused;
  if (sqlstate.starts_with("23") || forbids_row(sqlstate, message)) return ErrorKind::data;
  return ErrorKind::server;
}

base::Error make_error(const ServerError& error, std::string_view statement) {
  base::Error out(kind_of(error.sqlstate, error.message), error.message, error.hint);
  out.sqlstate = error.sqlstate;
  out.detail = error.detail;
  out.context = error.context;
  out.statement = std::string(statement);
  out.position = error.position;
  if (out.hint.empty() && forbids_row(error.sqlstate, error.message))
    out.hint = "the table's policies do not let this role write such a row: change the row, the policy or the role";
  if (out.hint.empty() && error.sqlstate == "42501")
    out.hint = "grant what is missing: docs/privileges.md lists what each command needs";
  if (out.hint.empty() && error.sqlstate == "25006")
    out.hint = "this server takes no writes (a standby or a read-only session): connect to the primary";
  return out;
}

}  // namespace barqdb::db
