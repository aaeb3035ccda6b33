// What the ledger of a database remembers of one revision.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/plan.hpp"
#include "model/revision.hpp"

namespace barqdb::execute {

struct StepOutcome {
  std::vector<std::string> counts;  // "3 done", "1 failed"; one outcome of one operation is the word alone
  std::string error;                // of a failed one
  base::Milliseconds took{0};
};

struct RevisionState {
  bool applied = false;
  bool stamped = false;
  std::string applied_at;
  std::string applied_by;
  base::Milliseconds took{0};
  std::string checksum;
  std::vector<model::ReferredFile> files;
  bool attempted = false;  // there are steps in the ledger
  bool unfinished = false;
  model::Direction direction = model::Direction::up;  // of the last attempt
  std::map<int, StepOutcome> steps;
};

RevisionState read_revision_state(db::Connection& connection, const std::string& revision);

}  // namespace barqdb::execute
