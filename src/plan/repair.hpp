// What is broken, why, and what to type: from the catalog's broken indexes and the ledger's open steps. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/broken_index.hpp"
#include "model/plan.hpp"

namespace barqdb::plan {

// The name under which a repair is recorded in the ledger, in place of a revision.
inline constexpr const char* repair_revision = "(repair)";

struct Complaint {
  bool step = false;     // of the ledger; else an index
  std::string object;    // schema.index
  std::string table;     // schema.table, or ""
  std::string cause;     // building, half dropped, unfinished build, left by REINDEX, parts missing, foreign, dead step
  std::string detail;    // for a person
  std::string command;   // what to type; "" when there is nothing to do but wait
  std::string sql;       // what that command sends, or what a person may send where no command does it
  std::string revision;  // whose step it belongs to; "" when it is not ours
  bool passing = false;  // somebody is at work on it
};

// Indexes first, then dead steps.
std::vector<Complaint> make_complaints(const std::vector<model::BrokenIndex>& indexes,
                                       const std::vector<model::OpenStep>& steps);

enum class RepairAction { drop_invalid, rebuild };

// The plan of one repair: one operation. Throws Error{refused} when the index must not be repaired in this way.
model::Plan make_repair(const model::BrokenIndex& index, RepairAction action);

}  // namespace barqdb::plan
