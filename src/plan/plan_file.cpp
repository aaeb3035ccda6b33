// What a plan fixes, and the comparison of two of them.
#include "plan/plan_file.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace barqdb::plan {
namespace {

using base::Diagnostics;
using model::Direction;

std::string title(const FixedOperation& operation) {
  std::string text = operation.intent;
  std::replace(text.begin(), text.end(), '_', ' ');
  return operation.object.empty() ? "step " + std::to_string(operation.step) + " (" + text + ")"
                                  : text + " " + operation.object;
}

bool sends(const FixedOperation& operation) { return operation.decision == "run" || operation.decision == "rebuild"; }

// What would be sent, whatever has to be removed before it.
bool same_work(const FixedOperation& a, const FixedOperation& b) {
  return a.step == b.step && a.intent == b.intent && a.object == b.object && a.strategy == b.strategy &&
         a.sql == b.sql && a.after == b.after;
}

void complain(const std::string& revision, const std::string& what, Diagnostics& diagnostics) {
  diagnostics.add("revision " + revision + ": " + what, "");
}

// The operation of the plan that `now` comes from, by what it is about.
const FixedOperation* counterpart(const FixedRevision& approved, const FixedOperation& now) {
  const auto found = std::find_if(approved.operations.begin(), approved.operations.end(), [&](const auto& one) {
    return one.step == now.step && one.intent == now.intent && one.object == now.object;
  });
  return found == approved.operations.end() ? nullptr : &*found;
}

void explain(const FixedOperation& approved, const FixedOperation& now, const std::string& revision,
             Diagnostics& diagnostics) {
  if (approved.strategy != now.strategy) {
    complain(revision, title(now) + ": the plan says " + approved.strategy + ", now it would be " + now.strategy,
             diagnostics);
  } else if (approved.decision != now.decision) {
    complain(revision, title(now) + ": the plan says " + approved.decision + ", now it would be " + now.decision,
             diagnostics);
  } else {
    complain(revision,
             title(now) + ": the statements differ\n  planned: " + base::one_line(approved.sql, 300) +
                 "\n  now:     " + base::one_line(now.sql, 300),
             diagnostics);
  }
}

void check_exact(const FixedRevision& approved, const FixedRevision& now, Diagnostics& diagnostics) {
  if (approved.operations == now.operations) return;
  const std::size_t before = diagnostics.all().size();
  for (const FixedOperation& operation : now.operations) {
    const FixedOperation* planned = counterpart(approved, operation);
    if (planned == nullptr) {
      complain(now.id, title(operation) + " is not in the plan", diagnostics);
    } else if (!(*planned == operation)) {
      const bool again = std::find(approved.operations.begin(), approved.operations.end(), operation) !=
                         approved.operations.end();  // the same object twice in one step
      if (!again) explain(*planned, operation, now.id, diagnostics);
    }
  }
  for (const FixedOperation& operation : approved.operations) {
    if (counterpart(now, operation) == nullptr)
      complain(now.id, title(operation) + " is in the plan and would not be done now", diagnostics);
  }
  if (diagnostics.all().size() == before) complain(now.id, "the order of its operations differs", diagnostics);
}

// After a run that was cut off: nothing is sent that was not planned.
void check_rest(const FixedRevision& approved, const FixedRevision& now, Diagnostics& diagnostics) {
  for (const FixedOperation& operation : now.operations) {
    if (!sends(operation)) continue;
    const bool planned = std::any_of(approved.operations.begin(), approved.operations.end(),
                                     [&](const FixedOperation& one) { return same_work(one, operation); });
    if (planned) continue;
    const FixedOperation* alike = counterpart(approved, operation);
    if (alike != nullptr)
      explain(*alike, operation, now.id, diagnostics);
    else
      complain(now.id, title(operation) + " is not in the plan", diagnostics);
  }
}

const FixedRevision* find(const PlanFile& file, const std::string& id) {
  const auto found = std::find_if(file.revisions.begin(), file.revisions.end(),
                                  [&](const FixedRevision& revision) { return revision.id == id; });
  return found == file.revisions.end() ? nullptr : &*found;
}

void check_files(const FixedRevision& approved, const FixedRevision& now, Diagnostics& diagnostics) {
  if (approved.checksum != now.checksum) complain(now.id, "its file was edited", diagnostics);
  for (const model::ReferredFile& file : now.files) {
    if (std::find(approved.files.begin(), approved.files.end(), file) == approved.files.end())
      complain(now.id, "its file " + file.path + " was edited", diagnostics);
  }
}

void check_ledger(const PlanFile& approved, const PlanFile& now, const std::set<std::string>& done,
                  Diagnostics& diagnostics) {
  for (const auto& [id, checksum] : now.applied) {
    const auto before = approved.applied.find(id);
    if (before == approved.applied.end() ? !done.contains(id) : before->second != checksum)
      diagnostics.add("revision " + id +
                      (before == approved.applied.end() ? " was applied since the plan was made"
                                                        : " was stamped with another file since the plan was made"));
  }
  for (const auto& [id, checksum] : approved.applied) {
    if (!now.applied.contains(id) && !done.contains(id)) diagnostics.add("revision " + id + " is not applied any more");
  }
}

void check_facts(const PlanFile& approved, const PlanFile& now, Diagnostics& diagnostics) {
  for (const auto& [object, hash] : approved.facts) {
    const auto found = now.facts.find(object);
    if (found == now.facts.end())
      diagnostics.add(object + " does not exist any more");
    else if (found->second != hash)
      diagnostics.add("the definition of " + object + " changed");
  }
  for (const auto& [object, hash] : now.facts) {
    if (!approved.facts.contains(object)) diagnostics.add(object + " exists by now");
  }
}

// Whether an attempt at revision `id` was cut off after the plan was made.
bool begun_since(const PlanFile& approved, const PlanFile& now, const std::string& id) {
  const std::string mark = std::string(model::name_of(now.direction)) + " " + id + " ";
  return std::any_of(now.open.begin(), now.open.end(), [&](const std::string& step) {
    return step.starts_with(mark) && std::find(approved.open.begin(), approved.open.end(), step) == approved.open.end();
  });
}

void check_open(const PlanFile& approved, const PlanFile& now, const std::string& first, Diagnostics& diagnostics) {
  const std::string mark = std::string(model::name_of(now.direction)) + " " + first + " ";
  for (const std::string& step : now.open) {
    const bool known = std::find(approved.open.begin(), approved.open.end(), step) != approved.open.end();
    if (!known && !step.starts_with(mark)) diagnostics.add("an attempt was begun since the plan was made: " + step);
  }
}

}  // namespace

