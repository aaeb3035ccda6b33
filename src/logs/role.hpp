// What a statement is for its unit of work.
#pragma once

#include <string>
#include <string_view>

#include "logs/shape.hpp"

namespace barqdb::logs {

// By the parser's kind; by the first words where the parser does not know the grammar.
Role role_of(const plan::StatementFacts& facts, std::string_view text);

// "PREPARE name (types) AS text": its two parts; both empty when it is none.
struct PreparedText {
  std::string name;
  std::string_view text;
};
PreparedText read_prepare(std::string_view sql);

// "EXECUTE name (values)".
struct ExecuteText {
  std::string name;
  std::vector<std::string_view> values;
};
ExecuteText read_execute(std::string_view sql);

// The name in SET, in lower case, when it decides what other statements mean: search_path, role, session or a setting
// of the application ("app.org"); "" for others.
std::string context_set_by(std::string_view sql);

// The value of SET application_name = 'value'; "" when it is none.
std::string application_set_by(std::string_view sql);

}  // namespace barqdb::logs
