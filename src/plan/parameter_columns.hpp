// Which columns a statement compares, and which parameter with which: from PostgreSQL's own parser. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace barqdb::plan {

// A comparison of a column with a constant or a parameter, or the place of a parameter elsewhere.
struct ColumnUse {
  enum class Kind { equality, range, pattern, list, limit, offset, other };
  Kind kind = Kind::other;
  std::string table;   // as SQL: schema.table, quoted where needed; "" when the parser alone cannot tell
  std::string column;  // not quoted
  int parameter = 0;   // $n; 0 for a constant
};

// In the order of the text; empty when the statement does not parse. A column without an alias belongs to the only
// table of the statement; with several tables it is left open.
std::vector<ColumnUse> comparisons_of(std::string_view statement);

}  // namespace barqdb::plan
