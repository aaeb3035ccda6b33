// Findings of the linter against the operations of plans.
#include "lint/hazards.hpp"

#include <algorithm>
#include <optional>

#include "base/units.hpp"

namespace barqdb::lint {
namespace {

using model::Operation;

// The SQL of a downgrade as if it were the way forward: every rule looks at it.
Unit downgrade_unit(const model::Plan& plan) {
  Unit unit;
  unit.name = plan.revision;
  unit.chain = true;
  unit.back = true;
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

void put(PlanHazards& out, const model::Plan& plan, std::size_t number, std::size_t operation, model::Finding finding) {
  out.beside[number][operation].push_back(
      {finding.check, finding.severity, finding.message, finding.file, finding.line});
  finding.evidence.insert(finding.evidence.begin(), {"revision", plan.revision});
  out.report.findings.push_back(std::move(finding));
}

void add_blocking_builds(const std::vector<model::Plan>& plans, const Options& options, std::int64_t small_table,
                         PlanHazards& out) {
  for (std::size_t number = 0; number < plans.size(); ++number) {
    const std::vector<Operation>& operations = plans[number].operations;
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const Operation& one = operations[i];
      const bool builds = one.intent == model::Intent::create_index || one.intent == model::Intent::replace_index;
      const bool large = one.table_bytes < 0 || one.table_bytes >= small_table;
      if (!builds || !one.sends() || !large || one.strategy == model::Strategy::concurrent) continue;
      const std::string size = one.table_bytes < 0 ? "" : " of " + base::format_size(one.table_bytes);
      std::string message = "blocks the writers of " + one.table.text() + size + " while it is built";
      auto finding =
          finding_by("create-index-not-concurrently", options, one.object, one.table, std::move(message), one.place);
      if (finding) put(out, plans[number], number, i, std::move(*finding));
    }
  }
}

bool about_suppression(const model::Finding& finding) { return finding.check.starts_with("suppression-"); }

}  // namespace

PlanHazards hazards_of(const std::vector<model::Plan>& plans, std::vector<Unit> chain, const Options& options,
                       const TextOf& text_of, std::int64_t small_table) {
  PlanHazards out;
  for (const model::Plan& plan : plans) out.beside.emplace_back(plan.operations.size());
  if (plans.empty()) return out;
  PlacedReport placed = lint_with_origins(units_of(plans, std::move(chain)), options, text_of);
  std::vector<model::Finding> findings = std::move(placed.report.findings);
  out.report = std::move(placed.report);
  out.report.findings.clear();
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Origin& origin = placed.origins[i];
    if (origin.down || about_suppression(findings[i])) continue;
    const auto plan =
        std::find_if(plans.begin(), plans.end(), [&](const model::Plan& one) { return one.revision == origin.unit; });
    if (plan == plans.end()) continue;
    const std::optional<std::size_t> at = operation_of(*plan, findings[i], origin.step);
    if (at) put(out, *plan, static_cast<std::size_t>(plan - plans.begin()), *at, std::move(findings[i]));
  }
  add_blocking_builds(plans, options, small_table, out);
  return out;
}

}  // namespace barqdb::lint
