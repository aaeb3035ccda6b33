// Rows, and the judgement of two measures of one query.
#include "analyze/verification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analyze/rounded.hpp"
#include "base/text.hpp"
#include "plan/explain.hpp"

namespace barqdb::analyze {
namespace {

using model::Finding;
using model::NamedQuery;
using model::QueryMeasure;
using model::Unit;
using model::Value;

std::string in_ms(double value) {
  return value < 10 ? fmt::format("{:.2f} ms", value) : fmt::format("{:.0f} ms", value);
}
std::string words_of(const std::vector<std::string>& indexes) {
  return indexes.empty() ? "no index" : base::join(indexes, ", ");
}

std::vector<model::Column> columns(bool compared) {
  std::vector<model::Column> out = {{"query", "query"}};
  if (compared) out.push_back({"before_ms", "before", Unit::milliseconds});
  out.push_back({"median_ms", "median", Unit::milliseconds});
  if (compared) out.push_back({"ratio", "ratio"});
  for (model::Column column : std::vector<model::Column>{{"min_ms", "fastest", Unit::milliseconds},
                                                         {"max_ms", "slowest", Unit::milliseconds},
                                                         {"cost", "cost"},
                                                         {"rows", "rows", Unit::count},
                                                         {"rows_read", "rows read", Unit::count},
                                                         {"buffers_hit", "hit", Unit::count, false},
                                                         {"buffers_read", "read", Unit::count, false},
                                                         {"indexes", "indexes"},
                                                         {"tables", "tables", Unit::none, false},
                                                         {"module", "module", Unit::none, false},
                                                         {"repeat", "repeat", Unit::count, false},
                                                         {"shape", "plan", Unit::none, false},
                                                         {"error", "error", Unit::none, false},
                                                         {"plan_text", "plan", Unit::none, false}})
    out.push_back(std::move(column));
  if (compared) out.push_back({"before_plan_text", "plan before", Unit::none, false});
  return out;
}

Value time_or_nothing(const QueryMeasure& measure, double value) {
  return measure.times.empty() ? Value() : Value(value);
}

Value plan_of(const QueryMeasure& measure) {
  const std::string text = measure.error.empty() ? plan::plan_text(measure.plan) : "";
  return text.empty() ? Value() : Value(text);
}

double weight(const QueryMeasure& measure, bool by_time) { return by_time ? measure.median() : measure.cost; }

// Times where both have them.
bool by_time(const QueryMeasure& before, const QueryMeasure& after) {
  return !before.times.empty() && !after.times.empty();
}

std::vector<Value> row_of(const NamedQuery& query, const QueryMeasure& now, const QueryMeasure* before, bool compared) {
  std::vector<Value> row = {now.name};
  if (compared) row.push_back(before == nullptr ? Value() : time_or_nothing(*before, before->median()));
  row.push_back(time_or_nothing(now, now.median()));
  if (compared) {
    const bool known = before != nullptr && before->error.empty() && now.error.empty();
    const double base = known ? weight(*before, by_time(*before, now)) : 0;
    row.push_back(base > 0 ? Value(rounded(weight(now, by_time(*before, now)) / base)) : Value());
  }
  const Value rest[] = {time_or_nothing(now, now.fastest()),
                        time_or_nothing(now, now.slowest()),
                        now.error.empty() ? Value(now.cost) : Value(),
                        now.error.empty() ? Value(now.rows) : Value(),
                        now.error.empty() ? Value(now.rows_read) : Value(),
                        now.buffers_hit,
                        now.buffers_read,
                        now.indexes,
                        now.tables,
                        query.module,
                        std::int64_t{query.repeat},
                        now.shape,
                        now.error,
                        plan_of(now)};
  row.insert(row.end(), std::begin(rest), std::end(rest));
  if (compared) row.push_back(before == nullptr ? Value() : plan_of(*before));
  return row;
}

Finding finding_of(const NamedQuery& query, std::string check, std::string severity, std::string message) {
  Finding finding;
  finding.check = std::move(check);
  finding.verdict = "review";
  finding.severity = std::move(severity);
  finding.object = query.name;
  finding.message = std::move(message);
  finding.file = query.place.file;
  finding.line = query.place.line;
  return finding;
}

// Whether the ranges of the times overlap so far that nothing can be said.
bool within_spread(const QueryMeasure& before, const QueryMeasure& after) {
  return before.slowest() >= after.median() && after.fastest() <= before.median();
}

std::string figures(const QueryMeasure& before, const QueryMeasure& after) {
  if (by_time(before, after)) return in_ms(before.median()) + " before, " + in_ms(after.median()) + " now";
  return fmt::format("cost {:.0f} before, {:.0f} now", before.cost, after.cost);
}

void judge(const NamedQuery& query, const QueryMeasure& before, const QueryMeasure& after,
           const VerifyTolerance& tolerance, model::Report& report) {
  const bool timed = by_time(before, after);
  const double from = weight(before, timed);
  const double to = weight(after, timed);
  const bool noticeable = !timed || (std::abs(to - from) > tolerance.milliseconds);
  const bool other_plan = before.shape != after.shape;
  const std::string plans = other_plan
                                ? "; it used " + words_of(before.indexes) + " and uses " + words_of(after.indexes)
                                : "; the plan is the same";
  Finding finding;
  if (noticeable && to > from * tolerance.factor && !(timed && within_spread(before, after))) {
    finding = finding_of(query, "verify.slower", "error", "slower: " + figures(before, after) + plans);
  } else if (noticeable && to * tolerance.factor < from && !(timed && within_spread(after, before))) {
    finding = finding_of(query, "verify.faster", "info", "faster: " + figures(before, after) + plans);
    finding.verdict = "keep";
  } else if (other_plan) {
    finding = finding_of(query, "verify.plan_changed", "info", "another plan: " + figures(before, after) + plans);
  } else {
    return;
  }
  finding.evidence = {{"before_ms", time_or_nothing(before, before.median())},
                      {"after_ms", time_or_nothing(after, after.median())},
                      {"before_cost", before.cost},
                      {"after_cost", after.cost},
                      {"before_plan", before.shape},
                      {"after_plan", after.shape}};
  report.findings.push_back(std::move(finding));
}

std::int64_t count_of(const model::Report& report, const std::string& check) {
  return std::count_if(report.findings.begin(), report.findings.end(),
                       [&](const Finding& finding) { return finding.check == check; });
}

model::Report make_report(const std::vector<NamedQuery>& queries, const std::vector<QueryMeasure>& measures,
                          const std::vector<QueryMeasure>* before, const VerifyTolerance& tolerance) {
  std::map<std::string, const QueryMeasure*> earlier;
  if (before != nullptr)
    for (const QueryMeasure& measure : *before) earlier[measure.name] = &measure;
  model::Report report;
  report.name = "verify";
  report.columns = columns(before != nullptr);
  double total = 0;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const QueryMeasure& now = measures[i];
    const auto found = earlier.find(now.name);
    const QueryMeasure* then = found == earlier.end() ? nullptr : found->second;
    report.rows.push_back(row_of(queries[i], now, then, before != nullptr));
    total += now.median() * queries[i].repeat;
    if (!now.error.empty()) report.findings.push_back(finding_of(queries[i], "verify.failed", "error", now.error));
    if (before != nullptr && then == nullptr)
      report.findings.push_back(finding_of(queries[i], "verify.missing", "warning", "was not measured before"));
    if (then != nullptr && then->error.empty() && now.error.empty()) judge(queries[i], *then, now, tolerance, report);
    if (found != earlier.end()) earlier.erase(found);
  }
  for (const auto& [name, measure] : earlier) {
    NamedQuery gone;
    gone.name = name;
    report.findings.push_back(
        finding_of(gone, "verify.missing", "warning", "was measured before, and is not in the file any more"));
  }
  report.metrics = {{"queries", static_cast<std::int64_t>(measures.size())},
                    {"failed", count_of(report, "verify.failed")},
                    {"total_ms", total}};
  if (before != nullptr) {
    report.metrics.emplace_back("slower", count_of(report, "verify.slower"));
    report.metrics.emplace_back("faster", count_of(report, "verify.faster"));
    report.metrics.emplace_back("plan_changed", count_of(report, "verify.plan_changed"));
  }
  return report;
}

}  // namespace

model::Report make_verify_report(const std::vector<NamedQuery>& queries, const std::vector<QueryMeasure>& measures) {
  return make_report(queries, measures, nullptr, {});
}

model::Report compare_verify_reports(const std::vector<NamedQuery>& queries, const std::vector<QueryMeasure>& before,
                                     const std::vector<QueryMeasure>& after, const VerifyTolerance& tolerance) {
  return make_report(queries, after, &before, tolerance);
}

std::vector<std::string> verify_check_ids() {
  return {"verify.slower", "verify.failed", "verify.missing", "verify.plan_changed", "verify.faster"};
}

}  // namespace barqdb::analyze
