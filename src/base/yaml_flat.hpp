// A quick reader for the simplest YAML, which the heads of revisions nearly always are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/yaml.hpp"

namespace barqdb::base {

// A map of plain ASCII keys to one-line scalars, a key a line, comments on lines of their own: read without yaml-cpp,
// which costs more than all else when a chain has 10,000 files. Nothing for any other text, right or wrong: the full
// parser decides then. What is read is exactly what the full parser would read.
std::optional<YamlNode> parse_flat_yaml(std::string_view text, const std::string& file, int line_offset,
                                        const YamlLimits& limits);

// The full parser alone, for a text that parse_yaml has checked; tests compare the two.
YamlNode parse_full_yaml(std::string_view text, const std::string& file, int line_offset, const YamlLimits& limits);

}  // namespace barqdb::base
