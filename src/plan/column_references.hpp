// Which columns an expression or predicate of an index names. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace barqdb::plan {

struct ColumnReference {
  std::string column;
  std::size_t offset = 0;  // bytes from the start of the expression
};

// Empty when the expression does not parse here. A whole-row reference (t.*) names no column.
std::vector<ColumnReference> column_references(std::string_view expression);

}  // namespace barqdb::plan
