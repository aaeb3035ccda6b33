// Groups, lanes, totals.
#include "cli/plan_layout.hpp"

#include "base/text.hpp"
#include "execute/lane_forecast.hpp"
#include "plan/make.hpp"

namespace barqdb::cli {
namespace {

constexpr int version_when_unknown = 140000;  // offline: the rules that hold on most servers

void add_estimate(base::Milliseconds& sum, const model::Operation& operation) {
  if (!operation.sends() || operation.estimate.duration.count() < 0) return;
  sum = base::Milliseconds(std::max<std::int64_t>(sum.count(), 0)) + operation.estimate.duration;
}

}  // namespace

std::vector<PlannedGroup> layout_of(const model::Plan& plan, const config::OnlineSettings& online, int server_version) {
  std::vector<PlannedGroup> groups;
  for (const plan::Group& group : plan::groups_of(plan)) {
    PlannedGroup out{group.strategy, group.begin, group.end, std::vector<int>(group.end - group.begin), {}};
    out.duration = base::Milliseconds(-1);
    for (std::size_t i = group.begin; i < group.end; ++i) add_estimate(out.duration, plan.operations[i]);
    const bool in_lanes = group.strategy == model::Strategy::concurrent || group.strategy == model::Strategy::plain;
    const int jobs = std::min(online.jobs, static_cast<int>(group.end - group.begin));
    if (in_lanes && jobs > 1) {
      const execute::LaneForecast forecast = execute::forecast_lanes(
          plan, group.begin, group.end, jobs, server_version > 0 ? server_version : version_when_unknown);
      out.lanes = forecast.lanes;
      if (out.duration.count() >= 0) out.duration = forecast.duration;
    }
    groups.push_back(std::move(out));
  }
  return groups;
}

std::string limits_of(model::Strategy strategy, const config::OnlineSettings& online) {
  if (strategy == model::Strategy::transaction || strategy == model::Strategy::plain) {
    return "lock timeout " + base::format_duration(online.lock_timeout) + ", tried again for up to " +
           base::format_duration(online.lock_budget);
  }
  return "no timeout, waits for others for up to " + base::format_duration(online.wait_budget);
}

PlanTotals totals_of(const execute::Preview& preview, const config::OnlineSettings& online) {
  PlanTotals totals;
  for (const model::Plan& plan : preview.plans) {
    for (const model::Operation& operation : plan.operations) {
      ++totals.operations;
      if (!operation.sends()) continue;
      ++totals.sending;
      if (operation.intent != model::Intent::create_index) continue;
      totals.from_ledger |= operation.estimate.from_ledger;
      if (operation.estimate.index_bytes >= 0)
        totals.index_bytes += operation.estimate.index_bytes;
      else
        ++totals.unsized;
    }
    for (const PlannedGroup& group : layout_of(plan, online, preview.server_version)) {
      if (group.duration.count() > 0) totals.duration += group.duration;
    }
  }
  return totals;
}

std::string estimate_text(const model::Estimate& estimate) {
  std::vector<std::string> parts;
  if (estimate.rows >= 0) parts.push_back(base::counted(estimate.rows, "row", "rows"));
  if (estimate.index_bytes >= 0) parts.push_back(base::format_size(estimate.index_bytes));
  if (estimate.duration.count() >= 0) parts.push_back(base::format_duration(estimate.duration));
  if (parts.empty()) return "";
  const std::string text = (estimate.at_most ? "at most " : "about ") + base::join(parts, ", ");
  return estimate.unknown.empty() ? text : text + " (bytes unknown: " + estimate.unknown + ")";
}

std::vector<std::string> statements_of(const model::Operation& operation) {
  std::vector<std::string> statements;
  if (operation.decision == model::Decision::rebuild) statements.push_back(operation.before);
  if (operation.sends()) statements.push_back(operation.sql);
  statements.insert(statements.end(), operation.after.begin(), operation.after.end());
  return statements;
}

}  // namespace barqdb::cli
