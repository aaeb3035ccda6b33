// Choosing between plain, double and single quotes.
#include "base/yaml_scalar.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace barqdb::base {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Words that YAML 1.1 reads as a boolean, null or number.
bool has_meaning(std::string_view text) {
  static constexpr std::array words = {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"};
  const std::string word = lower(text);
  return std::any_of(words.begin(), words.end(), [&](const char* one) { return word == one; });
}

bool is_plain(std::string_view text) {
  if (text.empty() || text.back() == ' ') return false;
  if (!is_letter(text.front()) || has_meaning(text)) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == ' ' || c == '.' || c == '-' || c == '(' || c == ')';
  });
}

// Bytes of the characters that YAML takes for line breaks or refuses although they are no ASCII: NEL and the other C1
// controls, U+2028, U+2029, the byte order mark. 0 when none begins at `at`.
std::size_t special_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : static_cast<unsigned char>(0);
  };
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2;
  if (byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)) return 3;
  if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return 3;
  return 0;
}

std::string escape(unsigned code) {
  constexpr std::string_view digits = "0123456789abcdef";
  const bool wide = code > 0xFF;
  std::string out = wide ? "\\u" : "\\x";
  for (int shift = wide ? 12 : 4; shift >= 0; shift -= 4) out += digits[(code >> static_cast<unsigned>(shift)) & 0xFU];
  return out;
}

unsigned code_point(std::string_view text, std::size_t at, std::size_t length) {
  const auto low = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(text[at + i])) & 0x3FU;
  };
  if (length == 2) return ((static_cast<unsigned char>(text[at]) & 0x1FU) << 6U) | low(1);
  return ((static_cast<unsigned char>(text[at]) & 0x0FU) << 12U) | (low(1) << 6U) | low(2);
}

bool needs_escapes(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_control(text[i]) || special_length(text, i) > 0) return true;
  }
  return false;
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

}  // namespace

std::string yaml_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const std::size_t length = special_length(text, i); length > 0) {
      out += escape(code_point(text, i, length));
      i += length - 1;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (is_control(c)) {
      out += escape(static_cast<unsigned char>(c));
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "\"";
}

std::string yaml_scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  const bool clumsy = text.find('"') != std::string_view::npos || text.find('\\') != std::string_view::npos;
  return clumsy && !needs_escapes(text) ? single_quoted(text) : yaml_quoted(text);
}

std::string yaml_quoted_line(std::string_view text) {
  std::string line(text);
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  return yaml_quoted(line);
}

std::string yaml_quoted_lines(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) parts.push_back(yaml_quoted_line(text));
  return "[" + join(parts, ", ") + "]";
}

}  // namespace barqdb::base
