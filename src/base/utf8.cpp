// All but the first byte of a character are 10xxxxxx.
#include "base/utf8.hpp"

#include <algorithm>

namespace barqdb::base {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::size_t offset_of_character(std::string_view text, std::size_t character) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (begins_character(text[at]) && character-- == 0) break;
  }
  return at;
}

std::string_view first_bytes(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && !begins_character(text[most])) --most;
  return text.substr(0, most);
}

namespace {

// How many bytes the character that begins the text has; 0 when it is none. By RFC 3629, so without surrogates.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80U) return 1;
  const std::size_t size = first >= 0xC2U && first <= 0xDFU   ? 2
                           : (first & 0xF0U) == 0xE0U         ? 3
                           : first >= 0xF0U && first <= 0xF4U ? 4
                                                              : 0;
  if (size == 0) return 0;
  for (std::size_t at = 1; at < size; ++at)
    if ((byte(at) & 0xC0U) != 0x80U) return 0;
  const bool too_short = (first == 0xE0U && second < 0xA0U) || (first == 0xF0U && second < 0x90U);
  const bool too_large = (first == 0xEDU && second > 0x9FU) || (first == 0xF4U && second > 0x8FU);
  return too_short || too_large ? 0 : size;
}

}  // namespace

std::string with_valid_bytes(std::string_view text, char other) {
  std::string out(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = text[at] == '\0' ? 0 : character_size(text.substr(at, 4));
    if (size == 0) out[at] = text[at] == '\0' ? ' ' : other;
    at += std::max<std::size_t>(size, 1);
  }
  return out;
}

void append_character(std::string& out, char32_t code) {
  const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
  const auto rest = [&](unsigned shift) { byte(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80U) {
    byte(code);
  } else if (code < 0x800U) {
    byte(0xC0U | (code >> 6U));
    rest(0);
  } else if (code < 0x10000U) {
    byte(0xE0U | (code >> 12U));
    rest(6);
    rest(0);
  } else {
    byte(0xF0U | (code >> 18U));
    rest(12);
    rest(6);
    rest(0);
  }
}

}  // namespace barqdb::base
