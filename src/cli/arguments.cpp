// What the parser found, by name.
#include <algorithm>

#include "base/text.hpp"
#include "cli/command.hpp"

namespace barqdb::cli {

std::string key_of(const Option& option) {
  std::string names = option.names.substr(0, option.names.find(' '));
  names = names.substr(names.rfind(',') + 1);
  return base::lower(names.substr(std::min(names.find_first_not_of('-'), names.size())));
}

bool Arguments::flag(const std::string& name) const { return values.contains(name); }

bool Arguments::given(const std::string& name) const { return values.contains(name); }

std::string Arguments::text(const std::string& name) const {
  if (const auto found = values.find(name); found != values.end() && !found->second.empty())
    return found->second.back();
  const auto fallback = fallbacks.find(name);
  return fallback == fallbacks.end() ? std::string() : fallback->second;
}

std::vector<std::string> Arguments::texts(const std::string& name) const {
  if (const auto found = values.find(name); found != values.end()) return found->second;
  const auto fallback = fallbacks.find(name);
  if (fallback == fallbacks.end() || fallback->second.empty()) return {};
  return {fallback->second};
}

}  // namespace barqdb::cli
