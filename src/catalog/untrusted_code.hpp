// What the planner would run of roles that are not trusted.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/untrusted_code.hpp"

namespace barqdb::catalog {

// Names that lead to code of roles other than superusers, session_user and `trusted_roles`, each once: functions that
// the planner folds or estimates with, and whatever depends on one. Usually none. Any role may ask.
std::vector<model::UntrustedName> read_untrusted_code(db::Connection& connection,
                                                      const std::vector<std::string>& trusted_roles);

}  // namespace barqdb::catalog
