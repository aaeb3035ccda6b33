// Small pure functions over text.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace barqdb::base {

std::string_view trim(std::string_view text);
// Views of `text`, which must outlive them: a temporary is refused, since a range-for would not keep it.
std::vector<std::string_view> split(std::string_view text, char separator);
template <std::same_as<std::string> Text>
std::vector<std::string_view> split(Text&& text, char separator) = delete;
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string lower(std::string_view text);  // ASCII only
// The candidate nearest to `word` by edit distance, or "" when none is near enough to be a typo.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);
// One line of at most `width` characters for messages: white space folded, cut with "...".
std::string one_line(std::string_view text, std::size_t width = 100);
// Position of the first byte that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);
// Matches shell patterns with * and ?.
bool matches_pattern(std::string_view text, std::string_view pattern);
// "1 index", "2 indexes": the count and the right noun.
std::string counted(std::int64_t count, std::string_view one, std::string_view many);

}  // namespace barqdb::base
