// pg_stat_statements as facts.
#pragma once

#include <string_view>

#include "db/connection.hpp"
#include "model/statement_usage.hpp"

namespace barqdb::catalog {

// Throws Error{refused} with the command that helps when the extension is not there or not loaded. Leaves search_path
// as it was.
model::StatementFacts read_statements(db::Connection& connection);

// Until the transaction ends the view of pg_stat_statements is found without its schema. That schema comes last:
// whoever may create in it must not put operators in place of the server's.
void look_for_statements(db::Connection& connection, std::string_view extension_schema);

}  // namespace barqdb::catalog
