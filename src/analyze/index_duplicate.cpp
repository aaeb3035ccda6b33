// The check index.duplicate: two indexes with the same columns, of which one suffices.
#include "analyze/checks.hpp"
#include "analyze/cover.hpp"
#include "analyze/superfluous.hpp"

namespace barqdb::analyze {

CheckResults check_index_duplicate(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    const IndexTotals* keeper = keeper_of(input, ground, index);
    if (keeper == nullptr || !same_columns(input, *keeper, index)) continue;
    CheckResult result = superfluous_finding(input, index, *keeper, "index.duplicate");
    result.finding.message = "same columns as " + keeper->usage->index.text() + result.finding.message;
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
