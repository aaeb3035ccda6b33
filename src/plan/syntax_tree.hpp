// PostgreSQL's parse tree of SQL text as plain values: what libpg-query prints as JSON. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace barqdb::plan {

// A node, a list or a value. What is absent reads as an empty node, so that paths need no checks on the way:
// node["relation"]["relname"].text(). The JSON leaves out zeros, false and "".
class SyntaxNode {
 public:
  enum class Kind { nothing, object, list, text, number, flag };

  // Out of line: clang 14 would need the complete type of `fields` here.
  SyntaxNode();

  const SyntaxNode& operator[](std::string_view key) const;  // of an object
  explicit operator bool() const { return kind != Kind::nothing; }
  // Nodes of PostgreSQL stand in an object with their name as only key: {"ColumnDef": {…}}.
  const std::string& tag() const;
  const SyntaxNode& inner() const;

  Kind kind = Kind::nothing;
  std::string text;
  long number = 0;
  bool flag = false;
  std::vector<SyntaxNode> items;
  std::vector<std::pair<std::string, SyntaxNode>> fields;
};

// Calls `visit(name, node)` for the node's fields, theirs, and so on; `name` is that of the field or of the node's
// kind.
template <typename Visit>
void walk(const SyntaxNode& node, const Visit& visit) {
  for (const auto& [name, value] : node.fields) {
    visit(name, value);
    walk(value, visit);
  }
  for (const SyntaxNode& item : node.items) walk(item, visit);
}

struct ParsedStatement {
  std::string_view text;   // without surrounding white space, comments and the semicolon
  std::size_t offset = 0;  // of its first byte in the whole text
  SyntaxNode tree;         // {"CreateStmt": {…}}; nothing when it does not parse or is nested too deep
  std::string error;       // the parser's words then
};

// The statements of `sql`, in order. One that does not parse does not hide the others. Views point into `sql`.
std::vector<ParsedStatement> parse_statements(std::string_view sql);

}  // namespace barqdb::plan
