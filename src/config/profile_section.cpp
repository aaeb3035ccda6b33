// Typed access to a map of a profile.
#include "config/profile_section.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "config/expand.hpp"

namespace barqdb::config {
namespace {

constexpr std::size_t few_ids = 30;

}  // namespace

std::string Section::text(std::string_view key) {
  const std::string raw = map_.text(key);
  return expanded(raw, map_.place(key));
}

std::vector<std::string> Section::texts(std::string_view key) {
  std::vector<std::string> out;
  for (const std::string& raw : map_.texts(key)) {
    std::string value = expanded(raw, map_.place(key));
    if (!value.empty()) out.push_back(std::move(value));  // ${REPLICA_URL:-} is none
  }
  return out;
}

std::string Section::expanded(const std::string& raw, const base::Place& place) {
  try {
    return expand(raw, environment_, place);
  } catch (const base::Error& error) {
    diagnostics_.add(error);
    return "";
  }
}

void Section::duration(std::string_view key, base::Milliseconds& value) {
  const std::string given = text(key);
  if (given.empty()) return;
  if (const auto parsed = base::parse_duration(given)) {
    value = *parsed;
  } else {
    complain(key, "must be a duration", "write a number with its unit: 500ms, 30s, 5m, 2h or 14d (at most 36500d)");
  }
}

void Section::size(std::string_view key, std::int64_t& value) {
  const std::string given = text(key);
  if (given.empty()) return;
  if (const auto parsed = base::parse_size(given)) {
    value = *parsed;
  } else {
    complain(key, "must be a size", "write a number with its unit: 8kB, 1MiB or 2GB");
  }
}

void Section::count(std::string_view key, int& value, long least, long most) {
  const std::string given = text(key);
  if (given.empty()) return;
  long number = -1;
  try {
    std::size_t used = 0;
    number = std::stol(given, &used);
    if (used != given.size()) number = least - 1;
  } catch (const std::logic_error&) {
    number = least - 1;
  }
  if (number >= least && number <= most) {
    value = static_cast<int>(number);
  } else {
    complain(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most),
             "for example " + std::string(key) + ": " + std::to_string(value));
  }
}

void Section::check_words(std::string_view key, const std::vector<std::string>& words,
                          const std::vector<std::string>& known, Words kind) {
  for (const std::string& word : words) {
    const auto means = [&](const std::string& id) {
      return kind == Words::patterns ? base::matches_pattern(id, word) : id == word;
    };
    if (known.empty() || std::any_of(known.begin(), known.end(), means)) continue;
    const std::string near = base::nearest(word, known);
    complain(key, "names \"" + base::one_line(word, 60) + "\", which does not exist",
             !near.empty()             ? "did you mean \"" + near + "\"?"
             : known.size() <= few_ids ? "there are: " + base::join(known, ", ")
                                       : "list them with: barqdb lint --rules");
  }
}

void Section::complain(std::string_view key, const std::string& what, const std::string& hint) {
  diagnostics_.add("\"" + std::string(key) + "\" of " + what_ + " " + what, hint, map_.place(key));
}

}  // namespace barqdb::config
