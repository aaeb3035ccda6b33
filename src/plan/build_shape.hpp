// What a CREATE INDEX statement will make, as far as its size goes. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace barqdb::plan {

struct BuildShape {
  std::string method;                // btree, gin, …
  std::vector<std::string> columns;  // keys and INCLUDE; "" for an expression
  std::string tablespace;            // "" where the statement names none
  bool partial = false;
};

// Nothing when it is no CREATE INDEX that the parser understands.
std::optional<BuildShape> build_shape(std::string_view sql);

}  // namespace barqdb::plan
