// How the server would run statements that it counted: planned with values that occur in the data, never executed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/statement_usage.hpp"

namespace barqdb::execute {

// One plan a statement, in their order; `error` says why there is none (utility statements, temporary tables that are
// gone, text that pg_stat_statements cut or normalized into something that does not parse, code of roles that are
// neither superusers nor this session's nor among `trusted_roles`, which planning would run). Parameters take a common
// value of the column that they are compared with, so that partial indexes and skewed columns count. Planning may look
// at the ends of an index, which raises its idx_scan.
std::vector<model::StatementPlan> plan_statements(db::Connection& connection,
                                                  const std::vector<model::StatementUsage>& statements,
                                                  const std::vector<std::string>& trusted_roles,
                                                  const std::function<void(std::size_t)>& on_statement);

}  // namespace barqdb::execute
