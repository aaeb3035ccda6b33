// What an expression of libpg-query's tree says: its column, how values are compared in it, whether it aggregates.
// Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

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
// The items of a SELECT's list: the names of columns, "*" for all of a table, "" for what is none.
std::vector<std::string> selected_columns(const nlohmann::json& targets);
// The text at one place of every item; "" where an item has none.
std::vector<std::string> names_in(const nlohmann::json& list, const nlohmann::json::json_pointer& where);
// Whether every item of a SELECT's list is count(*) or the like.
bool aggregates(const nlohmann::json& targets);

}  // namespace barqdb::plan
