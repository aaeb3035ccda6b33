// Plans the statements that the server remembers with and without certain indexes, in a transaction that is rolled
// back.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/what_if.hpp"

namespace barqdb::execute {

// Hides each index by turning pg_index.indisvalid off inside the transaction, which only a superuser may; elsewhere
// WhatIf::problem says what is missing. Each statement is planned as the role that ran it, as a generic plan, and not
// run. Those that lead to code of roles which are not trusted are left out (execute/planning_gate.hpp): the statement's
// role bounds their rights no more than the transaction does, since such code can take the session's back. The
// planner's own looks into indexes are not counted (track_counts is off meanwhile).
model::WhatIf try_without(db::Connection& connection, const std::vector<std::int64_t>& indexes,
                          const std::vector<std::string>& trusted_roles);
// The same with all of them hidden at once: WhatIf::together.
model::WhatIf try_without_all(db::Connection& connection, const std::vector<std::int64_t>& indexes,
                              const std::vector<std::string>& trusted_roles);

}  // namespace barqdb::execute
