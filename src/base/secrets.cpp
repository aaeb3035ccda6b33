// A reader of words: the rest of the text stays as it is.
#include "base/secrets.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace barqdb::base {
namespace {

constexpr std::string_view mask = "***";
constexpr std::string_view white_space = " \t\r\n";

std::size_t end_of_word(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of(white_space, at), text.size());
}

// "//user:secret@host", for a message may have cut the scheme off: the last @ of the word counts, for one in a password
// is often not written as %40.
std::string hide_in_urls(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find("//"); at != std::string_view::npos; at = text.find("//", at)) {
    at += 2;
    const std::string_view word = text.substr(at, end_of_word(text, at) - at);
    const std::size_t sign = word.rfind('@');
    const std::size_t colon = word.find(':');
    if (sign == std::string_view::npos || colon > sign) continue;
    out += text.substr(done, at + colon + 1 - done);
    out += mask;
    done = at + sign;
    at = done;
  }
  return out += text.substr(done);
}

// The end of a value of key=value: a quoted one may have spaces.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '\'') return std::min(text.find_first_of(" \t\r\n&", at), text.size());
  for (++at; at < text.size() && text[at] != '\''; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

std::string hide_values(std::string_view text) {
  constexpr std::string_view key = "password";
  const std::string low = lower(text);
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = low.find(key); at != std::string::npos; at = low.find(key, at)) {
    at += key.size();
    const std::size_t equals = low.find_first_not_of(' ', at);
    if (equals == std::string::npos || low[equals] != '=') continue;
    const std::size_t begin = std::min(low.find_first_not_of(' ', equals + 1), low.size());
    const std::size_t end = end_of_value(text, begin);
    if (end == begin) continue;
    out += text.substr(done, begin - done);
    out += mask;
    done = end;
    at = end;
  }
  return out += text.substr(done);
}

}  // namespace

std::string hide_passwords(std::string_view text) { return hide_values(hide_in_urls(text)); }

}  // namespace barqdb::base
