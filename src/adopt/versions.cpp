// Matching by text, then by number.
#include "adopt/versions.hpp"

#include <algorithm>
#include <map>

#include "adopt/files.hpp"

namespace barqdb::adopt {
namespace {

// "0012" → "12"; "" for what is no number.
std::string number_of(const std::string& text) {
  if (text.empty() || leading_digits(text) != text) return "";
  return text.substr(std::min(text.find_first_not_of('0'), text.size() - 1));
}

}  // namespace

MatchedVersions match_versions(const std::vector<std::string>& versions, const std::vector<std::string>& ids) {
  std::map<std::string, std::string> by_number;
  for (const std::string& id : ids) {
    if (const std::string number = number_of(id); !number.empty()) by_number.emplace(number, id);
  }
  MatchedVersions out;
  std::map<std::string, int> times;
  for (const std::string& version : versions) {
    const int occurrence = ++times[version];
    const std::string id = id_of(version) + (occurrence > 1 ? "." + std::to_string(occurrence) : "");
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
      out.ids.push_back(id);
      continue;
    }
    const auto number = by_number.find(number_of(version));
    if (number != by_number.end() && occurrence == 1)
      out.ids.push_back(number->second);
    else
      out.unknown.push_back(version);
  }
  return out;
}

}  // namespace barqdb::adopt
