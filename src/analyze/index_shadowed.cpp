// The check index.shadowed: BRIN indexes beside a B-tree on the same column, which takes all scans.
#include <algorithm>

#include "analyze/checks.hpp"
#include "analyze/window_evidence.hpp"

namespace barqdb::analyze {
namespace {

// Whether the B-tree's first key is searched by the operators and the collation of the BRIN index's key.
bool searched_alike(const CheckInput& input, const model::IndexKey& brin, const model::IndexKey& btree) {
  if (brin.column != btree.column || brin.expression != btree.expression || brin.collation != btree.collation)
    return false;
  const model::OperatorClass* of_brin = input.operator_class(brin.opclass);
  const model::OperatorClass* of_btree = input.operator_class(btree.opclass);
  return of_brin != nullptr && of_btree != nullptr && of_brin->type == of_btree->type &&
         of_brin->name.find("inclusion") == std::string::npos && !of_btree->name.ends_with("_pattern_ops");
}

const IndexTotals* btree_on(const CheckInput& input, const Groundwork& ground, const IndexTotals& brin,
                            const model::IndexKey& key) {
  for (const std::size_t place : input.indexes_of(brin.usage->table_oid)) {
    const IndexTotals& other = input.indexes[place];
    const model::IndexShape& shape = input.shape(other);
    if (ground.covers.keeper_of.contains(other.usage->oid)) continue;  // it goes, and its keeper has the same first key
    if (other.usage->method != "btree" || !other.usage->valid || !shape.known || shape.keys.empty()) continue;
    if (!shape.predicate.empty() && shape.predicate != input.shape(brin).predicate) continue;
    if (searched_alike(input, key, shape.keys[0])) return &other;
  }
  return nullptr;
}

}  // namespace

CheckResults check_index_shadowed(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    const model::IndexShape& shape = input.shape(index);
    if (index.usage->method != "brin" || index.usage->parent || !index.usage->valid || !shape.known) continue;
    if (ground.covers.keeper_of.contains(index.usage->oid)) continue;
    if (input.keep_rule(index.usage->index, "index.shadowed") != nullptr) continue;
    const IndexTotals* shadow = nullptr;
    const bool all = std::all_of(shape.keys.begin(), shape.keys.end(), [&](const model::IndexKey& key) {
      const IndexTotals* other = btree_on(input, ground, index, key);
      shadow = shadow == nullptr ? other : shadow;
      return other != nullptr;
    });
    if (!all || shadow == nullptr) continue;
    // Two that are idle both: index.unused speaks of the B-tree, and then this one may be all that is left.
    const bool shadow_stays = shadow->scans > 0 || shadow->needed || ground.supports.contains(shadow->usage->oid);
    const bool idle = index.scans == 0 && shadow_stays && missing_evidence(input, index).empty();
    CheckResult result = about_index(index, "index.shadowed", idle ? "drop" : "review", "warning");
    result.finding.message = "the B-tree " + shadow->usage->index.text() +
                             " on the same column is cheaper for nearly every scan: " + std::to_string(index.scans) +
                             " scans here, " + std::to_string(shadow->scans) + " there; one of the two suffices";
    add_window_evidence(input, index, result.finding);
    result.finding.evidence.emplace_back(idle ? "kept" : "shadowed_by", shadow->usage->index.text());
    result.finding.evidence.emplace_back("kept_scans", shadow->scans);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
