// The check index.bloat: B-trees of which a rebuild would give much back.
#include <cmath>

#include "analyze/bloat_estimate.hpp"
#include "analyze/checks.hpp"
#include "base/text.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {

CheckResults check_index_bloat(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    const std::optional<Bloat> bloat = bloat_of(input, index);
    if (!bloat || !bloat->percent || ground.covers.keeper_of.contains(index.usage->oid)) continue;
    if (*bloat->percent < input.settings.bloat_percent || *bloat->waste < input.settings.bloat_waste) continue;
    if (input.keep_rule(index.usage->index, "index.bloat") != nullptr) continue;
    CheckResult result = about_index(index, "index.bloat", "review", "warning");
    result.weight = static_cast<double>(*bloat->waste);
    model::Finding& finding = result.finding;
    finding.message = std::to_string(std::lround(*bloat->percent)) + " % of it is empty, " +
                      base::format_size(*bloat->waste) + " (" + bloat->grade + "); rebuild it";
    finding.evidence = {{"grade", bloat->grade},
                        {"bloat_percent", std::round(*bloat->percent * 10) / 10},
                        {"waste_bytes", *bloat->waste},
                        {"bytes", index.bytes.value_or(0)}};
    finding.sql_do = "REINDEX INDEX CONCURRENTLY " + index.usage->index.quoted();
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
