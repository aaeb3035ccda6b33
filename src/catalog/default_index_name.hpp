// The name that PostgreSQL gives to an index when nobody names it.
#pragma once

#include <string>
#include <vector>

namespace barqdb::catalog {

// `columns` are the names of the index's own columns. Without the number that the server adds when the name is taken.
std::string default_index_name(const std::string& table, const std::vector<std::string>& columns);

}  // namespace barqdb::catalog
