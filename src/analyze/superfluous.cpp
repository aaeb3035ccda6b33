// The shared part of two findings.
#include "analyze/superfluous.hpp"

namespace barqdb::analyze {

const IndexTotals* keeper_of(const CheckInput& input, const Groundwork& ground, const IndexTotals& index) {
  const auto found = ground.covers.keeper_of.find(index.usage->oid);
  return found == ground.covers.keeper_of.end() ? nullptr : input.index(found->second);
}

CheckResult superfluous_finding(const CheckInput& input, const IndexTotals& index, const IndexTotals& keeper,
                                const std::string& check) {
  CheckResult result = about_index(index, check, "drop", "warning");
  result.weight = static_cast<double>(index.bytes.value_or(0));
  model::Finding& finding = result.finding;
  const IndexTotals& whole = input.root(keeper);
  if (&whole != &keeper) finding.message = ", a part of " + whole.usage->index.text();
  finding.evidence = {{"kept", keeper.usage->index.text()},
                      {"bytes", index.bytes ? model::Value(*index.bytes) : model::Value()},
                      {"kept_bytes", keeper.bytes ? model::Value(*keeper.bytes) : model::Value()},
                      {"scans", index.scans},
                      {"kept_scans", keeper.scans},
                      {"table_writes", index.table_writes}};
  return result;
}

}  // namespace barqdb::analyze
