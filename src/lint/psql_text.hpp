// SQL text as psql reads it: what is code, what a comment, what a quoted text, and what never reaches the server. Pure.
#pragma once

#include <string>
#include <string_view>

namespace barqdb::lint {

struct PsqlText {
  static constexpr char code = 'c', quoted = 'q', line_comment = 'l', block_comment = 'b', passed_over = 'p';

  // As long as the text, line by line: psql's own commands and the rows of COPY are blank, \g and \; are semicolons,
  // and :name, :'name' and :"name" have lost their colon, so that what stands around a variable is understood.
  std::string sql;
  // Of each byte of the text what it is.
  std::string zones;

  bool is_comment(std::size_t at) const { return zones[at] == line_comment || zones[at] == block_comment; }
};

PsqlText read_psql_text(std::string_view text);

}  // namespace barqdb::lint
