// Plans that were approved, run later.
#include "execute/approval.hpp"

#include "execute/ledger.hpp"
#include "execute/pending.hpp"
#include "execute/planner.hpp"

namespace barqdb::execute {
namespace {

constexpr const char* plan_again = "plan again with `barqdb plan TARGET --out FILE`, and have the new plan approved";

std::map<std::string, std::string> checksums(const model::Ledger& ledger) {
  std::map<std::string, std::string> out;
  for (const auto& [id, applied] : ledger.applied) out[id] = applied.checksum;
  return out;
}

void refuse_if_any(const base::Diagnostics& found) {
  if (found.empty()) return;
  std::string message = "the plan does not hold any more; nothing was run";
  for (const base::Diagnostic& difference : found.all()) message += "\n- " + difference.message;
  throw base::Error(base::ErrorKind::refused, message, plan_again);
}

}  // namespace

plan::PlanFile plan_file_of(const Preview& preview, const RunInput& input) {
  plan::PlanFile file;
  file.direction = preview.direction;
  file.target = input.target;
  file.database = preview.database;
  file.server_major = preview.server_version / 10000;
  file.online = input.online;
  file.applied = checksums(preview.stands_on);
  for (const model::StepRecord& step : preview.stands_on.steps) file.open.push_back(plan::open_step(step));
  file.facts = preview.facts;
  for (std::size_t i = 0; i < preview.plans.size(); ++i) {
    file.revisions.push_back(
        plan::fix(preview.plans[i], input.graph->at(preview.plans[i].revision).checksum, preview.files[i]));
  }
  return file;
}

std::vector<std::string> approved_ids(const plan::PlanFile& approved, const model::Ledger& ledger) {
  return plan::remaining(approved, checksums(ledger));
}

void check_approved(db::Connection& connection, const RunInput& input, model::Direction direction) {
  const Preview preview = preview_on(connection, input, direction);
  base::Diagnostics found;
  plan::check_same(*input.approved, plan_file_of(preview, input), found);
  refuse_if_any(found);
}

void check_approved(const plan::PlanFile& approved, const model::Plan& plan, bool begun) {
  base::Diagnostics found;
  plan::check_revision(approved, plan, begun, found);
  if (found.empty()) return;
  std::string message = "revision " + plan.revision + " would not run as planned; it was not begun";
  if (begun) message = "the rest of revision " + plan.revision + " would not run as planned; nothing more was run";
  for (const base::Diagnostic& difference : found.all()) message += "\n- " + difference.message;
  throw base::Error(base::ErrorKind::refused, message, plan_again);
}

}  // namespace barqdb::execute
