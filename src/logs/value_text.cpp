// Text only: a form that is not one of the usual ones is left alone.
#include "logs/value_text.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace barqdb::logs {
namespace {

bool name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         c == '"' || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t blanks_before(const std::string& text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  return at;
}

// Behind "::integer", "::character varying" has blanks and is left alone.
std::size_t cast_end(const std::string& query, std::size_t at) {
  if (query.compare(at, 2, "::") != 0) return at;
  std::size_t end = at + 2;
  while (end < query.size() && name_character(query[end])) ++end;
  return end;
}

// A comparison "column = $n" or "column IN ($n)".
struct Comparison {
  bool known = false;      // else it has another form
  std::size_t begin = 0;   // of the column
  std::size_t middle = 0;  // behind the column
  std::size_t end = 0;     // behind the value
  std::string column;      // "" when an expression stands there
  std::string value;       // with its cast
  bool array = false;      // = ANY ($n)
};

Comparison comparison_at(const std::string& query, std::size_t slot) {
  const TextPlace place = value_at(query, slot);
  if (place.length == 0) return {};
  Comparison out;
  out.end = cast_end(query, place.at + place.length);
  out.value = query.substr(place.at, out.end - place.at);
  std::size_t at = blanks_before(query, place.at);
  if (at > 0 && query[at - 1] == '(') {
    if (out.end >= query.size() || query[out.end] != ')') return {};
    ++out.end;
    at = blanks_before(query, at - 1);
    const std::string before = base::lower(query.substr(0, at));
    if (before.ends_with(" in")) {
      at -= 3;
    } else if (before.ends_with("any")) {
      at = blanks_before(query, at - 3);
      out.array = true;
    } else {
      return {};
    }
    if (out.array && (at == 0 || query[--at] != '=')) return {};
  } else {
    if (at == 0 || query[--at] != '=') return {};
  }
  out.known = true;
  out.middle = out.begin = blanks_before(query, at);
  while (out.begin > 0 && name_character(query[out.begin - 1])) --out.begin;
  out.column = query.substr(out.begin, out.middle - out.begin);
  if (std::count(out.column.begin(), out.column.end(), '"') % 2 != 0) out.column.clear();  // a name with blanks
  return out;
}

// "$1" → "$1", "$1::integer" → "$1::integer[]"
std::string as_array(const std::string& value) { return value.find("::") == std::string::npos ? value : value + "[]"; }

}  // namespace

TextPlace value_at(const std::string& query, std::size_t slot) {
  std::size_t seen = 0;
  for (std::size_t at = query.find('$'); at != std::string::npos; at = query.find('$', at + 1)) {
    std::size_t end = at + 1;
    while (end < query.size() && query[end] >= '0' && query[end] <= '9') ++end;
    if (end == at + 1) continue;
    if (seen++ == slot) return {at, end - at};
  }
  return {};
}

std::string compared_text(const std::string& query, std::size_t slot) { return comparison_at(query, slot).column; }

std::string with_any(const std::string& query, std::size_t slot) {
  const Comparison found = comparison_at(query, slot);
  if (!found.known) return "";
  if (found.array) return query;
  return query.substr(0, found.middle) + " = ANY(" + as_array(found.value) + ")" + query.substr(found.end);
}

SideBySide comparisons_of(const std::string& query, const std::vector<std::size_t>& slots) {
  SideBySide out;
  for (const std::size_t slot : slots) {
    const Comparison found = comparison_at(query, slot);
    if (found.column.empty() || found.array) return {};
    if (out.columns.empty()) {
      out.begin = found.begin;
    } else if (base::lower(query.substr(out.end, found.begin - out.end)) != " and ") {
      return {};
    }
    out.end = found.end;
    out.columns += (out.columns.empty() ? "" : ", ") + found.column;
    out.arrays += (out.arrays.empty() ? "" : ", ") + as_array(found.value);
  }
  return out;
}

std::string with_rows(const std::string& query, const std::vector<std::size_t>& slots) {
  const SideBySide all = comparisons_of(query, slots);
  if (all.columns.empty()) return "";
  return query.substr(0, all.begin) + "(" + all.columns + ") IN (SELECT * FROM unnest(" + all.arrays + "))" +
         query.substr(all.end);
}

std::vector<std::size_t> varying_keys(const Loop& loop) {
  std::vector<std::size_t> slots;
  for (std::size_t i = 0; i < loop.shape->uses.size() && i < 64; ++i) {
    const plan::ValueUse use = loop.shape->uses[i];
    const bool compared = use == plan::ValueUse::equal || use == plan::ValueUse::list;
    if ((loop.varying >> i & 1U) != 0 && compared) slots.push_back(i);
  }
  return slots;
}

}  // namespace barqdb::logs
