// Findings of the linter against the operations of plans.
#include "lint/hazards.hpp"

#include <algorithm>
#include <optional>

namespace barqdb::lint {
namespace {

using model::Operation;

// The SQL of a downgrade as if it were the way forward: every rule looks at it.
Unit downgrade_unit(const model::Plan& plan) {
  Unit unit;
  unit.name = plan.revision;
  unit.chain = true;
  for (const Operation& operation : plan.operations) {
    if (operation.intent != model::Intent::sql || !operation.sends()) continue;
    Part part;
    part.sql = operation.sql;
    part.place = operation.place;
    part.step = operation.step;
    part.grouping =
        operation.strategy == model::Strategy::transaction ? Grouping::one_transaction : Grouping::as_written;
    if (unit.file.empty()) unit.file = operation.place.file;
    unit.parts.push_back(std::move(part));
  }
  return unit;
}

std::vector<Unit> units_of(const std::vector<model::Plan>& plans, std::vector<Unit> chain) {
  for (Unit& unit : chain) {
    unit.reported = std::any_of(plans.begin(), plans.end(), [&](const model::Plan& plan) {
      return plan.direction == model::Direction::up && plan.revision == unit.name;
    });
  }
  for (const model::Plan& plan : plans) {
    if (plan.direction == model::Direction::down) chain.push_back(downgrade_unit(plan));
  }
  return chain;
}

std::string statement_of(const model::Finding& finding) {
  for (const auto& [key, value] : finding.evidence) {
    const auto* text = std::get_if<std::string>(&value);
    if (key == "statement" && text != nullptr) return *text;
  }
  return "";
}

// The operation that a finding is about: of its step the last one that begins at or before it in its file, else the
// step's first; of a finding about a whole revision the first one. Nothing when that one sends nothing any more.
std::optional<std::size_t> operation_of(const model::Plan& plan, const model::Finding& finding, int step) {
  std::optional<std::size_t> first, near;
  int line = -1;
  const std::string statement = statement_of(finding);
  for (std::size_t i = 0; i < plan.operations.size(); ++i) {
    const Operation& one = plan.operations[i];
    if (step > 0 && one.step != step) continue;
    // Statements of one line have one place: there the text tells them apart.
    if (step > 0 && one.intent == model::Intent::sql && statement == statement_text(one.sql))
      return one.sends() ? std::optional(i) : std::nullopt;
    if (!first && one.sends()) first = i;
    if (step == 0 || one.place.file != finding.file || one.place.line > finding.line) continue;
    if (one.place.line > line) {
      line = one.place.line;
      near.reset();
    }
    // Of several operations of one definition the first that sends something.
    if (one.place.line == line && !near && one.sends()) near = i;
  }
  return line >= 0 ? near : first;
}

bool about_suppression(const model::Finding& finding) { return finding.check.starts_with("suppression-"); }

}  // namespace

PlanHazards hazards_of(const std::vector<model::Plan>& plans, std::vector<Unit> chain, const Options& options,
                       const TextOf& text_of) {
  PlanHazards out;
  for (const model::Plan& plan : plans) out.beside.emplace_back(plan.operations.size());
  if (plans.empty()) return out;
  PlacedReport placed = lint_with_origins(units_of(plans, std::move(chain)), options, text_of);
  std::vector<model::Finding> findings = std::move(placed.report.findings);
  out.report = std::move(placed.report);
  out.report.findings.clear();
  for (std::size_t i = 0; i < findings.size(); ++i) {
    model::Finding& finding = findings[i];
    const Origin& origin = placed.origins[i];
    if (origin.down || about_suppression(finding)) continue;
    const auto plan =
        std::find_if(plans.begin(), plans.end(), [&](const model::Plan& one) { return one.revision == origin.unit; });
    if (plan == plans.end()) continue;
    const std::optional<std::size_t> at = operation_of(*plan, finding, origin.step);
    if (!at) continue;
    out.beside[static_cast<std::size_t>(plan - plans.begin())][*at].push_back(
        {finding.check, finding.severity, finding.message, finding.file, finding.line});
    finding.evidence.insert(finding.evidence.begin(), {"revision", plan->revision});
    out.report.findings.push_back(std::move(finding));
  }
  return out;
}

}  // namespace barqdb::lint
