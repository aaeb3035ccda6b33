// The server keeps a switch as it was written, so that every spelling of false has to be known.
#include "analyze/storage_option.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace barqdb::analyze {

bool switched_off(const std::map<std::string, std::string>& options, const std::string& name) {
  const auto found = options.find(name);
  if (found == options.end() || found->second.empty()) return false;
  std::string word = found->second;
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
  if (word == "0") return true;
  if (word == "o") return false;  // the beginning of both on and off
  for (const std::string_view no : {"off", "false", "no"}) {
    if (no.starts_with(word)) return true;
  }
  return false;
}

}  // namespace barqdb::analyze
