// A file of index definitions: table → index name → definition.
#include <map>
#include <tuple>

#include "base/yaml.hpp"
#include "revision/index_definition.hpp"
#include "revision/names.hpp"
#include "revision/reader.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::Place;
using base::YamlNode;
using model::IndexDefinition;

// Names are unique by schema, not by table; the first place of each.
using Names = std::map<model::QualifiedName, Place>;

void read_table(const model::QualifiedName& table, const Place& table_place, const YamlNode& node, Names& names,
                std::vector<IndexDefinition>& out, Diagnostics& diagnostics) {
  if (!node.is_map() || node.entries.empty()) {
    diagnostics.add("the table " + table.text() + " must be a map of index names and definitions",
                    "write idx_name: {columns: [a, b]} under it, or remove it", node.place);
    return;
  }
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    const auto& [key, value] = node.entries[i];
    IndexDefinition definition;
    definition.table = table;
    definition.table_place = table_place;
    definition.place = node.key_places[i];
    definition.name = read_index_name(key, definition.place, diagnostics);
    const auto [first, added] = names.emplace(definition.qualified_name(), definition.place);
    if (!added && !definition.name.empty()) {
      diagnostics.add("the index " + definition.qualified_name().text() + " is already defined in line " +
                          std::to_string(first->second.line) + "; index names are unique by schema, not by table",
                      "rename one of the two", definition.place);
    }
    base::YamlMap map(value, "an index definition", diagnostics);
    if (!value.is_map()) continue;
    read_index_definition(map, definition, diagnostics);
    out.push_back(std::move(definition));
  }
}

}  // namespace

std::vector<IndexDefinition> parse_index_definitions(std::string_view text, const std::string& file,
                                                     Diagnostics& diagnostics) {
  std::vector<IndexDefinition> out;
  Names names;
  try {
    const YamlNode root = base::parse_yaml(text, file);
    if (!root.is_map()) {
      diagnostics.add("a file of index definitions must be a map of tables",
                      "write a table, under it an index: couriers: {idx_name: {columns: [a, b]}}", root.place);
      return out;
    }
    for (std::size_t i = 0; i < root.entries.size(); ++i) {
      const Place& place = root.key_places[i];
      const model::QualifiedName table = read_qualified_name(root.entries[i].first, "table", place, diagnostics);
      if (!table.name.empty()) read_table(table, place, root.entries[i].second, names, out, diagnostics);
    }
  } catch (const base::Error& error) {
    diagnostics.add(error);
  }
  return out;
}

std::vector<IndexDefinition> load_index_definitions(const std::string& path, Diagnostics& diagnostics) {
  try {
    return parse_index_definitions(base::load_file(path, base::YamlLimits{}.bytes), path, diagnostics);
  } catch (const base::Error& error) {
    diagnostics.add(error);
    return {};
  }
}

}  // namespace barqdb::revision
