// Counters first, then the plan's scans.
#include "analyze/query_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analyze/rounded.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {
namespace {

using model::Finding;
using model::StatementPlan;
using model::StatementUsage;

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

// The index that the conditions of a scan ask for; "" when they name no column.
std::string wanted_index(const model::StatementScan& scan) {
  if (scan.keys.empty()) return "";
  std::vector<std::string> quoted;
  for (const std::string& key : scan.keys) quoted.push_back(base::quote_identifier(key));
  const std::size_t dot = scan.table.find('.');
  return "CREATE INDEX CONCURRENTLY ON " + base::quote_identifier(scan.table.substr(0, dot)) + "." +
         base::quote_identifier(scan.table.substr(dot + 1)) + " (" + base::join(quoted, ", ") + ")";
}

}  // namespace

double rows_read(const StatementPlan& plan) {
  double read = 0;
  for (const model::StatementScan& scan : plan.scans)
    read += scan.index.empty() ? std::max(scan.rows, static_cast<double>(scan.table_rows)) : scan.rows;
  return read;
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
                   "writes " + base::format_size(usage.temp_blocks * block_bytes / usage.calls) +
                       " of temporary files a call: work_mem is too small for it, or it sorts more "
                       "than it needs"));
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

std::vector<std::string> query_check_ids() {
  return {"query.slow", "query.missing_index", "query.rows_read", "query.temp_files"};
}

}  // namespace barqdb::analyze
