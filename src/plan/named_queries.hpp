// Files of named queries: SQL with a header of comment lines before each statement. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/verification.hpp"

namespace barqdb::plan {

// Headers are lines "-- key: value" with the keys name, module, pair, repeat, writes and params; a query begins at its
// name and ends at the next one. Other comments are left alone. Throws Error{usage} with every complaint: a query
// without a name, a name twice, a value that is none, more than one statement under a name, gaps in the numbers of the
// parameters.
std::vector<model::NamedQuery> parse_named_queries(std::string_view text, const std::string& file);

}  // namespace barqdb::plan
