// PostgreSQL's lexical rules: which kind of token a byte begins, and where the token ends. In a header, since the scan
// of a log's statements spends its time here.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace barqdb::logs::lexical {

enum class Class : std::uint8_t {
  punctuation,
  space,
  word,
  digit,
  quote,
  double_quote,
  dollar,
  dash,
  slash,
  open,
  close,
  point
};

constexpr std::array<Class, 256> make_classes() {
  std::array<Class, 256> out{};
  for (std::size_t c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80) out[c] = Class::word;
    if (c >= '0' && c <= '9') out[c] = Class::digit;
    if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0) out[c] = Class::space;
  }
  out['\''] = Class::quote;
  out['"'] = Class::double_quote;
  out['$'] = Class::dollar;
  out['-'] = Class::dash;
  out['/'] = Class::slash;
  out['('] = out['['] = Class::open;
  out[')'] = out[']'] = Class::close;
  out['.'] = Class::point;
  return out;
}

inline constexpr std::array<Class, 256> classes = make_classes();

inline Class class_of(char c) { return classes[static_cast<unsigned char>(c)]; }

inline bool in_word(char c) {
  const Class kind = class_of(c);
  return kind == Class::word || kind == Class::digit || kind == Class::dollar;
}

// Whether a word is this one, which is written in upper case.
inline bool is(std::string_view word, std::string_view upper) {
  if (word.size() != upper.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c) != upper[i]) return false;
  }
  return true;
}

// The place of the first `c` from there on; the text's size when there is none.
inline std::size_t find_or_end(std::string_view text, char c, std::size_t from) {
  if (from >= text.size()) return text.size();
  const void* found = std::memchr(text.data() + from, c, text.size() - from);
  return found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Each of the following tells where a token ends that begins at `at`: the place of the first byte behind it, and the
// text's size for one that is cut off.
inline std::size_t space_end(std::string_view sql, std::size_t at) {
  while (at < sql.size() && class_of(sql[at]) == Class::space) ++at;
  return at;
}

inline std::size_t word_end(std::string_view sql, std::size_t at) {
  while (at < sql.size() && in_word(sql[at])) ++at;
  return at;
}

inline std::size_t digits_end(std::string_view sql, std::size_t at) {
  while (at < sql.size() && class_of(sql[at]) == Class::digit) ++at;
  return at;
}

// Also 0x1f, 1_000 and 1e-5.
inline std::size_t number_end(std::string_view sql, std::size_t at) {
  const std::size_t begin = at;
  while (at < sql.size()) {
    const char c = sql[at];
    const bool sign = (c == '+' || c == '-') && (sql[at - 1] == 'e' || sql[at - 1] == 'E') && at > begin;
    if (!in_word(c) && c != '.' && !sign) break;
    ++at;
  }
  return at;
}

// `at` is the opening quote; `backslashes` escape in E''.
inline std::size_t string_end(std::string_view sql, std::size_t at, bool backslashes) {
  for (std::size_t i = at + 1;; i += 2) {
    if (backslashes) {
      while (i < sql.size() && sql[i] != '\'') i += sql[i] == '\\' ? 2 : 1;
      i = std::min(i, sql.size());
    } else {
      i = find_or_end(sql, '\'', i);
    }
    if (i + 1 >= sql.size()) return sql.size();
    if (sql[i + 1] != '\'') return i + 1;
  }
}

inline std::size_t quoted_name_end(std::string_view sql, std::size_t at) {
  return std::min(find_or_end(sql, '"', at + 1) + 1, sql.size());
}

// $tag$ ... $tag$; `at` itself when the dollar opens none.
inline std::size_t dollar_quote_end(std::string_view sql, std::size_t at) {
  std::size_t end = at + 1;
  while (end < sql.size() && in_word(sql[end]) && sql[end] != '$') ++end;
  if (end >= sql.size() || sql[end] != '$') return at;
  const std::string_view tag = sql.substr(at, end + 1 - at);
  const std::size_t closing = sql.find(tag, end + 1);
  return closing == std::string_view::npos ? sql.size() : closing + tag.size();
}

// Comments of this form nest.
inline std::size_t block_comment_end(std::string_view sql, std::size_t at) {
  const std::size_t begin = at;
  int depth = 0;
  while (at < sql.size()) {
    const std::size_t slash = find_or_end(sql, '/', at);
    if (slash == sql.size()) return slash;
    at = slash + 1;
    if (slash > begin + 2 && sql[slash - 1] == '*') {
      if (--depth == 0) break;
    } else if (at < sql.size() && sql[at] == '*') {
      ++depth;
    }
  }
  return at;
}

}  // namespace barqdb::logs::lexical
