// Causes in the order in which they exclude each other.
#include "plan/repair.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "plan/ddl.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {
namespace {

using model::BrokenIndex;
using model::Direction;
using model::Intent;
using model::OpenStep;

std::string going_on(const OpenStep& step) {
  if (step.record.revision == repair_revision) {
    return std::string("barqdb repair ") + (step.record.intent == Intent::drop_index ? "drop-invalid " : "rebuild ") +
           step.record.object;
  }
  return step.record.direction == Direction::up ? "barqdb upgrade " + step.record.revision : "barqdb downgrade -1";
}

// The latest open attempt of ours at this index.
const OpenStep* step_of(const BrokenIndex& index, const std::vector<OpenStep>& steps) {
  const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const OpenStep& step) {
    return step.record.object == index.name.text() &&
           (step.record.intent == Intent::create_index || step.record.intent == Intent::drop_index);
  });
  return found == steps.rend() ? nullptr : &*found;
}

std::string rebuild_sql(const BrokenIndex& index) { return "REINDEX INDEX CONCURRENTLY " + index.name.quoted(); }
std::string command_of(const char* action, const BrokenIndex& index) {
  return std::string("barqdb repair ") + action + " " + index.name.quoted();
}

std::string report_command(const BrokenIndex& index) {
  return "barqdb index-report --table " + index.table.quoted() + " --format json";
}

std::string missing_parts(const BrokenIndex& index) {
  std::vector<std::string> names;
  for (const model::QualifiedName& partition : index.unattached) names.push_back(partition.text());
  return base::join(names, ", ");
}

void explain_ours(const OpenStep& step, Complaint& complaint) {
  complaint.revision = step.record.revision;
  complaint.command = going_on(step);
  const bool drop = step.record.intent == Intent::drop_index;
  complaint.cause = drop ? "half dropped" : "unfinished build";
  complaint.detail = std::string(drop ? "a drop" : "a build") + " of revision " + step.record.revision +
                     " was cut off; the same command finishes it";
}

void explain_foreign(const BrokenIndex& index, Complaint& complaint) {
  complaint.command = command_of("drop-invalid", index);
  complaint.sql = drop_index_sql(index.name, /*concurrently=*/true);
  if (!index.reindexed.empty()) {
    complaint.cause = "left by REINDEX";
    complaint.detail = "made by REINDEX CONCURRENTLY for " + index.reindexed + ", which is " +
                       (index.reindexed_valid ? "valid" : "invalid, too: rebuild that one after this is gone");
  } else if (!index.live) {
    complaint.cause = "half dropped";
    complaint.detail = "a DROP INDEX CONCURRENTLY that is not ours was cut off; only its end is left";
  } else {
    complaint.cause = "foreign";
    complaint.detail = std::string("not in the ledger: a build or a drop of another program was cut off; ") +
                       (index.ready ? "every write maintains it, no query uses it" : "no query uses it") + "; `" +
                       command_of("rebuild", index) + "` makes it valid instead";
  }
}

Complaint complaint_of(const BrokenIndex& index, const std::vector<OpenStep>& steps) {
  Complaint complaint;
  complaint.object = index.name.text();
  complaint.table = index.table.text();
  const OpenStep* ours = step_of(index, steps);
  if (index.worker_pid != 0 && !index.partitioned) {
    complaint.cause = "building";
    complaint.passing = true;
    complaint.detail = "pid " + std::to_string(index.worker_pid) +
                       " is at work on the table: " + base::one_line(index.worker_query, 80) + "; wait for it";
    if (ours != nullptr) complaint.revision = ours->record.revision;
  } else if (ours != nullptr) {
    explain_ours(*ours, complaint);
  } else if (index.partitioned) {
    complaint.cause = "parts missing";
    complaint.detail = index.unattached.empty() ? "an attached part is invalid, or was made valid later: see the others"
                                                : "no part is attached for " + missing_parts(index);
    complaint.detail += "; its finding index.invalid has the statements";
    complaint.command = report_command(index);
  } else {
    explain_foreign(index, complaint);
  }
  return complaint;
}

Complaint complaint_of(const OpenStep& step) {
  Complaint complaint;
  complaint.step = true;
  complaint.object = step.record.object;
  complaint.cause = "dead step";
  complaint.revision = step.record.revision;
  complaint.command = going_on(step);
  complaint.detail = "step " + std::to_string(step.record.step) + " of revision " + step.record.revision + " (" +
                     model::name_of(step.record.intent) + ") was begun at " + step.started_at +
                     ", and its session is gone";
  return complaint;
}

}  // namespace

std::vector<Complaint> make_complaints(const std::vector<BrokenIndex>& indexes, const std::vector<OpenStep>& steps) {
  std::vector<Complaint> complaints;
  for (const BrokenIndex& index : indexes) complaints.push_back(complaint_of(index, steps));
  for (const OpenStep& step : steps) {
    if (step.record.outcome == "started" && !step.running) complaints.push_back(complaint_of(step));
  }
  return complaints;
}

model::Plan make_repair(const BrokenIndex& index, RepairAction action) {
  const auto refuse = [&](const std::string& why, const std::string& hint) {
    throw base::Error(base::ErrorKind::refused, "index " + index.name.text() + " " + why, hint);
  };
  if (index.partitioned) {
    refuse("is that of a partitioned table: to drop it would drop its valid parts, and to rebuild it is not possible",
           "build and attach the missing parts: `" + report_command(index) + "` has the statements");
  }
  if (action == RepairAction::rebuild && !index.live)
    refuse("is dropped by half and cannot be rebuilt", "finish the drop: " + command_of("drop-invalid", index));
  if (action == RepairAction::rebuild && !index.reindexed.empty())
    refuse("is a leftover of REINDEX CONCURRENTLY for " + index.reindexed, command_of("drop-invalid", index));
  model::Operation operation;
  operation.step = 1;
  operation.position = 1;
  operation.intent = action == RepairAction::drop_invalid ? Intent::drop_index : Intent::create_index;
  operation.strategy = model::Strategy::concurrent;
  operation.object = index.name;
  operation.table = index.table;
  operation.sql =
      action == RepairAction::drop_invalid ? drop_index_sql(index.name, /*concurrently=*/true) : rebuild_sql(index);
  operation.hash = base::sha256_hex(index.definition);
  operation.lock = build_lock(operation.strategy, index.table.text());
  operation.reason = "asked for";
  model::Plan plan;
  plan.revision = repair_revision;
  plan.operations.push_back(std::move(operation));
  return plan;
}

}  // namespace barqdb::plan
