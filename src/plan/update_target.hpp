// What an UPDATE statement sets. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/name.hpp"

namespace barqdb::plan {

struct UpdateTarget {
  model::QualifiedName table;  // as the statement names it
  std::vector<std::string> columns;
};

// The first UPDATE of the statement; also inside WITH. Nothing when there is none, or when it does not parse here.
std::optional<UpdateTarget> update_target(std::string_view statement);

}  // namespace barqdb::plan
