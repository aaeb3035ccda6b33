// Reads the parse tree of an UPDATE, and scans for placeholders.
#include "plan/user_sql.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plan/statement_tree.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Behind the quoted text that begins at `at`; the end of the text when it is not closed. In E'…' a backslash takes the
// next character along.
std::size_t skip_quoted(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  const bool escapes =
      quote == '\'' && at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e') && (at == 1 || !is_name(sql[at - 2]));
  for (++at; at < sql.size(); ++at) {
    if (sql[at] == quote) return at + 1;
    if (escapes && sql[at] == '\\') ++at;
  }
  return sql.size();
}

std::size_t skip_dollars(std::string_view sql, std::size_t at) {
  std::size_t end = at + 1;
  while (end < sql.size() && is_name(sql[end])) ++end;
  if (end >= sql.size() || sql[end] != '$') return at + 1;
  const std::string_view tag = sql.substr(at, end + 1 - at);
  const std::size_t close = sql.find(tag, end + 1);
  return close == std::string_view::npos ? sql.size() : close + tag.size();
}

std::size_t skip_comment(std::string_view sql, std::size_t at) {
  if (sql.substr(at, 2) == "--") return std::min(sql.size(), sql.find('\n', at));
  int depth = 0;
  while (at < sql.size()) {
    const std::string_view two = sql.substr(at, 2);
    if (two == "/*") ++depth;
    if (two == "*/") --depth;
    at += two == "/*" || two == "*/" ? 2 : 1;
    if (depth == 0) break;
  }
  return at;
}

// Behind what begins at `at`, when no placeholder can stand in it; else `at`.
std::size_t skip_opaque(std::string_view sql, std::size_t at) {
  if (sql[at] == '\'' || sql[at] == '"') return skip_quoted(sql, at);
  if (sql[at] == '$') return skip_dollars(sql, at);
  if (sql.substr(at, 2) == "--" || sql.substr(at, 2) == "/*") return skip_comment(sql, at);
  return at;
}

Placeholder read_placeholder(std::string_view sql, std::size_t at, std::size_t end) {
  Placeholder found{at, end, ""};
  if (end >= sql.size() || sql[end] != '(') return found;
  const std::size_t close = sql.find(')', end);
  if (close == std::string_view::npos) return found;
  found.alias = std::string(sql.substr(end + 1, close - end - 1));
  found.end = close + 1;
  return found;
}

bool is_operator(char c) { return std::string_view("+-*/<>=~!@#%^&|`?:").find(c) != std::string_view::npos; }

// Behind the word, number, operator or single character that begins at `at`. Operators that stand together are one.
std::size_t skip_token(std::string_view sql, std::size_t at) {
  const auto in_word = [](char c) { return is_name(c) || c == '$' || c == '.' || static_cast<unsigned char>(c) > 127; };
  std::size_t end = at;
  if (in_word(sql[at])) {
    while (end < sql.size() && in_word(sql[end])) ++end;
  } else {
    while (end < sql.size() && is_operator(sql[end]) && (end == at || skip_opaque(sql, end) == end)) ++end;
  }
  return std::max(end, at + 1);
}

}  // namespace

Assignments read_assignments(std::string_view set) {
  const std::string head = "UPDATE t SET ";
  Assignments out;
  if (set.find('\0') != std::string_view::npos) {
    out.error = SyntaxError{"a zero byte", set.find('\0')};
    return out;
  }
  const std::string statement = head + std::string(set);
  out.error = check_syntax(statement, head.size());
  if (out.error) return out;
  const Json statements = statement_tree(statement).value("stmts", Json::array());
  const Json update = statements.empty() ? Json() : statements[0].value("/stmt/UpdateStmt"_json_pointer, Json());
  const bool plain = statements.size() == 1 && update.is_object() && !update.contains("whereClause") &&
                     !update.contains("fromClause") && !update.contains("returningList");
  if (!plain) {
    out.error = SyntaxError{"it is more than a list of assignments", 0};
    return out;
  }
  for (const Json& target : update.value("targetList", Json::array()))
    out.columns.push_back(target.value("/ResTarget/name"_json_pointer, ""));
  return out;
}

std::vector<Placeholder> find_placeholders(std::string_view sql) {
  constexpr std::string_view word = ":chunk";
  std::vector<Placeholder> found;
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t behind = skip_opaque(sql, at);
    if (behind > at) {
      at = behind;
      continue;
    }
    const std::size_t end = at + word.size();
    const bool here = sql.substr(at, word.size()) == word && (end >= sql.size() || !is_name(sql[end])) &&
                      (at == 0 || sql[at - 1] != ':');
    if (here) found.push_back(read_placeholder(sql, at, end));
    at = here ? found.back().end : at + 1;
  }
  return found;
}

std::string in_plain_words(std::string_view sql) {
  std::string out;
  for (std::size_t at = 0; at < sql.size();) {
    if (std::isspace(static_cast<unsigned char>(sql[at])) != 0) {
      ++at;
      continue;
    }
    const std::size_t behind = skip_opaque(sql, at);
    const bool opaque = behind > at;
    const std::string_view token = sql.substr(at, (opaque ? behind : skip_token(sql, at)) - at);
    // E'…', U&"…" and '…''…' are one thing, E '…' is not.
    const bool quote = token.front() == '\'' || token.front() == '"';
    const bool glued = quote && at > 0 && (is_name(sql[at - 1]) || sql[at - 1] == '&' || sql[at - 1] == sql[at]);
    at += token.size();
    if (token.starts_with("--") || token.starts_with("/*")) continue;
    if (!out.empty() && !glued) out += ' ';
    out += opaque ? std::string(token) : base::lower(token);
  }
  return out;
}

}  // namespace barqdb::plan
