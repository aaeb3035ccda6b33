// The head of a revision: the keys that the graph needs, the same in YAML and in a comment block of SQL.
#pragma once

#include <string>

#include "base/yaml.hpp"
#include "model/revision.hpp"

namespace barqdb::revision {

// Reads the keys of the head from `map` and checks their form. Keys of the rest are for the caller, as is finish().
model::Revision read_head(base::YamlMap& map, base::Diagnostics& diagnostics);

// The text of a YAML revision with its top-level `steps:` block blanked out, for parsing the head alone; lines stay
// where they are. The text may then no longer be YAML where the block has a form that is not recognized.
std::string without_steps(std::string_view text);

}  // namespace barqdb::revision
