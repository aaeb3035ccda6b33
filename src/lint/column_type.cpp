// Types from the parse tree; PostgreSQL's rules on rewriting.
#include "lint/column_type.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"

namespace barqdb::lint {
namespace {

const std::map<std::string, std::string>& names_of_people() {
  static const std::map<std::string, std::string> names = {
      {"int2", "smallint"},           {"int4", "integer"},        {"int8", "bigint"},       {"float4", "real"},
      {"float8", "double precision"}, {"bool", "boolean"},        {"bpchar", "char"},       {"serial4", "serial"},
      {"serial8", "bigserial"},       {"serial2", "smallserial"}, {"varbit", "bit varying"}};
  return names;
}

long modifier(const ColumnType& type, std::size_t at, long otherwise) {
  return type.modifiers.size() > at ? type.modifiers[at] : otherwise;
}

// No limit is the largest.
bool limit_grows(const ColumnType& from, const ColumnType& to) {
  if (to.modifiers.empty()) return true;
  return !from.modifiers.empty() && to.modifiers[0] >= from.modifiers[0];
}

bool numeric_grows(const ColumnType& from, const ColumnType& to) {
  if (to.modifiers.empty()) return true;
  return !from.modifiers.empty() && modifier(to, 0, 0) >= modifier(from, 0, 0) &&
         modifier(to, 1, 0) == modifier(from, 1, 0);
}

bool same_family_grows(const ColumnType& from, const ColumnType& to) {
  static const std::set<std::string> limited = {"varchar", "varbit", "timestamp", "timestamptz", "time", "timetz"};
  if (from.name == "numeric") return numeric_grows(from, to);
  if (limited.contains(from.name)) return limit_grows(from, to);
  return from.modifiers == to.modifiers;
}

}  // namespace

ColumnType type_of(const plan::SyntaxNode& type_name) {
  ColumnType type;
  const auto& names = type_name["names"].items;
  if (names.empty()) return type;
  type.name = names.back().inner()["sval"].text;
  if (type.name == "decimal") type.name = "numeric";
  for (const plan::SyntaxNode& item : type_name["typmods"].items) {
    type.modifiers.push_back(item["A_Const"]["ival"]["ival"].number);
  }
  type.array = static_cast<bool>(type_name["arrayBounds"]);
  return type;
}

std::string text_of(const ColumnType& type) {
  const auto found = names_of_people().find(type.name);
  std::string out = found == names_of_people().end() ? type.name : found->second;
  std::vector<std::string> modifiers;
  for (const long value : type.modifiers) modifiers.push_back(std::to_string(value));
  if (!modifiers.empty()) out += "(" + base::join(modifiers, ",") + ")";
  return out + (type.array ? "[]" : "");
}

bool is_serial(const ColumnType& type) {
  static const std::set<std::string> names = {"serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"};
  return names.contains(type.name);
}

TypeChange judge_change(const ColumnType& from, const ColumnType& to) {
  if (!from.known()) return TypeChange::depends;
  if (from.array != to.array) return TypeChange::rewrites;
  if (from.name == to.name) return same_family_grows(from, to) ? TypeChange::free : TypeChange::rewrites;
  const bool to_unlimited = to.modifiers.empty();
  if (from.name == "varchar" && to.name == "text") return TypeChange::free;
  if (from.name == "text" && to.name == "varchar" && to_unlimited) return TypeChange::free;
  if (from.name == "cidr" && to.name == "inet") return TypeChange::free;
  if ((from.name == "citext" && (to.name == "text" || (to.name == "varchar" && to_unlimited))) ||
      (to.name == "citext" && (from.name == "text" || from.name == "varchar"))) {
    return TypeChange::free;
  }
  return TypeChange::rewrites;
}

}  // namespace barqdb::lint
