// Server → tables as texts that change when their definition does.
#pragma once

#include <map>
#include <set>
#include <string>

#include "db/connection.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {

// By schema.name; tables that do not exist are left out.
std::map<std::string, std::string> read_table_definitions(db::Connection& connection,
                                                          const std::set<model::QualifiedName>& tables);

}  // namespace barqdb::catalog
