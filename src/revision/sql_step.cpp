// The step `sql`: text in the revision or in files beside it, and the way back.
#include "base/text.hpp"
#include "revision/steps.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::Place;
using base::YamlMap;
using base::YamlNode;

constexpr std::size_t largest_sql = 64u << 20;

// Where the first character of a scalar's text stands: behind the quote, or in the line after the sign of a block.
Place text_place(std::string_view source, const YamlNode& node) {
  Place place = node.place;
  std::size_t begin = 0;
  for (int line = 1; line < place.line && begin != std::string_view::npos; ++line) {
    begin = source.find('\n', begin);
    if (begin != std::string_view::npos) ++begin;
  }
  if (begin == std::string_view::npos || begin + static_cast<std::size_t>(place.column) > source.size()) return place;
  const std::size_t at = begin + static_cast<std::size_t>(place.column) - 1;
  if (source[at] == '"' || source[at] == '\'') ++place.column;
  if (source[at] != '|' && source[at] != '>') return place;
  ++place.line;  // empty lines at the beginning are part of the text
  for (std::size_t end = source.find('\n', at); end != std::string_view::npos; end = source.find('\n', end + 1)) {
    const std::size_t first = source.find_first_not_of(' ', end + 1);
    if (first == std::string_view::npos || source[first] == '\n') continue;
    place.column = static_cast<int>(first - end);
    return place;
  }
  return place;
}

struct Direction {
  std::optional<std::string> text;
  std::string file;
  Place place;
};

// `up` and `up_file`, or `down` and `down_file`.
Direction read_direction(YamlMap& map, const std::string& key, const StepSource& source, model::RevisionBody& body,
                         Diagnostics& diagnostics) {
  Direction out;
  const std::string file_key = key + "_file";
  const YamlNode* inline_text = map.node(key);
  const std::string text = map.text(key);
  out.file = map.text(file_key);
  out.place = map.place(key);
  if (inline_text != nullptr && map.has(file_key)) {
    diagnostics.add("a sql step has both " + key + " and " + file_key, "keep one of the two", map.place(file_key));
  } else if (inline_text != nullptr) {
    out.text = text;
    if (inline_text->is_scalar()) out.place = text_place(source.text, *inline_text);
  } else if (map.has(file_key)) {
    out.text = read_referred(out.file, largest_sql, map.place(file_key), source, body, diagnostics);
    out.place = {source.folder + out.file, 1, 1};
  }
  // A value of another kind has its own complaint already.
  const bool text_wanted = inline_text == nullptr || inline_text->is_scalar() || inline_text->is_null();
  if (out.text && text_wanted && base::trim(*out.text).empty()) {
    diagnostics.add("the SQL of \"" + key + "\" is empty",
                    key == "up" ? "write SQL, or remove the step" : "write SQL, or remove the key", out.place);
  }
  return out;
}

}  // namespace

void read_sql_step(const YamlNode& node, const StepSource& source, model::RevisionBody& body,
                   Diagnostics& diagnostics) {
  model::SqlStep step;
  step.place = node.place;
  if (!node.is_map()) {
    diagnostics.add("a sql step must be a map", "write sql: {up: \"...\", down: \"...\"}", node.place);
    return;
  }
  YamlMap map(node, "a sql step", diagnostics);
  const Direction up = read_direction(map, "up", source, body, diagnostics);
  const Direction down = read_direction(map, "down", source, body, diagnostics);
  step.irreversible = map.flag("irreversible");
  step.transaction = map.flag("transaction", true);
  if (!up.text && !map.has("up") && !map.has("up_file")) {
    diagnostics.add("a sql step has neither up nor up_file", "write up: \"ALTER TABLE ...\"", node.place);
  }
  if (step.irreversible && (map.has("down") || map.has("down_file"))) {
    diagnostics.add("a sql step is irreversible and yet has the way back", "keep either down or irreversible: true",
                    map.place("irreversible"));
  }
  map.finish();
  step.up = up.text.value_or("");
  step.up_file = up.file;
  step.up_place = up.place;
  step.down = down.text;
  step.down_place = down.place;
  body.steps.emplace_back(std::move(step));
}

}  // namespace barqdb::revision
