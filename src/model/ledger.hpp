// What schema barqdb in the target database remembers.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/plan.hpp"
#include "model/revision.hpp"

namespace barqdb::model {

struct AppliedRevision {
  std::string id;
  std::string checksum;
  std::string file;
  std::vector<ReferredFile> files;
  std::string applied_at;
  bool stamped = false;
};

// One attempt at one operation, written before its statement.
struct StepRecord {
  std::int64_t id = 0;
  std::string revision;
  Direction direction = Direction::up;
  int step = 0;
  Intent intent = Intent::sql;
  std::string object;
  std::string hash;
  std::string prior;    // JSON of a dropped definition, or ""
  std::string outcome;  // started, done, adopted, failed
  bool open = true;     // the revision was not finished in this direction yet
};

// Which chain a ledger belongs to.
struct ChainIdentity {
  std::string project;             // as the profile names it; "" when it names none
  std::vector<std::string> bases;  // ids of the revisions without a parent, sorted

  friend bool operator==(const ChainIdentity&, const ChainIdentity&) = default;
};

struct Ledger {
  bool exists = false;
  std::optional<ChainIdentity> chain;  // nothing: not marked yet, or not for this role to read
  std::map<std::string, AppliedRevision> applied;
  std::vector<StepRecord> steps;  // of the revisions asked for, oldest first

  std::set<std::string> applied_ids() const {
    std::set<std::string> ids;
    for (const auto& entry : applied) ids.insert(entry.first);
    return ids;
  }
};

}  // namespace barqdb::model
