// Bytes and characters of UTF-8 text. For text that is none, what a byte belongs to is undefined, but nothing fails.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace barqdb::base {

std::size_t count_characters(std::string_view text);
// Where character number `character` begins, both from 0; the text's size when it has fewer.
std::size_t offset_of_character(std::string_view text, std::size_t character);
// The beginning of the text, of at most so many bytes; never half a character.
std::string_view first_bytes(std::string_view text, std::size_t most);
// `code` is up to U+10FFFF.
void append_character(std::string& out, char32_t code);

}  // namespace barqdb::base
