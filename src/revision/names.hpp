// Names of tables, indexes and columns in the user's files, with complaints at their place.
#pragma once

#include <string>

#include "base/error.hpp"
#include "model/name.hpp"

namespace barqdb::revision {

// A possibly schema-qualified name; empty after a complaint. `what` is for messages: "table", "collation".
model::QualifiedName read_qualified_name(const std::string& text, const std::string& what, const base::Place& place,
                                         base::Diagnostics& diagnostics);
// A name without a schema, such as an index has. Empty after a complaint.
std::string read_index_name(const std::string& text, const base::Place& place, base::Diagnostics& diagnostics);
// A column's name: any text is one; in double quotes it is unquoted. Empty after a complaint.
std::string read_column_name(const std::string& text, const base::Place& place, base::Diagnostics& diagnostics);

}  // namespace barqdb::revision
