// What a user's piece of SQL is, before it is put into a statement of ours. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/sql_text.hpp"

namespace barqdb::plan {

// `a = 1, b = lower(b)` as it stands after SET: the columns that it sets. An error when it is anything else, such as a
// list with a WHERE behind it. The parser is PostgreSQL 15's, so newer grammar is an error here, too.
struct Assignments {
  std::vector<std::string> columns;
  std::optional<SyntaxError> error;
};
Assignments read_assignments(std::string_view set);

// Where the placeholder :chunk or :chunk(alias) stands in a statement, outside quotes and comments.
struct Placeholder {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string alias;
};
std::vector<Placeholder> find_placeholders(std::string_view sql);

// The same for texts that differ in white space, comments, or the case of what is not quoted. It is no SQL to be sent.
std::string in_plain_words(std::string_view sql);

}  // namespace barqdb::plan
