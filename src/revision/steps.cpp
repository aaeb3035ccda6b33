// The list of steps, and the steps of indexes.
#include "revision/steps.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "revision/index_definition.hpp"
#include "revision/names.hpp"
#include "revision/reader.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::YamlMap;
using base::YamlNode;

// The keys of create_index and replace_index; nothing when they are no map.
std::optional<model::IndexDefinition> read_one_index(const YamlNode& node, const std::string& step,
                                                     Diagnostics& diagnostics) {
  YamlMap map(node, "a " + step + " step", diagnostics);
  if (!node.is_map()) return std::nullopt;
  model::IndexDefinition definition;
  for (const char* key : {"name", "table"}) {
    if (!map.text(key).empty()) continue;
    diagnostics.add("a " + step + " step has no " + std::string(key),
                    "write " + step + ": {name: idx_x, table: t, columns: [a]}", node.place);
  }
  definition.place = map.place("name");
  definition.table_place = map.place("table");
  const std::string name = map.text("name"), table = map.text("table");
  if (!name.empty()) definition.name = read_index_name(name, definition.place, diagnostics);
  if (!table.empty()) definition.table = read_qualified_name(table, "table", definition.table_place, diagnostics);
  read_index_definition(map, definition, diagnostics);
  return definition;
}

void read_create_index(const YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  if (auto definition = read_one_index(node, "create_index", diagnostics))
    body.steps.emplace_back(model::CreateIndexStep{{std::move(*definition)}, "", node.place});
}

void read_replace_index(const YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  if (auto definition = read_one_index(node, "replace_index", diagnostics))
    body.steps.emplace_back(model::ReplaceIndexStep{std::move(*definition), node.place});
}

void read_create_indexes(const YamlNode& node, const StepSource& source, model::RevisionBody& body,
                         Diagnostics& diagnostics) {
  if (!node.is_scalar()) {
    diagnostics.add("create_indexes must name a file", "write create_indexes: indexes/fleet.yaml", node.place);
    return;
  }
  const auto text = read_referred(node.scalar, base::YamlLimits{}.bytes, node.place, source, body, diagnostics);
  if (!text) return;
  body.steps.emplace_back(model::CreateIndexStep{
      parse_index_definitions(*text, source.folder + node.scalar, diagnostics), node.scalar, node.place});
}

void read_drop_index(const YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  if (!node.is_scalar()) {
    diagnostics.add("drop_index must name an index", "write drop_index: idx_old, or audit.idx_old", node.place);
    return;
  }
  body.steps.emplace_back(
      model::DropIndexStep{read_qualified_name(node.scalar, "index", node.place, diagnostics), node.place});
}

void read_analyze(const YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  model::AnalyzeStep step;
  step.place = node.place;
  const auto take = [&](const YamlNode& item) {
    if (item.is_scalar()) {
      step.tables.push_back(read_qualified_name(item.scalar, "table", item.place, diagnostics));
    } else {
      diagnostics.add("analyze must name tables", "write analyze: [couriers, audit.events]", item.place);
    }
  };
  if (node.is_sequence() && !node.items.empty()) {
    for (const YamlNode& item : node.items) take(item);
  } else {
    take(node);
  }
  body.steps.emplace_back(std::move(step));
}

using ReadStep = void (*)(const YamlNode&, const StepSource&, model::RevisionBody&, Diagnostics&);
struct StepKind {
  const char* name;
  ReadStep read;
};
constexpr std::array kinds{StepKind{"sql", read_sql_step},
                           StepKind{"create_index", read_create_index},
                           StepKind{"create_indexes", read_create_indexes},
                           StepKind{"drop_index", read_drop_index},
                           StepKind{"replace_index", read_replace_index},
                           StepKind{"add_foreign_key", read_add_foreign_key},
                           StepKind{"add_check", read_add_check},
                           StepKind{"add_unique", read_add_unique},
                           StepKind{"set_not_null", read_set_not_null},
                           StepKind{"analyze", read_analyze},
                           StepKind{"backfill", read_backfill}};

void read_step(const YamlNode& node, const StepSource& source, model::RevisionBody& body, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const StepKind& kind : kinds) names.emplace_back(kind.name);
  const std::string known = "the steps are: " + base::join(names, ", ");
  if (!node.is_map() || node.entries.size() != 1) {
    diagnostics.add("a step must be one key with its value", known, node.place);
    return;
  }
  const std::string& name = node.entries.front().first;
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const StepKind& kind) { return kind.name == name; });
  if (found != kinds.end()) {
    found->read(node.entries.front().second, source, body, diagnostics);
    return;
  }
  const std::string near = base::nearest(name, names);
  diagnostics.add("there is no step \"" + base::one_line(name, 60) + "\"",
                  near.empty() ? known : "did you mean \"" + near + "\"?", node.key_places.front());
}

}  // namespace

std::optional<std::string> read_referred(const std::string& path, std::size_t limit, const base::Place& place,
                                         const StepSource& source, model::RevisionBody& body,
                                         Diagnostics& diagnostics) {
  try {
    std::string text = source.load(path, limit, place);
    base::check_text(text, source.folder + path);
    const auto known = [&](const model::ReferredFile& file) { return file.path == path; };
    if (std::none_of(body.files.begin(), body.files.end(), known)) {
      body.files.push_back({path, base::sha256_hex(text)});
    }
    return text;
  } catch (const base::Error& error) {
    diagnostics.add(error);
    return std::nullopt;
  }
}

void read_steps(const YamlNode& node, const StepSource& source, model::RevisionBody& body, Diagnostics& diagnostics) {
  if (node.is_null()) return;
  if (!node.is_sequence()) {
    diagnostics.add("\"steps\" must be a list", "write each step in a line of its own: - analyze: couriers",
                    node.place);
    return;
  }
  for (const YamlNode& step : node.items) read_step(step, source, body, diagnostics);
}

}  // namespace barqdb::revision
