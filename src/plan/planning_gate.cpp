// All identifiers of a statement's tree against a list.
#include "plan/planning_gate.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "plan/syntax_tree.hpp"

namespace barqdb::plan {
namespace {

// The grammar writes these itself: for BETWEEN, CASE x WHEN, IN (SELECT …), JOIN … USING.
constexpr const char* implied_operators[] = {"=", "<>", "<", "<=", ">", ">="};

bool is_ascii(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Everything but constants: what a text of the tree names is not told apart.
void collect_names(const SyntaxNode& node, std::set<std::string>& names) {
  if (node.kind == SyntaxNode::Kind::text) names.insert(node.text);
  for (const auto& [key, value] : node.fields)
    if (key != "A_Const") collect_names(value, names);
  for (const SyntaxNode& item : node.items) collect_names(item, names);
}

std::string words(const std::string& subject, const model::UntrustedName& name) {
  if (name.owner.empty())
    return subject + " runs whatever its arguments name, and there is code of other roles in this database";
  return subject + " may lead to " + name.object + " of role " + name.owner +
         ", which planning would run with the rights of this connection; report.trusted_roles can name " + name.owner +
         ", best for a connection with few rights";
}

}  // namespace

PlanningGate::PlanningGate(const std::vector<model::UntrustedName>& names, bool utf8) : utf8_(utf8) {
  for (const model::UntrustedName& name : names) names_.try_emplace(name.name, name);
}

std::string PlanningGate::refusal(std::string_view statement) const {
  if (names_.empty()) return "";
  if (const auto all = names_.find(""); all != names_.end()) return words("any statement", all->second);
  const std::vector<ParsedStatement> parsed = parse_statements(statement);
  if (base::find_invalid_utf8(statement) != std::string_view::npos || parsed.size() != 1 || !parsed.front().tree)
    return "its names cannot be read, and there is code of other roles in this database";
  std::set<std::string> names(std::begin(implied_operators), std::end(implied_operators));
  collect_names(parsed.front().tree, names);
  for (const std::string& name : names) {
    if (const auto found = names_.find(name); found != names_.end()) return words(name, found->second);
    // Other encodings fold letters of their own and cut long names elsewhere.
    if (!utf8_ && !is_ascii(name))
      return "the name " + name + " cannot be compared, and there is code of other roles in this database";
  }
  return "";
}

}  // namespace barqdb::plan
