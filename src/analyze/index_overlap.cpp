// The check index.overlap: indexes that look alike and yet are no duplicates. For information only.
#include "analyze/checks.hpp"
#include "analyze/cover.hpp"

namespace barqdb::analyze {
namespace {

bool leading_keys_alike(const CheckInput& input, const model::IndexShape& shorter, const model::IndexShape& longer) {
  if (shorter.keys.empty() || shorter.keys.size() > longer.keys.size()) return false;
  for (std::size_t i = 0; i < shorter.keys.size(); ++i) {
    if (!same_key(input, shorter.keys[i], longer.keys[i])) return false;
  }
  return true;
}

// How `index` overlaps with `other`, which has more; "" when it does not.
std::string overlap(const CheckInput& input, const IndexTotals& index, const IndexTotals& other) {
  const model::IndexShape& a = input.shape(index);
  const model::IndexShape& b = input.shape(other);
  if (!a.known || !b.known || a.keys.empty() || b.keys.empty()) return "";
  if (index.usage->method == "hash" && other.usage->method == "btree") {
    const bool same = a.predicate == b.predicate && a.keys[0].column == b.keys[0].column &&
                      a.keys[0].expression == b.keys[0].expression;
    return same ? "a hash index beside a B-tree that begins with the same column" : "";
  }
  if (index.usage->method != "btree" || other.usage->method != "btree" || !leading_keys_alike(input, a, b)) return "";
  if (!a.predicate.empty() && b.predicate.empty()) return "a partial index inside a full one";
  if (index.usage->unique && a.predicate == b.predicate && a.keys.size() < b.keys.size())
    return "a unique index whose columns begin another index: its uniqueness is its own";
  return "";
}

}  // namespace

CheckResults check_index_overlap(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    if (index.usage->parent || !index.usage->valid || ground.covers.keeper_of.contains(index.usage->oid)) continue;
    for (const std::size_t place : input.indexes_of(index.usage->table_oid)) {
      const IndexTotals& other = input.indexes[place];
      if (other.usage->oid == index.usage->oid || !other.usage->valid) continue;
      const std::string words = overlap(input, index, other);
      if (words.empty()) continue;
      CheckResult result = about_index(index, "index.overlap", "keep", "info");
      result.finding.message = words + " (" + other.usage->index.text() + "); no duplicate";
      result.finding.evidence = {{"other", other.usage->index.text()}, {"scans", index.scans}};
      results.push_back(std::move(result));
      break;
    }
  }
  return results;
}

}  // namespace barqdb::analyze
