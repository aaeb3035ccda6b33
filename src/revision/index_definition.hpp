// One index definition: its keys, and what is wrong with them before any server is asked (docs/index-definitions.md).
#pragma once

#include <string>

#include "base/yaml.hpp"
#include "model/index_definition.hpp"

namespace barqdb::revision {

// Reads the keys of a definition from `map` into `definition`, whose table, name and places are set. The caller may
// have asked the map for keys of its own; it must not have finished it: this does.
void read_index_definition(base::YamlMap& map, model::IndexDefinition& definition, base::Diagnostics& diagnostics);

// One entry of `columns`: a name, or a map.
model::IndexColumn read_index_column(const base::YamlNode& node, base::Diagnostics& diagnostics);

// A map of names to values as written; anything else is a complaint.
model::Parameters read_parameters(const base::YamlNode* node, const std::string& what, base::Diagnostics& diagnostics);

}  // namespace barqdb::revision
