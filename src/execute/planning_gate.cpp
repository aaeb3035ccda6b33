// The session's settings, then the catalog's answer.
#include "execute/planning_gate.hpp"

#include "catalog/untrusted_code.hpp"

namespace barqdb::execute {

plan::PlanningGate read_planning_gate(db::Connection& connection, const std::vector<std::string>& trusted_roles) {
  // Compiling the question would take longer than answering it.
  connection.query("SET standard_conforming_strings = on; SET jit = off");
  const std::vector<model::UntrustedName> names = catalog::read_untrusted_code(connection, trusted_roles);
  if (names.empty()) return {names, true};
  return {names, connection.query("SHOW server_encoding").text(0, 0) == "UTF8"};
}

}  // namespace barqdb::execute
