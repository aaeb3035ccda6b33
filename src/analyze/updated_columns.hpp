// Which columns of a table its UPDATE statements set, as far as pg_stat_statements remembers them. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

// Column → rows that were written with it. A statement that names its table without a schema is taken for every table
// of that name.
using UpdatedColumns = std::map<std::string, std::int64_t>;

UpdatedColumns updated_columns(const CheckInput& input, const model::QualifiedName& table);

// The columns that an index depends on: keys, INCLUDE, and those that its expressions and predicate name.
std::set<std::string> columns_of_index(const CheckInput& input, const IndexTotals& index);

}  // namespace barqdb::analyze
