// What the linter finds in the revisions of a plan, beside the operations that it speaks of. Pure but for `text_of`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lint/lint.hpp"
#include "model/plan.hpp"

namespace barqdb::lint {

struct PlanHazards {
  model::Report report;                                         // the findings, each with its revision as evidence
  std::vector<std::vector<std::vector<model::Hazard>>> beside;  // by plan, by operation
};

// `chain`: every revision, in the order in which they are applied; what earlier ones made of the schema is known then.
// Of an upgrade these are the findings of `lint` over the revisions planned, without those about the way back alone;
// of a downgrade they are about the SQL that it sends. Operations that send nothing any more have none.
// Besides, index builds that block the writers of a table of `small_table` bytes or more (--online never).
PlanHazards hazards_of(const std::vector<model::Plan>& plans, std::vector<Unit> chain, const Options& options,
                       const TextOf& text_of, std::int64_t small_table);

}  // namespace barqdb::lint
