// Text that cannot break GitHub Markdown: escaped words, fenced statements.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace barqdb::render {

// GitHub refuses a comment of more than 65,536 characters. Bytes are counted: never fewer than characters.
constexpr std::size_t markdown_limit = 65'000;

// A name in a message can neither format the text nor call a person.
std::string markdown_escape(std::string_view text);
// A block of SQL, in a fence longer than any run of backticks inside.
std::string markdown_sql(const std::string& sql);

}  // namespace barqdb::render
