// A plan that was written down to be run later, exactly: what it fixes, and what differs from it now. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "config/settings.hpp"
#include "model/ledger.hpp"
#include "model/plan.hpp"
#include "model/revision.hpp"

namespace barqdb::plan {

// An operation as far as the server notices it. Reasons, estimates and places may change.
struct FixedOperation {
  int step = 0;
  std::string intent;
  std::string object;
  std::string strategy;
  std::string decision;
  std::string before;
  std::string sql;
  std::vector<std::string> after;

  friend bool operator==(const FixedOperation&, const FixedOperation&) = default;
};

struct FixedRevision {
  std::string id;
  std::string checksum;  // of the file
  std::vector<model::ReferredFile> files;
  std::vector<FixedOperation> operations;
};

struct PlanFile {
  model::Direction direction = model::Direction::up;
  std::string target;  // as it was typed
  std::string database;
  int server_major = 0;
  config::OnlineSettings online;               // runner_wait is not fixed
  std::map<std::string, std::string> applied;  // revision → checksum, as the ledger has them
  std::vector<std::string> open;               // attempts of unfinished revisions
  std::map<std::string, std::string> facts;    // "table public.t" → hash of its definition
  std::vector<FixedRevision> revisions;        // in the order in which they run
};

FixedRevision fix(const model::Plan& plan, const std::string& checksum, std::vector<model::ReferredFile> files);
// As PlanFile::open has it: "up 002 3 create_index public.x done".
std::string open_step(const model::StepRecord& record);

// JSON with a hash over everything in it.
std::string write_plan_file(const PlanFile& file);
// Throws Error{usage} when it is no plan file, Error{refused} when it was edited since it was written.
PlanFile read_plan_file(std::string_view json, const std::string& path);

// The revisions of the plan that were not finished since it was made; `applied` is the ledger now.
std::vector<std::string> remaining(const PlanFile& approved, const std::map<std::string, std::string>& applied);

// Whether what is to be run now is the approved plan, or what is left of it after a run that was cut off. Every
// difference goes to `diagnostics`. `now` holds the remaining revisions.
void check_same(const PlanFile& approved, const PlanFile& now, base::Diagnostics& diagnostics);
// One revision against its part of the plan, for the moment in which it is planned anew. `begun`: an attempt at it was
// cut off, so that some of its operations are done and leftovers may have to be removed.
void check_revision(const PlanFile& approved, const model::Plan& plan, bool begun, base::Diagnostics& diagnostics);

}  // namespace barqdb::plan
