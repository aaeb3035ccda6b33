// Comparing two indexes key by key.
#include "analyze/cover.hpp"

#include <algorithm>

namespace barqdb::analyze {
namespace {

constexpr int both_flags = 3;  // descending and nulls first: a B-tree read backward has both turned

bool same_operator_class(const CheckInput& input, std::int64_t a, std::int64_t b) {
  if (a == b) return true;  // varchar_ops and text_ops are one thing under two names
  const model::OperatorClass* first = input.operator_class(a);
  const model::OperatorClass* second = input.operator_class(b);
  return first != nullptr && second != nullptr && first->family == second->family && first->type == second->type;
}

bool same_order(const model::IndexShape& keeper, const model::IndexShape& redundant) {
  bool equal = true;
  bool reversed = true;
  for (std::size_t i = 0; i < redundant.keys.size(); ++i) {
    equal = equal && redundant.keys[i].options == keeper.keys[i].options;
    reversed = reversed && redundant.keys[i].options == (keeper.keys[i].options ^ both_flags);
  }
  return equal || reversed;
}

bool contains_includes(const model::IndexShape& keeper, const model::IndexShape& redundant) {
  return std::all_of(redundant.include.begin(), redundant.include.end(), [&](int column) {
    const auto is_key = [column](const model::IndexKey& key) { return key.column == column; };
    return std::find(keeper.include.begin(), keeper.include.end(), column) != keeper.include.end() ||
           std::any_of(keeper.keys.begin(), keeper.keys.end(), is_key);
  });
}

bool keeps_uniqueness(const IndexTotals& keeper, const model::IndexShape& of_keeper, const IndexTotals& redundant,
                      const model::IndexShape& of_redundant) {
  if (!redundant.usage->unique) return true;
  return keeper.usage->unique && of_keeper.keys.size() == of_redundant.keys.size() && of_keeper.immediate &&
         (of_keeper.nulls_not_distinct || !of_redundant.nulls_not_distinct);
}

bool usable(const IndexTotals& index, const model::IndexShape& shape) {
  return shape.known && index.usage->valid && index.usage->ready && shape.live;
}

}  // namespace

bool same_key(const CheckInput& input, const model::IndexKey& a, const model::IndexKey& b) {
  return a.column == b.column && a.expression == b.expression && a.collation == b.collation &&
         a.parameters == b.parameters && same_operator_class(input, a.opclass, b.opclass);
}

bool covers(const CheckInput& input, const IndexTotals& keeper, const IndexTotals& redundant) {
  if (keeper.usage->oid == redundant.usage->oid || keeper.usage->table_oid != redundant.usage->table_oid) return false;
  if (keeper.usage->method != redundant.usage->method) return false;
  const model::IndexShape& kept = input.shape(keeper);
  const model::IndexShape& other = input.shape(redundant);
  if (!usable(keeper, kept) || !other.known || kept.predicate != other.predicate) return false;
  if (other.keys.size() > kept.keys.size()) return false;
  const std::string& method = keeper.usage->method;
  if (other.keys.size() < kept.keys.size() && method != "btree") return false;
  if (method == "brin" && kept.options != other.options) return false;  // ranges of another size are another index
  for (std::size_t i = 0; i < other.keys.size(); ++i) {
    if (!same_key(input, kept.keys[i], other.keys[i])) return false;
  }
  return same_order(kept, other) && contains_includes(kept, other) && keeps_uniqueness(keeper, kept, redundant, other);
}

bool same_columns(const CheckInput& input, const IndexTotals& a, const IndexTotals& b) {
  const model::IndexShape& first = input.shape(a);
  const model::IndexShape& second = input.shape(b);
  std::vector<int> includes[2] = {first.include, second.include};
  for (auto& one : includes) std::sort(one.begin(), one.end());
  return first.keys.size() == second.keys.size() && includes[0] == includes[1];
}

}  // namespace barqdb::analyze
