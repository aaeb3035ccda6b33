// Plans for a person at a terminal.
#include "base/text.hpp"
#include "cli/plan_report.hpp"
#include "render/text.hpp"

namespace barqdb::cli {
namespace {

std::string printable_lines(const std::string& text, const std::string& indent) {
  std::string out;
  for (const std::string_view line : base::split(text, '\n'))
    out += (line.empty() ? "" : indent + render::printable(line)) + "\n";
  return out;
}

std::string hazard_text(const model::Hazard& hazard) {
  const std::string place = hazard.line > 0 ? " (" + hazard.file + ":" + std::to_string(hazard.line) + ")" : "";
  return "hazard: " + hazard.severity + " " + hazard.rule + ": " + base::one_line(hazard.message, 300) + place;
}

std::string operation_text(const model::Operation& operation, int lane, const std::vector<model::Hazard>& hazards) {
  const std::string indent = "       ";
  std::string number = std::to_string(operation.position);
  number.insert(0, number.size() < 4 ? 4 - number.size() : 0, ' ');
  std::string out = "  " + number + " " + render::printable(operation.what());
  if (lane > 0) out += " (lane " + std::to_string(lane) + ")";
  out += "\n" + indent + "why: " + render::printable(base::one_line(operation.reason, 200)) + "\n";
  const std::vector<std::string> statements = statements_of(operation);
  if (!operation.lock.empty() && operation.sends()) out += indent + "lock: " + render::printable(operation.lock) + "\n";
  if (operation.sends()) {
    const std::string estimate = estimate_text(operation.estimate);
    if (!estimate.empty()) out += indent + "size: " + render::printable(estimate) + "\n";
  }
  for (const model::Hazard& hazard : hazards) out += indent + render::printable(hazard_text(hazard)) + "\n";
  for (const std::string& statement : statements) out += printable_lines(statement + ";", indent + "  ");
  return out;
}

std::string group_title(const PlannedGroup& group, const config::OnlineSettings& online) {
  const auto count = static_cast<std::int64_t>(group.end - group.begin);
  const std::string operations = base::counted(count, "operation", "operations");
  const std::string limits = limits_of(group.strategy, online);
  switch (group.strategy) {
    case model::Strategy::transaction: return "one transaction, " + operations + ": " + limits;
    case model::Strategy::plain: return "a transaction each, side by side, " + operations + ": " + limits;
    case model::Strategy::concurrent:
      return "concurrently, " + operations +
             (online.jobs > 1 && count > 1
                  ? ", " + std::to_string(std::min<std::int64_t>(online.jobs, count)) + " lanes"
                  : "") +
             ": " + limits;
    case model::Strategy::alone: return "outside a transaction, " + operations + ": " + limits;
  }
  return operations;
}

}  // namespace

std::string plan_text(const execute::Preview& preview, const config::OnlineSettings& online,
                      const lint::PlanHazards& hazards) {
  const PlanTotals totals = totals_of(preview, online);
  std::string out = plan_title(preview, totals) + "\n";
  if (const std::string outlook = plan_outlook(totals); !outlook.empty()) out += outlook + "\n";
  if (const std::string line = plan_hazards(hazards); !line.empty()) out += line + "\n";
  for (std::size_t p = 0; p < preview.plans.size(); ++p) {
    const model::Plan& plan = preview.plans[p];
    out += "\n" + std::string(plan.direction == model::Direction::up ? "upgrade " : "downgrade ") + plan.revision +
           (plan.description.empty() ? "" : ": " + render::printable(plan.description)) + "\n";
    if (plan.operations.empty()) out += "  only recorded: it has no step that sends anything\n";
    for (const PlannedGroup& group : layout_of(plan, online, preview.server_version)) {
      out += "  " + group_title(group, online) + "\n";
      for (std::size_t i = group.begin; i < group.end; ++i)
        out += operation_text(plan.operations[i], group.lanes[i - group.begin], hazards.beside.at(p).at(i));
    }
  }
  return out;
}

}  // namespace barqdb::cli
