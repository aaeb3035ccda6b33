// Whether a constraint that exists is what a definition asks for. Pure.
#pragma once

#include <string>

#include "plan/make.hpp"

namespace barqdb::plan {

// The message of the refusal, with both definitions; "" when they are the same. A check's expression is compared as
// the server prints it (PlanInput::comparisons, by the name schema.table.constraint), the index of a unique constraint
// likewise, by its own name.
std::string difference(const model::ConstraintDefinition& wanted, const model::ConstraintFacts& existing,
                       const PlanInput& input);
std::string difference(const model::AddUniqueStep& wanted, const model::ConstraintFacts& existing,
                       const PlanInput& input);

}  // namespace barqdb::plan
