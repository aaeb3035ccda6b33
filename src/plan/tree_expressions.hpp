// What an expression of libpg-query's tree says: its column, how values are compared in it, whether it aggregates.
// Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "plan/statement_facts.hpp"

namespace barqdb::plan {

struct TreeColumn {
  std::string qualifier;  // of a table or an alias; may be ""
  std::string name;
};

// The first column that stands in an expression, also inside functions and casts; nothing inside a query of its own.
TreeColumn first_column(const nlohmann::json& expression);
// What the values are for that an A_Expr compares with a column.
ValueUse value_use(const nlohmann::json& expression);
// Whether every item of a SELECT's list is count(*) or the like.
bool aggregates(const nlohmann::json& targets);

}  // namespace barqdb::plan
