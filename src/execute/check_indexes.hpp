// The live indexes held against those that the chain says there are; the server judges what is the same.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/inspected_index.hpp"
#include "model/report.hpp"
#include "plan/wanted_indexes.hpp"

namespace barqdb::execute {

struct IndexCheckInput {
  const plan::WantedIndexes* wanted = nullptr;
  std::vector<std::string> ignore;   // patterns of index or schema.index: never called extra or invalid
  std::set<std::string> unsettled;   // names of indexes of revisions that are not applied, or in part: never extra
  std::vector<std::string> unknown;  // revisions that are applied and that no file has: what they made is not known
  base::Place head;                  // where a finding points that no definition goes with
};

struct IndexCheck {
  std::vector<model::Finding> findings;       // check.missing, check.changed, check.invalid, check.extra
  std::vector<model::QualifiedName> missing;  // those of check.missing that have a name
  std::vector<model::NotExamined> not_examined;
  std::int64_t wanted = 0;
  std::int64_t live = 0;  // without those of constraints
};

// Must not be called inside a transaction. Needs TEMPORARY on the database and SELECT on the tables, for the
// comparison.
IndexCheck check_indexes(db::Connection& connection, const IndexCheckInput& input);

}  // namespace barqdb::execute
