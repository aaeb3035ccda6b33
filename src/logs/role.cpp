// Roles by first words and by the parser's kinds; PREPARE, EXECUTE and SET taken apart.
#include "logs/role.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace barqdb::logs {
namespace {

bool word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

std::string_view after_space(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

// Takes one word, in lower case; "" at anything else.
std::string take_word(std::string_view& text) {
  text = after_space(text);
  std::size_t end = 0;
  while (end < text.size() && word_character(text[end])) ++end;
  std::string word = base::lower(text.substr(0, end));
  text.remove_prefix(end);
  return word;
}

// A name, in quotes or not.
std::string take_name(std::string_view& text) {
  text = after_space(text);
  if (text.empty() || text.front() != '"') return take_word(text);
  const std::size_t end = std::min(text.find('"', 1), text.size() - 1);
  std::string name(text.substr(1, end - 1));
  text.remove_prefix(end + 1);
  return name;
}

bool mentions(std::string_view text, std::string_view words) {
  return base::lower(text).find(words) != std::string::npos;
}

Role role_of_words(std::string_view text) {
  const std::string first = take_word(text);
  const std::string second = take_word(text);
  static const std::map<std::string, Role> roles = {
      {"begin", Role::begin},        {"start", Role::begin},      {"commit", Role::commit},
      {"end", Role::commit},         {"abort", Role::commit},     {"savepoint", Role::control},
      {"release", Role::control},    {"discard", Role::reset},    {"set", Role::control},
      {"show", Role::control},       {"prepare", Role::prepare},  {"execute", Role::execute},
      {"deallocate", Role::control}, {"declare", Role::cursor},   {"create", Role::schema},
      {"alter", Role::schema},       {"drop", Role::schema},      {"truncate", Role::schema},
      {"select", Role::read},        {"insert", Role::write},     {"update", Role::write},
      {"delete", Role::write},       {"merge", Role::write},      {"with", Role::read},
      {"listen", Role::control},     {"unlisten", Role::control}, {"notify", Role::control},
      {"close", Role::control},      {"comment", Role::schema},   {"grant", Role::schema},
      {"revoke", Role::schema}};
  if (first == "rollback") return second == "to" ? Role::control : Role::commit;
  if (first == "prepare" && second == "transaction") return Role::commit;
  if (first == "reset") return second == "all" ? Role::reset : Role::control;
  if (first == "create" && (second == "temp" || second == "temporary")) return Role::control;
  if (first == "create" && mentions(text.substr(0, 60), "pg_temp.")) return Role::control;  // Sequelize's findOrCreate
  const auto found = roles.find(first);
  return found == roles.end() ? Role::other : found->second;
}

}  // namespace

Role role_of(const plan::StatementFacts& facts, std::string_view text) {
  if (facts.several) {
    const bool reset =
        mentions(text, "reset all") || mentions(text, "discard ") || mentions(text, "pg_advisory_unlock_all");
    if (reset) return Role::reset;
    const Role first = role_of_words(text);
    return first == Role::schema || first == Role::control ? first : Role::other;
  }
  if (facts.kind == "SelectStmt") return facts.writes_inside ? Role::write : Role::read;
  return role_of_words(text);
}

PreparedText read_prepare(std::string_view sql) {
  std::string_view rest = sql;
  if (take_word(rest) != "prepare") return {};
  std::string name = take_name(rest);
  rest = after_space(rest);
  if (rest.starts_with('(')) {
    int depth = 0;
    std::size_t at = 0;
    for (; at < rest.size(); ++at) {
      if (rest[at] == '(') ++depth;
      if (rest[at] == ')' && --depth == 0) break;
    }
    rest = rest.substr(std::min(at + 1, rest.size()));
  }
  if (take_word(rest) != "as") return {};
  return {std::move(name), after_space(rest)};
}

ExecuteText read_execute(std::string_view sql) {
  std::string_view rest = sql;
  if (take_word(rest) != "execute") return {};
  ExecuteText out{take_name(rest), {}};
  rest = after_space(rest);
  if (!rest.starts_with('(')) return out;
  rest.remove_prefix(1);
  int depth = 0;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const char c = rest[at];
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    if (c == '(' || c == '[') ++depth;
    const bool last = c == ')' && depth == 0;
    if (last || (c == ',' && depth == 0)) {
      out.values.push_back(base::trim(rest.substr(begin, at - begin)));
      begin = at + 1;
    }
    if (last) break;
    if (c == ')' || c == ']') --depth;
  }
  return out;
}

std::string context_set_by(std::string_view sql) {
  std::string_view rest = sql;
  const std::string first = take_word(rest);
  if (first != "set" && first != "reset") return "";
  std::string name = take_word(rest);
  if (name == "session" || name == "local") name = take_word(rest);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    return name + '.' + take_word(rest);
  }
  return name == "search_path" || name == "role" || name == "authorization" || name == "schema" ? name : "";
}

std::string application_set_by(std::string_view sql) {
  std::string_view rest = sql;
  if (take_word(rest) != "set") return "";
  std::string name = take_word(rest);
  if (name == "session" || name == "local") name = take_word(rest);
  if (name != "application_name") return "";
  rest = after_space(rest);
  if (rest.starts_with('=')) {
    rest.remove_prefix(1);
  } else if (take_word(rest) != "to") {
    return "";
  }
  rest = after_space(rest);
  if (!rest.starts_with('\'')) return take_word(rest);
  return std::string(rest.substr(1, std::min(rest.find('\'', 1), rest.size()) - 1));
}

}  // namespace barqdb::logs
