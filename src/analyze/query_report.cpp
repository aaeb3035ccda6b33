// Rows, metrics and notes.
#include "analyze/query_report.hpp"

#include <algorithm>
#include <set>

#include "analyze/query_checks.hpp"
#include "analyze/rounded.hpp"
#include "analyze/statistics_age.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "plan/statement_facts.hpp"

namespace barqdb::analyze {
namespace {

using model::StatementPlan;
using model::StatementUsage;
using model::Unit;
using model::Value;

const std::vector<std::string>& words() {
  static const std::vector<std::string> all = {"total", "mean", "max", "calls", "rows", "reads", "temp", "wal"};
  return all;
}

double weight(const StatementUsage& usage, QuerySort sort) {
  switch (sort) {
    case QuerySort::total: return usage.total_ms;
    case QuerySort::mean: return usage.mean_ms();
    case QuerySort::max: return usage.max_ms;
    case QuerySort::calls: return static_cast<double>(usage.calls);
    case QuerySort::rows: return static_cast<double>(usage.rows);
    case QuerySort::reads: return static_cast<double>(usage.blocks_hit + usage.blocks_read);
    case QuerySort::temp: return static_cast<double>(usage.temp_blocks);
    case QuerySort::wal: return static_cast<double>(usage.wal_bytes);
  }
  return 0;
}

double total_of(const std::vector<StatementUsage>& statements) {
  double total = 0;
  for (const StatementUsage& usage : statements) total += usage.total_ms;
  return total;
}

// Percentiles are of a log; without one they are in JSON only, and null there.
std::vector<model::Column> columns(bool with_log) {
  return {{"query", "query"},
          {"calls", "calls", Unit::count},
          {"total_ms", "total", Unit::milliseconds},
          {"share", "share", Unit::percent},
          {"mean_ms", "mean", Unit::milliseconds},
          {"p50_ms", "p50", Unit::milliseconds, with_log},
          {"p95_ms", "p95", Unit::milliseconds, with_log},
          {"p99_ms", "p99", Unit::milliseconds, with_log},
          {"max_ms", "max", Unit::milliseconds},
          {"stddev_ms", "deviation", Unit::milliseconds, false},
          {"rows", "rows", Unit::count, false},
          {"rows_per_call", "rows/call"},
          {"rows_read_per_row", "read/row"},
          {"hit_ratio", "hits", Unit::percent},
          {"blocks_read", "blocks read", Unit::count, false},
          {"temp_bytes", "temp", Unit::bytes},
          {"wal_bytes", "WAL", Unit::bytes},
          {"indexes", "indexes"},
          {"tables", "tables", Unit::none, false},
          {"cost", "cost", Unit::none, false},
          {"query_id", "query id", Unit::none, false},
          {"percentiles_from", "percentiles from", Unit::none, false}};
}

std::vector<std::string> names(const StatementPlan& plan, std::string model::StatementScan::*part) {
  std::set<std::string> sorted;
  for (const model::StatementScan& scan : plan.scans)
    if (!(scan.*part).empty()) sorted.insert(scan.*part);
  return {sorted.begin(), sorted.end()};
}

const model::LoggedTimes* times_of(const StatementUsage& usage, const model::LoggedStatements* logged) {
  if (logged == nullptr) return nullptr;
  const auto found = logged->times.find(plan::statement_facts(usage.query).fingerprint);
  return found == logged->times.end() ? nullptr : &found->second;
}

std::vector<Value> row_of(const StatementUsage& usage, const StatementPlan* plan, const model::LoggedTimes* times,
                          double total) {
  const auto percentile = [&](double model::LoggedTimes::*part) {
    return times == nullptr ? Value() : Value(times->*part);
  };
  const auto calls = static_cast<double>(usage.calls);
  const std::int64_t blocks = usage.blocks_hit + usage.blocks_read;
  const bool planned = plan != nullptr && plan->error.empty();
  return {base::one_line(usage.query, 120),
          usage.calls,
          rounded(usage.total_ms),
          total > 0 ? Value(rounded(100 * usage.total_ms / total)) : Value(),
          rounded(usage.mean_ms()),
          percentile(&model::LoggedTimes::p50_ms),
          percentile(&model::LoggedTimes::p95_ms),
          percentile(&model::LoggedTimes::p99_ms),
          rounded(usage.max_ms),
          rounded(usage.stddev_ms),
          usage.rows,
          rounded(static_cast<double>(usage.rows) / std::max(1.0, calls)),
          planned && !plan->scans.empty() ? Value(rounded(rows_read(*plan) / std::max(1.0, plan->rows))) : Value(),
          blocks > 0 ? Value(rounded(100.0 * static_cast<double>(usage.blocks_hit) / static_cast<double>(blocks)))
                     : Value(),
          usage.blocks_read,
          usage.temp_blocks * block_bytes,
          usage.wal_bytes,
          planned ? Value(names(*plan, &model::StatementScan::index)) : Value(),
          planned ? Value(names(*plan, &model::StatementScan::table)) : Value(),
          planned ? Value(plan->cost) : Value(),
          std::to_string(usage.query_id),
          times == nullptr ? Value() : Value("log, " + base::counted(times->calls, "execution", "executions"))};
}

void add_notes(const model::StatementFacts& facts, const model::LoggedStatements* logged, model::Report& report) {
  if (facts.counted_since)
    report.notes.push_back("Statements are counted since " + iso_time(*facts.counted_since) + ".");
  else
    report.notes.emplace_back("Since when statements are counted is not kept by this version of PostgreSQL.");
  if (logged == nullptr) {
    report.notes.emplace_back(
        "Times are means and maxima of pg_stat_statements: percentiles are only in a log (--log FILE).");
  } else {
    report.notes.push_back("p50, p95 and p99 are of the log, " + logged->source +
                           "; all other figures are of pg_stat_statements.");
  }
  if (facts.track != "all")
    report.notes.push_back("pg_stat_statements.track is " + facts.track +
                           ": statements inside functions are not counted.");
  if (facts.forgotten.value_or(0) > 0)
    report.notes.push_back("The server has forgotten statements for lack of room " +
                           base::counted(*facts.forgotten, "time", "times") + ": raise pg_stat_statements.max (" +
                           facts.limit + ").");
  if (!facts.sees_all)
    report.not_examined.push_back(
        {"statements of other roles", base::counted(facts.hidden_calls, "call is", "calls are") +
                                          " hidden from this role: GRANT pg_read_all_stats to it"});
}

}  // namespace

QuerySort query_sort(const std::string& word) {
  const auto found = std::find(words().begin(), words().end(), word);
  if (found != words().end()) return static_cast<QuerySort>(found - words().begin());
  const std::string near = base::nearest(word, words());
  throw base::Error(base::ErrorKind::usage, "cannot sort by '" + word + "'",
                    near.empty() ? "use one of: " + base::join(words(), ", ") : "did you mean '" + near + "'?");
}

std::vector<StatementUsage> worst_statements(const model::StatementFacts& facts, const QueryReportOptions& options) {
  std::vector<StatementUsage> shown = facts.statements;
  std::sort(shown.begin(), shown.end(), [&](const StatementUsage& a, const StatementUsage& b) {
    const double first = weight(a, options.sort);
    const double second = weight(b, options.sort);
    return first > second || (!(second > first) && a.query_id < b.query_id);
  });
  if (shown.size() > options.limit) shown.resize(options.limit);
  return shown;
}

model::Report make_query_report(const model::StatementFacts& facts, const std::vector<StatementUsage>& shown,
                                const std::vector<StatementPlan>& plans, const model::LoggedStatements* logged,
                                const QueryReportOptions& options) {
  model::Report report;
  report.name = "query-report";
  report.database = facts.database;
  report.server_version = facts.server_version;
  report.generated_at = iso_time(facts.now);
  report.columns = columns(logged != nullptr);
  const double total = total_of(facts.statements);
  add_notes(facts, logged, report);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const StatementPlan* plan = i < plans.size() ? &plans[i] : nullptr;
    report.rows.push_back(row_of(shown[i], plan, times_of(shown[i], logged), total));
    check_counters(shown[i], options, report);
    if (plan == nullptr) continue;
    if (plan->error.empty())
      check_scans(shown[i], *plan, options, report);
    else
      report.not_examined.push_back({base::one_line(shown[i].query, 60), "not planned: " + plan->error});
  }
  std::int64_t calls = 0;
  for (const StatementUsage& usage : facts.statements) calls += usage.calls;
  report.metrics = {{"statements", static_cast<std::int64_t>(facts.statements.size())},
                    {"calls", calls},
                    {"total_ms", rounded(total)}};
  if (facts.counted_since) report.metrics.emplace_back("counted_since", iso_time(*facts.counted_since));
  if (logged != nullptr) report.metrics.emplace_back("log", logged->source);
  return report;
}

}  // namespace barqdb::analyze
