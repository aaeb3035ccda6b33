// The check index.redundant: all that an index can do, a larger one does too.
#include "analyze/checks.hpp"
#include "analyze/cover.hpp"
#include "analyze/superfluous.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {
namespace {

// A much larger keeper makes each scan slower: for an index in hot use that has to be tried first.
bool needs_proof(const CheckInput& input, const IndexTotals& index, const IndexTotals& keeper) {
  const config::ReportSettings& settings = input.settings;
  if (settings.keeper_ratio == 0 || index.scans < settings.hot_redundant_scans) return false;
  const std::int64_t bytes = index.bytes.value_or(0);
  return bytes >= settings.min_size && keeper.bytes.value_or(0) > settings.keeper_ratio * bytes;
}

}  // namespace

CheckResults check_index_redundant(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    const IndexTotals* keeper = keeper_of(input, ground, index);
    if (keeper == nullptr || same_columns(input, *keeper, index)) continue;
    CheckResult result = superfluous_finding(input, index, *keeper, "index.redundant");
    result.finding.message =
        "all that it serves, " + keeper->usage->index.text() + " serves too" + result.finding.message;
    if (needs_proof(input, index, *keeper)) {
      result.finding.verdict = "review";
      result.finding.message += "; but that one is " + base::format_size(keeper->bytes.value_or(0)) + " to its " +
                                base::format_size(index.bytes.value_or(0)) + " and " +
                                "this one is in hot use: compare plans with and without it first";
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
