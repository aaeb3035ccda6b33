// Splitting and checking SQL with libpg-query.
#include "plan/sql_text.hpp"

#include <pg_query.h>

#include <algorithm>
#include <cctype>

#include "base/utf8.hpp"
#include "plan/raw_tree.hpp"

namespace barqdb::plan {
namespace {

// End of the comment, white space or semicolon that starts at `at`, or `at` itself when there is none.
std::size_t skip_margin(std::string_view sql, std::size_t at) {
  if (std::isspace(static_cast<unsigned char>(sql[at])) != 0 || sql[at] == ';') return at + 1;
  if (sql.substr(at, 2) == "--") return std::min(sql.size(), sql.find('\n', at));
  if (sql.substr(at, 2) != "/*") return at;
  int depth = 0;
  while (at < sql.size()) {  // comments nest in PostgreSQL
    if (sql.substr(at, 2) == "/*") {
      ++depth;
      at += 2;
    } else if (sql.substr(at, 2) == "*/") {
      at += 2;
      if (--depth == 0) break;
    } else {
      ++at;
    }
  }
  return std::min(at, sql.size());
}

// The tree begins {"version":…,"stmts":[{"stmt":{"CreateStmt":{… : no need to read the rest.
std::string kind_of(const std::string& tree) {
  constexpr std::string_view marker = "\"stmt\":{\"";
  const std::size_t at = tree.find(marker);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + marker.size();
  return tree.substr(begin, tree.find('"', begin) - begin);
}

}  // namespace

Statement without_margins(std::string_view sql, std::size_t begin, std::size_t length) {
  std::size_t end = begin + length;
  std::size_t at = begin;
  while (at < end) {
    const std::size_t next = skip_margin(sql.substr(0, end), at);
    if (next == at) break;
    at = next;
  }
  while (end > at && std::isspace(static_cast<unsigned char>(sql[end - 1])) != 0) --end;
  return {sql.substr(at, end - at), at};
}

std::vector<Statement> split_statements(std::string_view sql) {
  std::vector<Statement> statements;
  if (sql.find('\0') != std::string_view::npos) return {{sql, 0}};  // the C interface would not see what follows
  const std::string text(sql);
  PgQuerySplitResult result = pg_query_split_with_parser(text.c_str());
  if (result.error != nullptr) {  // newer grammar: the scanner only needs the tokens
    pg_query_free_split_result(result);
    result = pg_query_split_with_scanner(text.c_str());
  }
  const auto add = [&](std::size_t begin, std::size_t length) {
    const Statement statement = without_margins(sql, begin, length);
    if (!statement.text.empty()) statements.push_back(statement);
  };
  if (result.error == nullptr) {
    std::size_t seen = 0;
    for (int i = 0; i < result.n_stmts; ++i) {
      const auto begin = std::min(static_cast<std::size_t>(result.stmts[i]->stmt_location), sql.size());
      const auto length = static_cast<std::size_t>(result.stmts[i]->stmt_len);
      if (begin > seen) add(seen, begin - seen);  // the scanner leaves out what has no key word: the server must see it
      add(begin, std::min(length, sql.size() - begin));
      seen = std::min(begin + length, sql.size());
    }
    add(seen, sql.size() - seen);
  } else {
    add(0, sql.size());  // not even tokens: the server will say what is wrong
  }
  pg_query_free_split_result(result);
  return statements;
}

std::string_view whole_of(std::string_view sql) {
  const std::vector<Statement> statements = split_statements(sql);
  if (statements.empty()) return {};
  const std::size_t begin = statements.front().offset;
  return sql.substr(begin, statements.back().offset + statements.back().text.size() - begin);
}

std::optional<SyntaxError> check_syntax(const std::string& text, std::size_t prefix) {
  const RawTree raw = raw_tree(text);
  if (raw.error.empty()) return std::nullopt;
  const std::size_t at =
      raw.position > 0 ? base::offset_of_character(text, static_cast<std::size_t>(raw.position - 1)) : 0;
  return SyntaxError{raw.error, at > prefix ? at - prefix : 0};
}

std::optional<SyntaxError> check_expression(std::string_view expression) {
  // Bare first: parentheses of our own would hide ones that do not match, as in "a) or (b".
  const std::string bare = "SELECT 1 WHERE ";
  const std::string text(expression);
  if (auto error = check_syntax(bare + text, bare.size())) return error;
  const std::string wrapped = "SELECT 1 WHERE (";
  if (auto error = check_syntax(wrapped + text + "\n)", wrapped.size())) return error;
  return std::nullopt;
}

std::string statement_kind(std::string_view statement) { return kind_of(raw_tree(std::string(statement)).json); }

int line_at(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

}  // namespace barqdb::plan
