// What `bench fleet` measured. Times are milliseconds, medians of a few rounds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace barqdb::model {

// One way to an answer: all its statements together.
struct WorkloadMeasure {
  std::string group;  // the operation
  std::string side;   // naive or better
  double ms = 0;      // on the client: statements sent, results received
  std::int64_t statements = 0;
  std::int64_t bytes = 0;  // of results, in the client's memory at once
};

// The database at one point of the chain.
struct FleetState {
  std::string revision;
  std::int64_t indexes = 0;      // of the application, without those of constraints
  std::int64_t index_bytes = 0;  // of all indexes
  std::vector<WorkloadMeasure> superuser;
  std::vector<WorkloadMeasure> plain_role;  // under row-level security
  double commits_ms = 0;                    // the updates of batch_update, each with its own commit
};

struct FleetBenchmark {
  std::int64_t couriers = 0;
  std::int64_t rows = 0;
  FleetState before;
  FleetState after;
  double build_ms = 0;  // of the indexes between them
};

}  // namespace barqdb::model
