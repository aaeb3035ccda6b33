// Understanding SQL text with PostgreSQL's own parser (libpg-query). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace barqdb::plan {

struct Statement {
  std::string_view text;   // without surrounding white space, comments and the semicolon
  std::size_t offset = 0;  // of its first byte in the whole text
};

// Cuts SQL at its top-level semicolons; copes with quotes, dollar quotes, comments and BEGIN ATOMIC bodies. Statements
// that hold nothing but comments are left out. Views point into `sql`.
std::vector<Statement> split_statements(std::string_view sql);

// From the first statement to the end of the last, as one message is sent; "" when there is none.
std::string_view whole_of(std::string_view sql);

// The part of `sql` that begins at `begin` and is `length` long, without surrounding white space and comments.
Statement without_margins(std::string_view sql, std::size_t begin, std::size_t length);

struct SyntaxError {
  std::string message;     // the parser's words
  std::size_t offset = 0;  // bytes from the start of the text
};

// Nothing when it parses. The parser is PostgreSQL 15's: newer grammar is refused here, so let the server judge before
// calling it wrong.
std::optional<SyntaxError> check_expression(std::string_view expression);
// The same of whole statements whose first `prefix` bytes are ours: the offset counts from behind them.
std::optional<SyntaxError> check_syntax(const std::string& text, std::size_t prefix);

// The parser's name of a statement's node, such as "CreateStmt", "TransactionStmt"; "" when it does not parse.
std::string statement_kind(std::string_view statement);

// Line (from 1) of a byte offset inside a text.
int line_at(std::string_view text, std::size_t offset);

}  // namespace barqdb::plan
