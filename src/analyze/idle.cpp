// Promises, foreign keys, keepers and rules of the profile.
#include "analyze/idle.hpp"

namespace barqdb::analyze {

bool only_speed(const CheckInput& input, const Groundwork& ground, const IndexTotals& index, const std::string& check) {
  const model::IndexUsage& usage = *index.usage;
  if (usage.parent || !usage.valid || !usage.ready || index.needed) return false;
  if (input.of_extension(usage.table_oid)) return false;
  if (usage.partitioned && index.leaves == 0) return false;  // nothing there that could have been scanned
  if (ground.covers.keepers.contains(usage.oid) || ground.covers.keeper_of.contains(usage.oid)) return false;
  return !ground.supports.contains(usage.oid) && input.keep_rule(usage.index, check) == nullptr;
}

}  // namespace barqdb::analyze
