// The check index.unused: indexes that no query has used for long enough to be sure.
#include "analyze/checks.hpp"
#include "analyze/idle.hpp"
#include "analyze/window_evidence.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

std::string message_of(const CheckInput& input, const IndexTotals& index, const std::string& missing) {
  std::string out = "0 scans";
  if (index.usage->partitioned) out += " of any of its " + base::counted(index.leaves, "partition", "partitions");
  out += missing.empty() ? " in " + base::format_duration(window_age(input.window)) : ", but " + missing;
  if (index.bytes && *index.bytes < input.settings.min_size) {
    out += "; little is won: it is smaller than " + base::format_size(input.settings.min_size);
  }
  return out;
}

}  // namespace

CheckResults check_index_unused(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    if (index.scans > 0 || !only_speed(input, ground, index, "index.unused")) continue;
    const std::string missing = missing_evidence(input, index);
    CheckResult result =
        about_index(index, "index.unused", missing.empty() ? "drop" : "insufficient evidence", "warning");
    result.finding.message = message_of(input, index, missing);
    result.weight = static_cast<double>(index.bytes.value_or(0));
    add_window_evidence(input, index, result.finding);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
