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

// No limit is the largest; a time has six digits where none are said.
bool limit_grows(const ColumnType& from, const ColumnType& to, bool time) {
  if (to.modifiers.empty() || (time && to.modifiers[0] >= 6)) return true;
  return !from.modifiers.empty() && to.modifiers[0] >= from.modifiers[0];
}

// An interval's modifiers: the fields that it keeps, then its digits.
bool interval_grows(const ColumnType& from, const ColumnType& to) {
  constexpr long all_fields = 0x7FFF;
  if (to.modifiers.empty()) return true;
  if (modifier(to, 0, all_fields) != all_fields) return from.modifiers == to.modifiers;
  constexpr long seconds = 1 << 12;  // INTERVAL_MASK(SECOND)
  const long digits = (modifier(from, 0, all_fields) & seconds) != 0 ? 6 : 0;
  return modifier(to, 1, 6) >= modifier(from, 1, digits);
}

bool numeric_grows(const ColumnType& from, const ColumnType& to) {
  if (to.modifiers.empty()) return true;
  return !from.modifiers.empty() && modifier(to, 0, 0) >= modifier(from, 0, 0) &&
         modifier(to, 1, 0) == modifier(from, 1, 0);
}

bool same_family_grows(const ColumnType& from, const ColumnType& to) {
  static const std::set<std::string> times = {"timestamp", "timestamptz", "time", "timetz"};
  if (from.modifiers == to.modifiers) return true;
  if (to.array) return to.modifiers.empty();  // the elements are looked at one by one
  if (from.name == "numeric") return numeric_grows(from, to);
  if (from.name == "interval") return interval_grows(from, to);
  if (from.name == "varchar" || from.name == "varbit" || times.contains(from.name))
    return limit_grows(from, to, times.contains(from.name));
  return from.name == "bpchar" && to.modifiers.empty();
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

int integer_bytes(const ColumnType& type) {
  static const std::map<std::string, int> bytes = {{"int2", 2},        {"int4", 4},    {"int8", 8},
                                                   {"serial2", 2},     {"serial4", 4}, {"serial8", 8},
                                                   {"smallserial", 2}, {"serial", 4},  {"bigserial", 8}};
  const auto found = bytes.find(type.name);
  return found == bytes.end() ? 0 : found->second;
}

bool is_serial(const ColumnType& type) {
  static const std::set<std::string> names = {"serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"};
  return names.contains(type.name);
}

TypeChange judge_change(const ColumnType& from, const ColumnType& to) {
  if (!from.known()) return TypeChange::depends;
  if (from.array != to.array) return TypeChange::rewrites;
  if (from.name == to.name) return same_family_grows(from, to) ? TypeChange::free : TypeChange::rewrites;
  if (from.array || !to.modifiers.empty()) return TypeChange::rewrites;
  // Stored alike (pg_cast, castmethod b), citext's casts included.
  static const std::set<std::string> numbers_of_objects = {"int4",    "oid",     "regclass",    "regtype",
                                                           "regproc", "regrole", "regnamespace"};
  static const std::map<std::string, std::set<std::string>> alike = {{"varchar", {"text", "bpchar", "citext"}},
                                                                     {"text", {"varchar", "bpchar", "citext"}},
                                                                     {"citext", {"text", "varchar", "bpchar"}},
                                                                     {"xml", {"text", "varchar", "bpchar"}},
                                                                     {"cidr", {"inet"}},
                                                                     {"bit", {"varbit"}},
                                                                     {"int4", numbers_of_objects},
                                                                     {"oid", numbers_of_objects},
                                                                     {"regclass", {"int4", "oid"}},
                                                                     {"regtype", {"int4", "oid"}},
                                                                     {"regproc", {"int4", "oid"}},
                                                                     {"regrole", {"int4", "oid"}},
                                                                     {"regnamespace", {"int4", "oid"}}};
  const auto found = alike.find(from.name);
  if (found != alike.end() && found->second.contains(to.name)) return TypeChange::free;
  return TypeChange::rewrites;
}

}  // namespace barqdb::lint
