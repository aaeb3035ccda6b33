// The check index.rarely_used: indexes whose every scan is paid for with thousands of writes.
#include "analyze/checks.hpp"
#include "analyze/idle.hpp"
#include "analyze/window_evidence.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

// An entry a scan looks like the planner's own look at the end of a column, not like a query.
constexpr const char* planner_words = "; no scan read more than an entry, as the planner's own probes do";

}  // namespace

CheckResults check_index_rarely_used(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    if (index.scans == 0 || !only_speed(input, ground, index, "index.rarely_used")) continue;
    const std::int64_t writes_per_scan = index.table_writes / index.scans;
    if (writes_per_scan < input.settings.rarely_used_writes) continue;
    if (index.bytes.value_or(0) < input.settings.rarely_used_size) continue;
    const std::string missing = missing_evidence(input, index);
    CheckResult result =
        about_index(index, "index.rarely_used", missing.empty() ? "review" : "insufficient evidence", "info");
    result.finding.message = base::counted(index.scans, "scan", "scans") + " against " +
                             std::to_string(index.table_writes) + " rows written: each scan costs the upkeep of " +
                             std::to_string(writes_per_scan) + " writes, and " +
                             base::format_size(index.bytes.value_or(0)) + " of storage";
    if (index.tuples_read <= index.scans) result.finding.message += planner_words;
    if (!missing.empty()) result.finding.message += "; but " + missing;
    result.weight = static_cast<double>(writes_per_scan) * static_cast<double>(index.bytes.value_or(0));
    add_window_evidence(input, index, result.finding);
    result.finding.evidence.emplace_back("writes_per_scan", writes_per_scan);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
