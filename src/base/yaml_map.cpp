// Typed access to the entries of a map, and the complaint about keys that nobody knows.
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "base/yaml.hpp"

namespace barqdb::base {

YamlNode::YamlNode() = default;

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

YamlMap::YamlMap(const YamlNode& node, std::string what, Diagnostics& diagnostics)
    : node_(node), what_(std::move(what)), diagnostics_(diagnostics) {
  if (node_.is_map()) return;
  diagnostics_.add(what_ + (node_.is_null() ? " is empty" : " must be a map of keys and values"),
                   "write it as lines of \"key: value\", or as {key: value, key: value}", node_.place);
}

const YamlNode* YamlMap::take(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return node_.find(key);
}

std::string YamlMap::text(std::string_view key, std::string fallback) {
  const YamlNode* value = take(key);
  if (value == nullptr || value->is_null()) return fallback;
  if (value->is_scalar()) return value->scalar;
  diagnostics_.add("\"" + std::string(key) + "\" of " + what_ + " must be one text",
                   "write " + std::string(key) + ": \"...\"", value->place);
  return fallback;
}

bool YamlMap::flag(std::string_view key, bool fallback) {
  const YamlNode* value = take(key);
  if (value == nullptr || value->is_null()) return fallback;
  const std::string word = value->is_scalar() ? lower(value->scalar) : "";
  if (word == "true" || word == "yes" || word == "on") return true;
  if (word == "false" || word == "no" || word == "off") return false;
  diagnostics_.add("\"" + std::string(key) + "\" of " + what_ + " must be true or false",
                   "write " + std::string(key) + ": true, or " + std::string(key) + ": false", value->place);
  return fallback;
}

long YamlMap::integer(std::string_view key, long fallback) {
  const YamlNode* value = take(key);
  if (value == nullptr || value->is_null()) return fallback;
  const std::string& digits = value->scalar;
  long number = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failed == std::errc{} && end == digits.data() + digits.size()) return number;
  diagnostics_.add("\"" + std::string(key) + "\" of " + what_ + " must be a whole number",
                   "write " + std::string(key) + ": " + std::to_string(fallback), value->place);
  return fallback;
}

std::vector<std::string> YamlMap::texts(std::string_view key) {
  const YamlNode* value = take(key);
  if (value == nullptr || value->is_null()) return {};
  if (value->is_scalar()) return {value->scalar};
  std::vector<std::string> out;
  for (const YamlNode& item : value->items) {
    if (item.is_scalar()) {
      out.push_back(item.scalar);
    } else {
      diagnostics_.add("\"" + std::string(key) + "\" of " + what_ + " has an item that is not a text",
                       "write " + std::string(key) + ": [a, b]", item.place);
    }
  }
  if (value->is_map()) {
    diagnostics_.add("\"" + std::string(key) + "\" of " + what_ + " must be one text or a list of texts",
                     "write " + std::string(key) + ": [a, b]", value->place);
  }
  return out;
}

const YamlNode* YamlMap::node(std::string_view key) { return take(key); }

bool YamlMap::has(std::string_view key) const { return node_.find(key) != nullptr; }

Place YamlMap::place(std::string_view key) const {
  const YamlNode* value = node_.find(key);
  return value != nullptr ? value->place : node_.place;
}

void YamlMap::finish() {
  for (std::size_t i = 0; i < node_.entries.size(); ++i) {
    const std::string& key = node_.entries[i].first;
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const std::string near = nearest(key, known_);
    diagnostics_.add(what_ + " has no key \"" + one_line(key, 60) + "\"",
                     near.empty() ? "known keys: " + join(known_, ", ") : "did you mean \"" + near + "\"?",
                     node_.key_places[i]);
  }
}

}  // namespace barqdb::base
