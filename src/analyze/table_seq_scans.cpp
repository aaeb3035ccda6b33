// The check table.seq_scans: large tables that are read as a whole again and again.
#include "analyze/checks.hpp"
#include "analyze/statistics_age.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {

CheckResults check_table_seq_scans(const CheckInput& input, const Groundwork&) {
  CheckResults results;
  for (const auto& [oid, table] : input.facts.tables) {
    if (table.parent || table.kind == 'f') continue;
    const model::TableHealth sum = input.activity(oid);
    const std::int64_t rows = std::max(sum.rows, sum.live_rows);
    const auto builds = static_cast<std::int64_t>(input.indexes_of(oid).size());  // each build reads the table once
    if (rows < input.settings.seq_scan_rows || sum.sequential_scans - builds < input.settings.seq_scans) continue;
    // A scan that stops early (LIMIT, EXISTS) reads little.
    const std::int64_t read_per_scan = sum.sequential_rows / sum.sequential_scans;
    if (read_per_scan < input.settings.seq_scan_rows / 10) continue;
    if (input.keep_rule(table.name, "table.seq_scans") != nullptr) continue;
    CheckResult result;
    result.table = oid;
    result.weight = static_cast<double>(sum.sequential_rows);
    model::Finding& finding = result.finding;
    finding.check = "table.seq_scans";
    finding.verdict = "review";
    finding.severity = "warning";
    finding.object = finding.table = table.name.text();
    finding.message = base::counted(sum.sequential_scans, "sequential scan", "sequential scans") + " of a table of " +
                      std::to_string(rows) + " rows, " + std::to_string(read_per_scan) +
                      " rows each: a query may lack its index";
    finding.evidence = {{"sequential_scans", sum.sequential_scans},
                        {"rows_read", sum.sequential_rows},
                        {"rows_per_scan", read_per_scan},
                        {"rows", rows},
                        {"pages", sum.pages}};
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
