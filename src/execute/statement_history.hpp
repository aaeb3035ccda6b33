// What statements cost from snapshot to snapshot, kept beside the counters of the indexes.
#pragma once

#include <cstdint>
#include <string>

#include "base/units.hpp"
#include "db/connection.hpp"
#include "model/statement_usage.hpp"

namespace barqdb::execute {

struct StoredStatements {
  bool counted = false;    // false: this database has no pg_stat_statements that counts
  std::int64_t grown = 0;  // statements that ran since the snapshot before
  std::string problem;     // why they could not be stored
};

// Inside the transaction of a snapshot, which goes on when this fails. `now` is its time.
StoredStatements store_statements(db::Connection& connection, const std::string& now);
void prune_statements(db::Connection& connection, base::Milliseconds retention);

// Since the last snapshot that is not younger than `since` (seconds since 1970), else since the first. Throws
// Error{server} without the right to read the tables.
model::StatementHistory read_statement_history(db::Connection& connection, std::int64_t since);

}  // namespace barqdb::execute
