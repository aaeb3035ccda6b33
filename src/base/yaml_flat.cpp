// Line by line; gives up at the first thing that needs more thought.
#include "base/yaml_flat.hpp"

#include <algorithm>

#include "base/yaml_text.hpp"

namespace barqdb::base {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_printable(char c) { return c >= 0x20 && c <= 0x7E; }

// Text that is a plain scalar in every position, whatever stands around it.
bool is_plain(std::string_view text) {
  if (!is_letter(text.front()) && !is_digit(text.front())) return false;
  return text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_printable(c) && c != ':' && c != '#'; });
}

// Quoted, with nothing inside that the quotes would change.
bool is_simply_quoted(std::string_view text) {
  const char quote = text.front();
  if ((quote != '"' && quote != '\'') || text.size() < 2 || text.back() != quote) return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  return std::all_of(inside.begin(), inside.end(), [&](char c) { return is_printable(c) && c != quote && c != '\\'; });
}

// Fills `node` from the text behind "key:"; false when it is not simple. Its place is that of the key until then.
bool read_value(std::string_view text, std::size_t column, YamlNode& node) {
  if (text.empty() || is_null_word(text)) return true;
  node.place.column = static_cast<int>(column);
  if (text == "[]") {
    node.kind = YamlNode::Kind::sequence;
    return true;
  }
  node.kind = YamlNode::Kind::scalar;
  if (is_plain(text)) {
    node.scalar = text;
    return true;
  }
  if (!is_simply_quoted(text)) return false;
  node.quoted = true;
  node.scalar = text.substr(1, text.size() - 2);
  return true;
}

// One line "key: value" with `indent` spaces before it.
bool read_line(std::string_view line, std::size_t indent, int number, const std::string& file, YamlNode& root) {
  std::size_t end = indent;
  while (end < line.size() && (is_letter(line[end]) || is_digit(line[end]))) ++end;
  const std::string_view key = line.substr(indent, end - indent);
  if (key.empty() || is_null_word(key) || end == line.size() || line[end] != ':') return false;
  std::size_t value = end + 1;
  if (value < line.size() && line[value] != ' ') return false;
  value = std::min(line.find_first_not_of(' ', value), line.size());
  if (root.find(key) != nullptr) return false;
  YamlNode node;
  node.place = {file, number, static_cast<int>(indent) + 1};
  root.key_places.push_back(node.place);
  if (!read_value(line.substr(value), value + 1, node)) return false;
  root.entries.emplace_back(key, std::move(node));
  return true;
}

}  // namespace

std::optional<YamlNode> parse_flat_yaml(std::string_view text, const std::string& file, int line_offset,
                                        const YamlLimits& limits) {
  constexpr std::size_t most_keys = 16;  // looking for doubled keys is quadratic
  YamlNode root;
  root.kind = YamlNode::Kind::map;
  std::size_t indent = 0;
  int number = line_offset;
  for (std::size_t begin = 0; begin < text.size();) {
    ++number;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t spaces = line.find_first_not_of(' ');
    if (spaces == std::string_view::npos || line[spaces] == '#') continue;
    if (root.entries.empty()) {
      indent = spaces;
      root.place = {file, number, static_cast<int>(indent) + 1};
    }
    if (spaces != indent || root.entries.size() == most_keys || !read_line(line, indent, number, file, root)) {
      return std::nullopt;
    }
  }
  if (root.entries.empty() || 2 * root.entries.size() + 1 > limits.nodes || limits.depth == 0) return std::nullopt;
  return root;
}

}  // namespace barqdb::base
