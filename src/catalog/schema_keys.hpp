// Reads what links tables and which columns are indexed. Any role may see all of it.
#pragma once

#include "db/connection.hpp"
#include "model/schema_keys.hpp"

namespace barqdb::catalog {

model::SchemaKeys read_schema_keys(db::Connection& connection);

}  // namespace barqdb::catalog
