// Where a command that reads logs learns of foreign keys and indexes: --schema-from.
#pragma once

#include "cli/command.hpp"
#include "model/schema_keys.hpp"

namespace barqdb::cli {

Option schema_from_option();
// From the database when one is named on the command line (or asked for), from the revisions' SQL when asked for; empty
// otherwise. A database that cannot be reached goes to `not_examined` unless it was asked for by --schema-from.
model::SchemaKeys read_schema_keys(const Arguments& arguments, Context& context,
                                   std::vector<model::NotExamined>& not_examined);

}  // namespace barqdb::cli
