// Adds to findings what the planner would do without their indexes.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"

namespace barqdb::cli {

// Findings with the verdict drop get what_if_* as evidence; one whose index makes a plan cost less than without it by
// more than a tenth turns to review. What could not be tried goes to not_examined.
void add_what_if(db::Connection& connection, const std::vector<std::string>& trusted_roles, model::Report& report);

// What the planner would do without all of these indexes (schema.name) at once.
struct JointProof {
  std::string text;
  bool worse = false;  // by more than a tenth
};
JointProof try_together(db::Connection& connection, const std::vector<std::string>& indexes,
                        const std::vector<std::string>& trusted_roles);

}  // namespace barqdb::cli
