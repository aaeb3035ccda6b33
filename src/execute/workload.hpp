// Runs named queries as an application would: statement by statement, results fetched.
#pragma once

#include <vector>

#include "db/connection.hpp"
#include "model/fleet_benchmark.hpp"
#include "model/verification.hpp"

namespace barqdb::execute {

// One measure a side of a pair, in the order in which the sides first appear. The sides take turns over the rounds; a
// first round warms up. Each side runs in one transaction that is rolled back.
std::vector<model::WorkloadMeasure> run_workload(db::Connection& connection,
                                                 const std::vector<model::NamedQuery>& queries, int rounds);

// The statements of one query, `repeat` times, each committed by itself: milliseconds. What they write stays.
double run_committed(db::Connection& connection, const model::NamedQuery& query);

}  // namespace barqdb::execute
