// PostgreSQL's parse tree of SQL text in libpg-query's JSON form. (plan/syntax_tree.hpp has it as plain values.) Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace barqdb::plan {

// {"stmts": [{"stmt": {"CreateStmt": {…}}}, …]}; null when the text does not parse or is nested too deep.
nlohmann::json statement_tree(std::string_view sql);

}  // namespace barqdb::plan
