// The check index.overlap: indexes that look alike and yet are no duplicates. For information only.
#include <algorithm>

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

// Whether every key of one index is a key of the other, wherever it stands.
bool keys_among(const CheckInput& input, const model::IndexShape& some, const model::IndexShape& all) {
  return std::all_of(some.keys.begin(), some.keys.end(), [&](const model::IndexKey& key) {
    return std::any_of(all.keys.begin(), all.keys.end(),
                       [&](const model::IndexKey& other) { return same_key(input, key, other); });
  });
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
  const std::string& method = index.usage->method;
  if ((method == "gin" || method == "brin") && other.usage->method == method) {
    // Of two with the same columns the younger one is named.
    const bool less =
        a.keys.size() < b.keys.size() || (a.keys.size() == b.keys.size() && index.usage->oid > other.usage->oid);
    const bool inside = less && a.predicate == b.predicate && a.options == b.options && keys_among(input, a, b);
    return inside ? "its columns are all in another " + method + " index, which searches by any of them alike" : "";
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
      if (ground.covers.keeper_of.contains(other.usage->oid)) continue;  // it goes, and its keeper overlaps as well
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
