// A name for an index that a finding suggests. Pure.
#pragma once

#include <string>
#include <vector>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

// idx_<table>_<columns>, at most 63 bytes, with a number behind it when an index of the schema has that name already.
std::string new_index_name(const CheckInput& input, const model::QualifiedName& table,
                           const std::vector<std::string>& columns);

}  // namespace barqdb::analyze
