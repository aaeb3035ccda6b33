// Rows, metrics, notes, and the checks of single statements.
#include "analyze/query_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analyze/statistics_age.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "plan/statement_facts.hpp"

namespace barqdb::analyze {
namespace {

using model::Finding;
using model::StatementPlan;
using model::StatementUsage;
using model::Unit;
using model::Value;

constexpr std::int64_t kBlock = 8192;

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

double rounded(double value) { return static_cast<double>(static_cast<std::int64_t>(value * 100 + 0.5)) / 100; }

// A sequential scan reads the whole table, another what it yields.
double rows_read(const StatementPlan& plan) {
  double read = 0;
  for (const model::StatementScan& scan : plan.scans)
    read += scan.index.empty() ? std::max(scan.rows, static_cast<double>(scan.table_rows)) : scan.rows;
  return read;
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
          usage.temp_blocks * kBlock,
          usage.wal_bytes,
          planned ? Value(names(*plan, &model::StatementScan::index)) : Value(),
          planned ? Value(names(*plan, &model::StatementScan::table)) : Value(),
          planned ? Value(plan->cost) : Value(),
          std::to_string(usage.query_id),
          times == nullptr ? Value() : Value("log, " + base::counted(times->calls, "execution", "executions"))};
}

Finding finding_of(const StatementUsage& usage, const char* check, std::string severity, std::string message) {
  Finding finding;
  finding.check = check;
  finding.verdict = "review";
  finding.severity = std::move(severity);
  finding.object = std::to_string(usage.query_id);
  finding.message = std::move(message);
  finding.evidence = {{"query", usage.query},
                      {"calls", usage.calls},
                      {"mean_ms", rounded(usage.mean_ms())},
                      {"total_ms", rounded(usage.total_ms)}};
  return finding;
}

void check_counters(const StatementUsage& usage, const QueryReportOptions& options, model::Report& report) {
  if (usage.mean_ms() >= options.slow_ms)
    report.findings.push_back(
        finding_of(usage, "query.slow", "warning",
                   fmt::format("{:.0f} ms on average over {}: {}", usage.mean_ms(),
                               base::counted(usage.calls, "call", "calls"), base::one_line(usage.query, 80))));
  if (usage.temp_blocks / std::max<std::int64_t>(1, usage.calls) >= 128)  // 1 MiB a call
    report.findings.push_back(
        finding_of(usage, "query.temp_files", "info",
                   "writes " + base::format_size(usage.temp_blocks * kBlock / usage.calls) +
                       " of temporary files a call: work_mem is too small for it, or it sorts more "
                       "than it needs"));
}

// The index that the conditions of a scan ask for; "" when they name no column.
std::string wanted_index(const model::StatementScan& scan) {
  if (scan.keys.empty()) return "";
  std::vector<std::string> quoted;
  for (const std::string& key : scan.keys) quoted.push_back(base::quote_identifier(key));
  const std::size_t dot = scan.table.find('.');
  return "CREATE INDEX CONCURRENTLY ON " + base::quote_identifier(scan.table.substr(0, dot)) + "." +
         base::quote_identifier(scan.table.substr(dot + 1)) + " (" + base::join(quoted, ", ") + ")";
}

void check_scans(const StatementUsage& usage, const StatementPlan& plan, const QueryReportOptions& options,
                 model::Report& report) {
  for (const model::StatementScan& scan : plan.scans) {
    const auto table_rows = static_cast<double>(scan.table_rows);
    const bool selective = scan.rows < 0.05 * table_rows;
    const std::string index = wanted_index(scan);
    if (!scan.index.empty() || table_rows < options.large_table_rows || !selective || index.empty()) continue;
    Finding finding =
        finding_of(usage, "query.missing_index", "warning",
                   fmt::format("reads all of about {:.0f} rows of {} for an estimated {:.0f}: no index serves {}",
                               table_rows, scan.table, scan.rows, base::join(scan.keys, ", ")));
    finding.table = scan.table;
    finding.evidence.emplace_back("filter", scan.filter);
    finding.evidence.emplace_back("columns", scan.keys);
    finding.sql_do = index;
    report.findings.push_back(std::move(finding));
  }
  const double per_row = rows_read(plan) / std::max(1.0, plan.rows);
  if (per_row >= options.rows_read_per_row)
    report.findings.push_back(finding_of(usage, "query.rows_read", "info",
                                         fmt::format("reads an estimated {:.0f} rows for each one it returns: {}",
                                                     per_row, base::one_line(usage.query, 80))));
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
