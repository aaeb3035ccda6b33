// A map of a profile, whose values may hold variables; complaints are collected, so that all of them appear at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "base/yaml.hpp"
#include "config/profile.hpp"

namespace barqdb::config {

class Section {
 public:
  // `what` names the map for messages: "\"pool\" of a profile".
  Section(const base::YamlNode& node, const std::string& what, const Environment& environment,
          base::Diagnostics& diagnostics)
      : map_(node, what, diagnostics), what_(what), environment_(environment), diagnostics_(diagnostics) {}

  base::YamlMap& map() { return map_; }
  base::Diagnostics& diagnostics() { return diagnostics_; }
  // A map below this one, with the same variables.
  Section below(const base::YamlNode& node, const std::string& what) const {
    return {node, what, environment_, diagnostics_};
  }

  // The expanded value; "" when there is none, or when a variable of it is not set (a complaint).
  std::string text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  // A scalar that is no value of a key of this map.
  std::string expanded(const std::string& raw, const base::Place& place);

  // These leave `value` alone when the key is not there, or its value is none (a complaint).
  void duration(std::string_view key, base::Milliseconds& value);
  void size(std::string_view key, std::int64_t& value);
  void count(std::string_view key, int& value, long least, long most);
  void flag(std::string_view key, bool& value) { value = map_.flag(key, value); }

  // Complains about the words that are none of `known`, nor patterns of them; with an empty list about none.
  enum class Words { exact, patterns };
  void check_words(std::string_view key, const std::vector<std::string>& words, const std::vector<std::string>& known,
                   Words kind);

  void complain(std::string_view key, const std::string& what, const std::string& hint);

 private:
  base::YamlMap map_;
  std::string what_;
  const Environment& environment_;
  base::Diagnostics& diagnostics_;
};

}  // namespace barqdb::config
