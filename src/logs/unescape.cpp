// Escapes of JSON and of comma-separated values.
#include "logs/unescape.hpp"

#include <charconv>

#include "base/utf8.hpp"

namespace barqdb::logs {
namespace {

char plain(char escape) {
  switch (escape) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return '\f';
    default: return escape;
  }
}

// Appends what the escape behind the backslash at `at` stands for; returns where to go on.
std::size_t escape(std::string_view raw, std::size_t at, std::string& out) {
  if (at + 1 >= raw.size()) return raw.size();
  if (raw[at + 1] != 'u') {
    out += plain(raw[at + 1]);
    return at + 2;
  }
  unsigned code = 0;
  const std::string_view digits = raw.substr(at + 2, 4);
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (failed != std::errc{} || end != digits.data() + 4) {
    out += 'u';
    return at + 2;
  }
  base::append_character(out, code);  // half of a surrogate pair, too: the server writes no escapes but \u00xx
  return at + 6;
}

}  // namespace

void unescape_json(std::string_view raw, std::string& out) {
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t next = std::min(raw.find('\\', at), raw.size());
    out.append(raw.substr(at, next - at));
    at = next == raw.size() ? next : escape(raw, next, out);
  }
}

void unescape_csv(std::string_view raw, std::string& out) {
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t next = std::min(raw.find('"', at), raw.size());
    out.append(raw.substr(at, next + 1 - at));
    at = next + 2;
  }
}

}  // namespace barqdb::logs
