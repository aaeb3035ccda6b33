// The SQL of a finding that offers an index for dropping: to do, and to undo. Pure.
#pragma once

#include "analyze/index_review.hpp"
#include "model/dropped_definition.hpp"

namespace barqdb::analyze {

// Puts the statements to every finding with the verdict `drop`; without its definition an index is not offered with
// statements, and that is said in `not_examined`. Statements are separated by a semicolon and a line break. Where the
// planner would lose the statistics of an expression, CREATE STATISTICS comes first; on servers that cannot keep them
// (before PostgreSQL 14) the verdict becomes `review`.
void add_drop_statements(const CheckInput& input, const model::DroppedDefinitions& definitions, IndexReview& review);

}  // namespace barqdb::analyze
