// Conditions of constants.
#include "lint/constant_truth.hpp"

#include <algorithm>
#include <optional>

#include "lint/read.hpp"

namespace barqdb::lint {

using plan::SyntaxNode;

namespace {

bool same_constants(const SyntaxNode& a, const SyntaxNode& b) {
  if (!a["A_Const"] || !b["A_Const"] || a["A_Const"]["isnull"].flag || b["A_Const"]["isnull"].flag) return false;
  const auto text = [](const SyntaxNode& one) {
    std::string out;
    plan::walk(one["A_Const"], [&](const std::string& name, const SyntaxNode& value) {
      if (name != "location") out += name + ":" + value.text + std::to_string(value.number) + (value.flag ? "t " : " ");
    });
    return out;
  };
  return text(a) == text(b);
}

// What constants make of a condition; nothing where it depends on the row, or is null.
std::optional<bool> constant_truth(const SyntaxNode& node) {
  if (const SyntaxNode& constant = node["A_Const"]; constant) {
    if (!constant["boolval"]) return std::nullopt;
    return constant["boolval"]["boolval"].flag;
  }
  if (const SyntaxNode& test = node["NullTest"]; test) {
    if (!test["arg"]["A_Const"]) return std::nullopt;
    return test["arg"]["A_Const"]["isnull"].flag == (test["nulltesttype"].text == "IS_NULL");
  }
  if (const SyntaxNode& compared = node["A_Expr"]; compared) {
    const bool equals =
        compared["kind"].text == "AEXPR_OP" && strings_of(compared["name"]) == std::vector<std::string>{"="};
    if (equals && same_constants(compared["lexpr"], compared["rexpr"])) return true;
    return std::nullopt;
  }
  const SyntaxNode& joined = node["BoolExpr"];
  if (!joined) return std::nullopt;
  const auto& parts = joined["args"].items;
  const auto is = [](bool wanted) {
    return [wanted](const SyntaxNode& part) { return constant_truth(part) == wanted; };
  };
  if (joined["boolop"].text == "NOT_EXPR") {
    const std::optional<bool> inner = parts.empty() ? std::nullopt : constant_truth(parts.front());
    return inner ? std::optional<bool>(!*inner) : inner;
  }
  const bool any_decides = joined["boolop"].text == "OR_EXPR";
  if (std::any_of(parts.begin(), parts.end(), is(any_decides))) return any_decides;
  if (std::all_of(parts.begin(), parts.end(), is(!any_decides))) return !any_decides;
  return std::nullopt;
}

}  // namespace

bool always_true(const SyntaxNode& condition) { return constant_truth(condition) == true; }

}  // namespace barqdb::lint
