// pg_stat_statements as facts.
#pragma once

#include "db/connection.hpp"
#include "model/statement_usage.hpp"

namespace barqdb::catalog {

// Throws Error{refused} with the command that helps when the extension is not there or not loaded. Leaves search_path
// as it was.
model::StatementFacts read_statements(db::Connection& connection);

}  // namespace barqdb::catalog
