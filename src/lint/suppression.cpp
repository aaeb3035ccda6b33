// Finds and applies suppressions.
#include "lint/suppression.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "lint/psql_text.hpp"

namespace barqdb::lint {
namespace {

constexpr std::string_view word = "barqdb:ignore";

// Whether nothing but the marks of a comment stands before it on its line. YAML may hold SQL.
bool stands_in_yaml(std::string_view before) {
  before = base::trim(before);
  return before.ends_with("--") || before.ends_with("#") || before.ends_with("/*");
}

bool stands_in_sql(const PsqlText& sql, std::size_t line, std::size_t at) {
  if (!sql.is_comment(at)) return false;
  while (at > line && sql.is_comment(at - 1) && std::string_view(" \t-/*").find(sql.sql[at - 1]) != std::string::npos)
    --at;
  return at == line || !sql.is_comment(at - 1);
}

// Of the text behind the word: "-file a, b: because".
Suppression read(std::string_view rest, int line) {
  Suppression out;
  out.line = line;
  if (rest.starts_with("-file")) {
    out.whole_file = true;
    rest.remove_prefix(5);
  }
  if (const auto end = rest.find("*/"); end != std::string_view::npos) rest = rest.substr(0, end);
  const std::size_t colon = rest.find(':');
  for (const std::string_view part : base::split(rest.substr(0, colon), ',')) {
    if (!base::trim(part).empty()) out.rules.emplace_back(base::trim(part));
  }
  if (colon != std::string_view::npos) out.reason = base::trim(rest.substr(colon + 1));
  return out;
}

}  // namespace

std::vector<Suppression> find_suppressions(std::string_view text, Language language) {
  std::vector<Suppression> out;
  if (text.find(word) == std::string_view::npos) return out;
  const PsqlText sql = language == Language::sql ? read_psql_text(text) : PsqlText{};
  std::size_t counted = 0;
  int line = 1;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) {
    line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                        text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0: the first line
    const bool stands =
        language == Language::sql ? stands_in_sql(sql, begin, at) : stands_in_yaml(text.substr(begin, at - begin));
    if (!stands) continue;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(read(text.substr(at + word.size(), end - at - word.size()), line));
  }
  return out;
}

bool covers(const Suppression& suppression, int line, const std::vector<Extent>& extents) {
  if (suppression.whole_file) return true;
  const auto next = std::find_if(extents.begin(), extents.end(),
                                 [&](const Extent& extent) { return extent.last >= suppression.line; });
  return next != extents.end() && next->first == line;
}

}  // namespace barqdb::lint
