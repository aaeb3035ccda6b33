// Deciding for each tree whether its top is enough.
#include "catalog/inspected_tree.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace barqdb::catalog {
namespace {

using model::InspectedIndex;

class Trees {
 public:
  explicit Trees(std::vector<InspectedIndex>& indexes) {
    for (InspectedIndex& index : indexes) by_oid_[index.oid] = &index;
  }

  // nullptr when an index on the way up is not among them.
  const InspectedIndex* top_of(const InspectedIndex& part) const {
    const InspectedIndex* at = &part;
    while (at != nullptr && at->parent_oid != 0) at = parent_of(*at);
    return at;
  }

  const InspectedIndex* parent_of(const InspectedIndex& part) const {
    const auto found = by_oid_.find(part.parent_oid);
    return found == by_oid_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::int64_t, const InspectedIndex*> by_oid_;
};

// Whether the part is what PostgreSQL, or barqdb's own online build, makes of its parent.
bool is_plain_part(const InspectedIndex& part, const InspectedIndex& parent, const InspectedIndex& top,
                   PartNames names) {
  const bool named = names == PartNames::kept && part.name.name != part.default_name &&
                     part.name.name != model::partition_index_name(top.name.name, part.table);
  if (named) return false;
  return part.valid && !has_own(part.definition, parent.definition);
}

}  // namespace

bool has_own(const model::IndexDefinition& part, const model::IndexDefinition& above) {
  const bool targets = std::any_of(part.columns.begin(), part.columns.end(),
                                   [](const model::IndexColumn& column) { return column.statistics >= 0; });
  return !part.comment.empty() || !part.depends_on_extensions.empty() || part.cluster || part.replica_identity ||
         targets || part.with != above.with || part.tablespace != above.tablespace;
}

void fold_trees(std::vector<InspectedIndex>& indexes, bool all, PartNames names) {
  const Trees trees(indexes);
  std::unordered_set<const InspectedIndex*> told;  // tops that are told part by part
  const auto is_top = [](const InspectedIndex& index) {
    return index.partitioned && index.parent_oid == 0 && index.definition.constraint.empty();
  };
  for (const InspectedIndex& index : indexes) {
    if (is_top(index) && !index.valid) told.insert(&index);
    const InspectedIndex* top = index.parent_oid == 0 ? nullptr : trees.top_of(index);
    if (top == nullptr || !top->definition.constraint.empty()) continue;
    if (!is_plain_part(index, *trees.parent_of(index), *top, names)) told.insert(top);
  }
  for (InspectedIndex& index : indexes) {
    if (!all || !is_top(index)) continue;
    index.plain_parts = told.insert(&index).second;
  }
  std::unordered_set<std::int64_t> folded;
  for (InspectedIndex& index : indexes) {
    const InspectedIndex* top = trees.top_of(index);
    if (top == nullptr || !told.contains(top)) {
      if (index.parent_oid != 0) folded.insert(index.oid);
      continue;
    }
    index.definition.only = index.partitioned;
    if (const InspectedIndex* parent = trees.parent_of(index))
      index.definition.part_of = {parent->definition.table.schema, parent->definition.name};
  }
  std::erase_if(indexes, [&](const InspectedIndex& index) { return folded.contains(index.oid); });
}

}  // namespace barqdb::catalog
