// Which columns and tables a wanted index speaks of. Pure.
#pragma once

#include <string>

#include "plan/wanted_indexes.hpp"

namespace barqdb::plan {

// Whether a key, an included column, an expression or the condition is or has the column.
bool uses_column(const WantedIndex& index, const std::string& column);
// Whether an expression or the condition may name the table: whose row it takes, or by a constant's text.
bool names_table(const WantedIndex& index, const std::string& table);
// False when an expression or the condition names it in a way that could not be followed.
bool rename_column_in(model::IndexDefinition& definition, const std::string& from, const std::string& to);

}  // namespace barqdb::plan