FixedRevision fix(const model::Plan& plan, const std::string& checksum, std::vector<model::ReferredFile> files) {
  FixedRevision revision{plan.revision, checksum, std::move(files), {}};
  for (const model::Operation& operation : plan.operations) {
    revision.operations.push_back({operation.step, model::name_of(operation.intent), operation.object.text(),
                                   model::name_of(operation.strategy), model::name_of(operation.decision),
                                   operation.before, operation.sql, operation.after});
  }
  return revision;
}

std::string open_step(const model::StepRecord& record) {
  return std::string(model::name_of(record.direction)) + " " + record.revision + " " + std::to_string(record.step) +
         " " + model::name_of(record.intent) + " " + record.object + " " + record.outcome;
}

std::vector<std::string> remaining(const PlanFile& approved, const std::map<std::string, std::string>& applied) {
  std::vector<std::string> ids;
  for (const FixedRevision& revision : approved.revisions) {
    const auto found = applied.find(revision.id);
    const bool done = approved.direction == Direction::up
                          ? found != applied.end() && found->second == revision.checksum
                          : found == applied.end() && approved.applied.contains(revision.id);
    if (!done) ids.push_back(revision.id);
  }
  return ids;
}

void check_same(const PlanFile& approved, const PlanFile& now, Diagnostics& diagnostics) {
  if (approved.database != now.database) {
    diagnostics.add("the plan was made for database " + approved.database + ", this is " + now.database);
    return;
  }
  if (approved.server_major != now.server_major) {
    diagnostics.add("the plan was made for PostgreSQL " + std::to_string(approved.server_major) + ", this is " +
                    std::to_string(now.server_major));
  }
  std::set<std::string> done;
  for (const FixedRevision& revision : approved.revisions) done.insert(revision.id);
  for (const FixedRevision& revision : now.revisions) done.erase(revision.id);
  check_ledger(approved, now, done, diagnostics);
  const std::string first = now.revisions.empty() ? "" : now.revisions.front().id;
  check_open(approved, now, first, diagnostics);
  const bool begun = begun_since(approved, now, first);
  if (done.empty() && !begun) check_facts(approved, now, diagnostics);
  for (const FixedRevision& revision : now.revisions) {
    const FixedRevision* planned = find(approved, revision.id);
    if (planned == nullptr) {
      complain(revision.id, "is not in the plan", diagnostics);
      continue;
    }
    check_files(*planned, revision, diagnostics);
    if (begun && revision.id == first)
      check_rest(*planned, revision, diagnostics);
    else
      check_exact(*planned, revision, diagnostics);
  }
}

void check_revision(const PlanFile& approved, const model::Plan& plan, bool begun, Diagnostics& diagnostics) {
  const FixedRevision now = fix(plan, "", {});
  const FixedRevision* planned = find(approved, plan.revision);
  if (planned == nullptr) return complain(plan.revision, "is not in the plan", diagnostics);
  if (begun)
    check_rest(*planned, now, diagnostics);
  else
    check_exact(*planned, now, diagnostics);
}

}  // namespace barqdb::plan
