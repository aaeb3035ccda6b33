// Counters of statements kept in a file, so that a later query-report can speak of the time since.
#pragma once

#include <string>

#include "model/statement_usage.hpp"

namespace barqdb::cli {

std::string statements_text(const model::StatementFacts& facts);
// Throws Error{usage} when the file cannot be read or was not written by `query-report --save`.
model::StatementFacts load_statements(const std::string& path);

}  // namespace barqdb::cli
