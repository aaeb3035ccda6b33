// Plans as the envelope of every report.
#include "cli/plan_report.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/lint_input.hpp"
#include "render/text.hpp"

namespace barqdb::cli {
namespace {

using model::Unit;
using model::Value;

model::Value known(std::int64_t number) { return number < 0 ? Value{} : Value{number}; }

// "SHARE on public.t: blocks writes" → its parts.
std::string lock_level(const std::string& lock) { return lock.substr(0, lock.find(" on ")); }

std::string blocks(const std::string& lock) {
  const std::size_t at = lock.find(": blocks ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + std::string_view(": blocks ").size();
  return lock.substr(begin, lock.find_first_of(",;", begin) - begin);
}

std::vector<Value> row_of(const model::Plan& plan, const model::Operation& operation, std::size_t group, int lane,
                          const config::OnlineSettings& online, const std::vector<model::Hazard>& hazards) {
  const bool short_locks =
      operation.strategy == model::Strategy::transaction || operation.strategy == model::Strategy::plain;
  const bool leveled = operation.lock.find(" on ") != std::string::npos;
  return {plan.revision,
          std::int64_t{operation.step},
          std::string(model::name_of(operation.intent)),
          operation.object.text(),
          std::string(model::name_of(operation.strategy)),
          std::string(model::name_of(operation.decision)),
          operation.reason,
          operation.lock,
          operation.table.text(),
          operation.sql,
          operation.place.file,
          std::int64_t{operation.place.line},
          std::string(model::name_of(plan.direction)),
          std::int64_t{operation.position},
          static_cast<std::int64_t>(group + 1),
          lane > 0 ? Value{std::int64_t{lane}} : Value{},
          leveled ? lock_level(operation.lock) : "",
          blocks(operation.lock),
          short_locks ? online.lock_timeout.count() : std::int64_t{0},
          std::int64_t{0},
          short_locks ? online.lock_budget.count() : online.wait_budget.count(),
          operation.decision == model::Decision::rebuild ? operation.before : "",
          operation.after,
          known(operation.table_bytes),
          known(operation.estimate.rows),
          known(operation.estimate.index_bytes),
          known(operation.estimate.duration.count()),
          operation.estimate.at_most,
          operation.estimate.from_ledger,
          operation.estimate.unknown,
          hazards};
}

std::vector<model::Column> columns() {
  std::vector<model::Column> out = {{"revision", "revision"}, {"step", "step"},         {"intent", "intent"},
                                    {"object", "object"},     {"strategy", "strategy"}, {"decision", "decision"},
                                    {"reason", "reason"}};
  for (const char* key : {"lock",
                          "table",
                          "sql",
                          "file",
                          "line",
                          "direction",
                          "position",
                          "group",
                          "lane",
                          "lock_level",
                          "blocks",
                          "lock_timeout_ms",
                          "statement_timeout_ms",
                          "budget_ms",
                          "before",
                          "after",
                          "table_bytes",
                          "rows",
                          "index_bytes",
                          "duration_ms",
                          "at_most",
                          "duration_from_ledger",
                          "not_estimated",
                          "hazards"})
    out.push_back({key, key, Unit::none, false});
  return out;
}

std::int64_t count_of(const lint::PlanHazards& hazards, const std::string& severity) {
  const auto& findings = hazards.report.findings;
  return std::count_if(findings.begin(), findings.end(),
                       [&](const model::Finding& finding) { return finding.severity == severity; });
}

}  // namespace

lint::PlanHazards hazards_of(Context& context, const execute::Preview& preview, const config::OnlineSettings& online) {
  if (preview.plans.empty()) return {};
  lint::Options options = lint_options(context.settings().lint);
  if (preview.server_version > 0) options.pg_version = preview.server_version / 10'000;
  return lint::hazards_of(preview.plans, readable_units(context), options, text_of_input, online.small_table);
}

model::Report plan_report(const execute::Preview& preview, const config::OnlineSettings& online,
                          const lint::PlanHazards& hazards) {
  model::Report report;
  report.name = "plan";
  report.findings = hazards.report.findings;
  report.not_examined = hazards.report.not_examined;
  report.checks = hazards.report.checks;
  report.database = preview.database;
  report.server_version = preview.server_version;
  report.columns = columns();
  for (std::size_t p = 0; p < preview.plans.size(); ++p) {
    const model::Plan& plan = preview.plans[p];
    const std::vector<PlannedGroup> groups = layout_of(plan, online, preview.server_version);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (std::size_t i = groups[g].begin; i < groups[g].end; ++i) {
        report.rows.push_back(row_of(plan, plan.operations[i], g, groups[g].lanes[i - groups[g].begin], online,
                                     hazards.beside.at(p).at(i)));
      }
    }
  }
  const PlanTotals totals = totals_of(preview, online);
  report.metrics = {{"revisions", static_cast<std::int64_t>(preview.plans.size())},
                    {"operations", totals.operations},
                    {"index_bytes", totals.index_bytes},
                    {"duration_ms", static_cast<std::int64_t>(totals.duration.count())},
                    {"errors", count_of(hazards, "error")},
                    {"warnings", count_of(hazards, "warning")},
                    {"infos", count_of(hazards, "info")}};
  return report;
}

std::string plan_title(const execute::Preview& preview, const PlanTotals& totals) {
  model::Report head;
  head.name = "plan";
  head.database = preview.database;
  head.server_version = preview.server_version;
  const bool up = preview.direction == model::Direction::up;
  if (preview.plans.empty()) return render::title(head) + ": nothing to do";
  return render::title(head) + ": " + (up ? "upgrade, " : "downgrade, ") +
         base::counted(static_cast<std::int64_t>(preview.plans.size()), "revision", "revisions") + ", " +
         base::counted(totals.operations, "operation", "operations");
}

std::string plan_outlook(const PlanTotals& totals) {
  if (totals.index_bytes == 0 && totals.unsized == 0) return "";
  std::vector<std::string> sizes;
  if (totals.index_bytes > 0) sizes.push_back("about " + base::format_size(totals.index_bytes));
  if (totals.unsized > 0) sizes.push_back(base::counted(totals.unsized, "index", "indexes") + " of unknown size");
  const std::string text = "new indexes: " + base::join(sizes, " and ");
  if (totals.duration.count() == 0) return text;
  return text + ", built in about " + base::format_duration(totals.duration) +
         (totals.from_ledger ? " (at the rate of earlier builds here)"
                             : " (a rough figure: no earlier build here to go by)");
}

std::string plan_hazards(const lint::PlanHazards& hazards) {
  std::vector<std::string> parts;
  const auto add = [&](const char* severity, const char* one, const char* many) {
    const std::int64_t count = count_of(hazards, severity);
    if (count > 0) parts.push_back(base::counted(count, one, many));
  };
  add("error", "error", "errors");
  add("warning", "warning", "warnings");
  add("info", "info", "infos");
  return parts.empty() ? "" : "hazards: " + base::join(parts, ", ");
}

}  // namespace barqdb::cli
