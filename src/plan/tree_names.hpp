// Names in libpg-query's trees in their JSON form. (SyntaxNode has readers of its own, where the linter is.)
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/name.hpp"

namespace barqdb::plan {

model::QualifiedName relation_name(const nlohmann::json& range_variable);
// A name given as a list of String nodes: ["schema", "table"]; of a longer one the last two.
model::QualifiedName listed_name(const nlohmann::json& strings);

}  // namespace barqdb::plan
