// Statements as rows, sums as metrics, what the server complained of as findings.
#include "logs/workload_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/units.hpp"
#include "logs/event_findings.hpp"
#include "logs/series.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

using model::Value;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

double sort_key(const ShapeTotals& sum, const std::string& sort) {
  if (sort == "calls") return static_cast<double>(sum.calls);
  if (sort == "max") return sum.longest;
  if (sort == "p95") return sum.times.at(0.95);
  if (sort == "slow") return static_cast<double>(sum.slow);
  return sum.milliseconds;
}

std::vector<Value> make_row(const ShapeTotals& sum, double all, const ReadFacts& facts) {
  const bool timed = sum.timed > 0;
  const auto value = [&](double number_) { return timed ? Value(rounded(number_)) : Value(); };
  // The middle of the last bucket may lie above the longest.
  const auto quantile = [&](double share) { return value(std::min(sum.times.at(share), sum.longest)); };
  return {sum.shape->id == 0 ? std::string("(others)") : sum.shape->facts.fingerprint,
          number(sum.calls),
          value(sum.milliseconds),
          all > 0 && timed ? Value(100 * sum.milliseconds / all) : Value(),
          value(sum.milliseconds / static_cast<double>(std::max<std::uint64_t>(sum.timed, 1))),
          quantile(0.5),
          quantile(0.95),
          quantile(0.99),
          value(sum.longest),
          number(sum.slow),
          base::one_line(sum.shape->query, 120),
          sum.shape->query,
          sum.file < facts.files.size() ? Value(facts.files[sum.file].path) : Value(),
          number(sum.line)};
}

void add_rows(const Totals& totals, const ReadFacts& facts, const WorkloadOptions& options, model::Report& report) {
  using model::Unit;
  report.columns = {{"fingerprint", "fingerprint"},
                    {"calls", "calls", Unit::count},
                    {"total_ms", "total", Unit::milliseconds},
                    {"share", "share", Unit::percent},
                    {"mean_ms", "mean", Unit::milliseconds},
                    {"p50_ms", "p50", Unit::milliseconds},
                    {"p95_ms", "p95", Unit::milliseconds},
                    {"p99_ms", "p99", Unit::milliseconds},
                    {"max_ms", "max", Unit::milliseconds},
                    {"slow", "slow", Unit::count},
                    {"statement", "statement"},
                    {"query", "query", Unit::none, false},
                    {"file", "file", Unit::none, false},
                    {"line", "line", Unit::none, false}};
  std::vector<const ShapeTotals*> sums = totals.by_time();
  std::stable_sort(sums.begin(), sums.end(), [&](const ShapeTotals* left, const ShapeTotals* right) {
    return sort_key(*left, options.sort) > sort_key(*right, options.sort);
  });
  for (const ShapeTotals* sum : sums) {
    if (options.top > 0 && report.rows.size() >= options.top) break;
    report.rows.push_back(make_row(*sum, totals.milliseconds(), facts));
  }
  if (report.rows.size() < sums.size()) {
    report.notes.push_back(fmt::format("The first {} of {} statements by {}; --top 0 shows all.", report.rows.size(),
                                       sums.size(), options.sort));
  }
}

void add_times(const Totals& totals, model::Report& report) {
  report.metrics.emplace_back("total_ms", rounded(totals.milliseconds()));
  if (totals.all_times().count() == 0) return;
  // The middle of the last bucket may lie above the longest.
  const auto quantile = [&](double share) { return std::min(totals.all_times().at(share), totals.longest()); };
  report.metrics.emplace_back("p50_ms", quantile(0.5));
  report.metrics.emplace_back("p95_ms", quantile(0.95));
  report.metrics.emplace_back("p99_ms", quantile(0.99));
  report.metrics.emplace_back("slow_statements", number(totals.slow()));
  report.metrics.emplace_back("slow_threshold_ms", totals.slow_ms());
  report.metrics.emplace_back("quantile_error_percent", 100 * Quantiles::relative_error);
}

// Errors a minute: the mean over the log's time, and the worst span.
void add_errors(const Totals& totals, const ServerEvents& events, const ReadFacts& facts, model::Report& report) {
  report.metrics.emplace_back("errors", number(events.error_count));
  std::uint64_t worst = 0;
  std::int64_t worst_begin = 0;
  const double minute = 60e6;
  const auto width = std::max<std::int64_t>(totals.timeline.width(), 60'000'000);
  for (const auto& [begin, span] : totals.timeline.in_spans_of(width)) {
    if (span.errors <= worst) continue;
    worst = span.errors;
    worst_begin = begin;
  }
  if (facts.first_time == Record::no_time) return;
  const double minutes = std::max(1.0, static_cast<double>(facts.last_time - facts.first_time) / minute);
  report.metrics.emplace_back("errors_per_minute", static_cast<double>(events.error_count) / minutes);
  if (worst == 0) return;
  const double span_minutes = static_cast<double>(width) / minute;
  report.metrics.emplace_back("errors_per_minute_worst", static_cast<double>(worst) / span_minutes);
  report.metrics.emplace_back("errors_worst_at", format_minute(worst_begin));
}

void add_server(const ServerEvents& events, model::Report& report) {
  report.metrics.emplace_back("cancelled_statements", number(events.cancelled));
  report.metrics.emplace_back("deadlocks", number(events.deadlocks));
  report.metrics.emplace_back("lock_waits", number(events.lock_waits));
  report.metrics.emplace_back("lock_wait_ms", events.lock_wait_ms);
  report.metrics.emplace_back("temp_files", number(events.temporary.count));
  report.metrics.emplace_back("temp_bytes", number(events.temporary.bytes));
  report.metrics.emplace_back("connections", number(events.connections));
  report.metrics.emplace_back("disconnections", number(events.disconnections));
  report.metrics.emplace_back("refused_connections", number(events.refused_connections));
  report.metrics.emplace_back("checkpoints", number(events.checkpoints.count));
  report.metrics.emplace_back("checkpoints_requested", number(events.checkpoints.requested));
  report.metrics.emplace_back("checkpoint_longest_s", events.checkpoints.longest);
  std::uint64_t vacuums = 0;
  std::uint64_t analyzes = 0;
  for (const auto& entry : events.autovacuum) {
    vacuums += entry.second.vacuums;
    analyzes += entry.second.analyzes;
  }
  report.metrics.emplace_back("autovacuums", number(vacuums));
  report.metrics.emplace_back("autoanalyzes", number(analyzes));
}

}  // namespace

model::Report make_workload_report(const Totals& totals, const ServerEvents& events, const ReadFacts& facts,
                                   const WorkloadOptions& options) {
  model::Report report;
  report.name = "logs-report";
  add_read_facts(facts, report);
  add_times(totals, report);
  add_errors(totals, events, facts, report);
  add_server(events, report);
  add_rows(totals, facts, options, report);
  add_event_findings(events, facts, report);
  report.charts.series = make_series(totals.timeline, totals.slow_ms());
  if (facts.sessions.timed < facts.sessions.executions) {
    report.not_examined.push_back(
        {"durations",
         base::counted(number(facts.sessions.executions - facts.sessions.timed), "execution has", "executions have") +
             " no duration in the log: set log_min_duration_statement = 0, or log_duration = on beside log_statement"});
  }
  return report;
}

}  // namespace barqdb::logs
