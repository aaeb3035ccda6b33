// Which statements that others wrote this session may plan.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "plan/planning_gate.hpp"

namespace barqdb::execute {

// For everything that plans statements which the server or a file remembers: EXPLAIN runs code of those who own what
// they name, with the rights of this session, and neither SET ROLE nor a read-only transaction holds it back. Asks
// once: what a role makes afterwards is not seen. The session reads string constants as the gate's parser does from
// then on.
plan::PlanningGate read_planning_gate(db::Connection& connection, const std::vector<std::string>& trusted_roles);

}  // namespace barqdb::execute
