// Reads the use of all indexes from the server, and what goes with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/index_usage.hpp"

namespace barqdb::catalog {

// Three short queries. System schemas, temporary tables and barqdb's own schema are left out. Any role may see all of
// it.
model::IndexUsageFacts read_index_usage(db::Connection& connection);

// Schemas and tables of users, for complaints about a name that does not exist.
struct TableNames {
  std::vector<std::string> schemas;
  std::vector<model::QualifiedName> tables;
};
TableNames read_table_names(db::Connection& connection);

}  // namespace barqdb::catalog
