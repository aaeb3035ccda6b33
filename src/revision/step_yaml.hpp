// Steps as the YAML of a revision: those that a generated revision is made of.
#pragma once

#include <string>
#include <vector>

#include "model/revision.hpp"

namespace barqdb::revision {

// "  - create_index: {…}" and so on, each with a line break behind it. create_index with one definition, replace_index,
// drop_index and sql; others have no place in a generated revision and are a bug.
std::string steps_text(const std::vector<model::Step>& steps);

}  // namespace barqdb::revision
