// A scanner for identifiers, as far as their length is concerned.
#include "lint/long_names.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace barqdb::lint {
namespace {

constexpr std::size_t longest_name = 63;

bool in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '$';
}

std::size_t end_of(std::string_view sql, std::string_view closing, std::size_t from) {
  const std::size_t at = sql.find(closing, from);
  return at == std::string_view::npos ? sql.size() : at + closing.size();
}

// Behind a comment or literal that begins at `at`; `at` itself when none does.
std::size_t skip(std::string_view sql, std::size_t at) {
  if (sql.substr(at, 2) == "--") return end_of(sql, "\n", at);
  if (sql.substr(at, 2) == "/*") return end_of(sql, "*/", at + 2);
  if (sql[at] == '\'') return end_of(sql, "'", at + 1);  // '' begins the next literal, which is as well
  if (sql[at] != '$') return at;
  const std::size_t tag = sql.find('$', at + 1);
  if (tag == std::string_view::npos || !std::all_of(sql.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                                    sql.begin() + static_cast<std::ptrdiff_t>(tag), in_word)) {
    return at;
  }
  return end_of(sql, sql.substr(at, tag - at + 1), tag + 1);
}

}  // namespace

std::vector<std::string> long_names(std::string_view sql) {
  std::vector<std::string> out;
  const auto take = [&](std::string name) {
    if (name.size() > longest_name) out.push_back(std::move(name));
  };
  for (std::size_t at = 0; at < sql.size();) {
    if (const std::size_t next = skip(sql, at); next > at) {
      at = next;
    } else if (sql[at] == '"') {
      const std::size_t end = std::min(sql.find('"', at + 1), sql.size());
      take(std::string(sql.substr(at + 1, end - at - 1)));
      at = end + 1;
    } else if (in_word(sql[at])) {
      const auto last = std::find_if_not(sql.begin() + static_cast<std::ptrdiff_t>(at), sql.end(), in_word);
      const auto end = static_cast<std::size_t>(last - sql.begin());
      take(base::lower(sql.substr(at, end - at)));
      at = end;
    } else {
      ++at;
    }
  }
  return out;
}

std::string cut_name(const std::string& name) { return std::string(base::first_bytes(name, longest_name)); }

}  // namespace barqdb::lint
