// One rule for files that are read and for files that are written.
#include "revision/ids.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace barqdb::revision {

std::string id_problem(const std::string& id) {
  constexpr std::size_t longest_id = 128;
  constexpr std::array<std::string_view, 4> words{"head", "heads", "base", "current"};
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  };
  if (id.empty()) return "is empty";
  if (id.size() > longest_id) return "is longer than 128 characters";
  if (!std::all_of(id.begin(), id.end(), allowed)) return "has a character other than letters, digits, _ and .";
  if (std::find(words.begin(), words.end(), id) != words.end()) return "is a word that targets use";
  return "";
}

}  // namespace barqdb::revision
