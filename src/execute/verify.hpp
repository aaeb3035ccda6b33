// Runs named queries under EXPLAIN and measures them; every transaction is rolled back.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "model/verification.hpp"

namespace barqdb::execute {

struct VerifyOptions {
  int rounds = 5;                      // measured ones; a round before them warms up and does not count
  bool run = true;                     // false: only planned, nothing is executed
  base::Milliseconds timeout{60'000};  // of one statement; 0 is none
  std::string role;  // SET ROLE for the queries: row-level security applies to it; "" is the session's
  std::vector<std::pair<std::string, std::string>> settings;  // set for the session first: app.current_org_id …
};

// Queries take turns, so that whatever else the machine does meets all of them alike. A query that fails carries its
// error and is left out of later rounds. The connection is not to be used for anything else afterwards. `on_query` is
// told the round (0 warms up) and the query before each execution.
std::vector<model::QueryMeasure> verify_queries(db::Connection& connection,
                                                const std::vector<model::NamedQuery>& queries,
                                                const VerifyOptions& options,
                                                const std::function<void(int round, std::size_t query)>& on_query);

}  // namespace barqdb::execute
