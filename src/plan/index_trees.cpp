// Parts know what they hang below by oid where a database told it, else by name.
#include "plan/index_trees.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace barqdb::plan {
namespace {

using Indexes = std::vector<model::InspectedIndex>;
using model::InspectedIndex;
using model::QualifiedName;

bool is_top(const InspectedIndex& index) {
  return index.partitioned && !is_part(index) && index.definition.constraint.empty();
}

bool is_told(const InspectedIndex& top) { return top.definition.only; }

// Tables whose parts have names that other indexes are to have.
std::set<QualifiedName> tables_in_the_way(const Indexes& live, const Indexes& wanted) {
  std::set<QualifiedName> names, tables;
  for (const InspectedIndex& index : wanted) {
    if (!is_part(index) && index.definition.constraint.empty()) names.insert(index.name);
  }
  const IndexTrees trees(live);
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (!is_top(live[i])) continue;
    for (const std::size_t part : trees.all_below(i)) {
      if (names.contains(live[part].name)) tables.insert(live[i].table);
    }
  }
  return tables;
}

// Tables of which one has a tree that cannot be told as one index: parts have something of their own, or the tree is to
// move, which PostgreSQL does part by part.
std::set<QualifiedName> tables_to_tell(const Indexes& live, const Indexes& wanted) {
  std::set<QualifiedName> tables = tables_in_the_way(live, wanted);
  std::map<QualifiedName, std::string> tablespaces;
  for (const InspectedIndex& index : live) {
    if (is_top(index)) tablespaces[index.name] = index.definition.tablespace;
  }
  for (const InspectedIndex& index : wanted) {
    const auto found = is_top(index) && is_told(index) ? tablespaces.find(index.name) : tablespaces.end();
    if (found != tablespaces.end() && found->second != index.definition.tablespace) tables.insert(index.table);
  }
  for (const Indexes* side : {&live, &wanted}) {
    for (const InspectedIndex& index : *side) {
      if (is_top(index) && is_told(index) && !index.plain_parts) tables.insert(index.table);
    }
  }
  return tables;
}

void fold(Indexes& indexes, const std::set<QualifiedName>& tops) {
  const IndexTrees trees(indexes);
  std::set<const InspectedIndex*> gone;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    if (!is_top(indexes[i]) || !tops.contains(indexes[i].name)) continue;
    for (const std::size_t part : trees.all_below(i)) gone.insert(&indexes[part]);
    indexes[i].definition.only = false;
  }
  Indexes left;
  left.reserve(indexes.size() - gone.size());
  for (InspectedIndex& index : indexes) {
    if (!gone.contains(&index)) left.push_back(std::move(index));
  }
  indexes = std::move(left);
}

// The names of the plain trees of one side that are folded, given the other side.
std::set<QualifiedName> to_fold(const Indexes& side, const Indexes& other, const std::set<QualifiedName>& told_tables) {
  std::set<QualifiedName> folded_tops, told_tops, folded_tables;  // of the other side
  for (const InspectedIndex& index : other) {
    if (!is_top(index)) continue;
    (is_told(index) ? told_tops : folded_tops).insert(index.name);
    if (!is_told(index)) folded_tables.insert(index.table);
  }
  std::set<QualifiedName> tops;
  for (const InspectedIndex& index : side) {
    if (!is_top(index) || !is_told(index) || !index.plain_parts) continue;
    // A file tells as one index what it likes to; then each tree is told as that of its name is.
    const bool by_name = folded_tables.contains(index.table) && !told_tops.contains(index.name);
    if (!told_tables.contains(index.table) || folded_tops.contains(index.name) || by_name) tops.insert(index.name);
  }
  return tops;
}

}  // namespace

bool is_part(const InspectedIndex& index) { return !index.definition.part_of.name.empty(); }

IndexTrees::IndexTrees(const Indexes& indexes) : parts_(indexes.size()) {
  std::map<std::int64_t, std::size_t> by_oid;
  std::map<std::string, std::vector<std::size_t>> by_name;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    if (indexes[i].oid != 0) by_oid.emplace(indexes[i].oid, i);
    by_name[indexes[i].name.name].push_back(i);
  }
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    if (!is_part(indexes[i])) continue;
    if (const auto found = by_oid.find(indexes[i].parent_oid); indexes[i].parent_oid != 0 && found != by_oid.end()) {
      parts_[found->second].push_back(i);
      continue;
    }
    const QualifiedName& above = indexes[i].definition.part_of;
    for (const std::size_t candidate : by_name[above.name]) {
      if (candidate == i || !(above.schema.empty() || above.schema == indexes[candidate].name.schema)) continue;
      parts_[candidate].push_back(i);
      break;
    }
  }
}

std::vector<std::size_t> IndexTrees::all_below(std::size_t index) const {
  std::vector<std::size_t> below = parts_[index];
  for (std::size_t i = 0; i < below.size() && below.size() <= parts_.size(); ++i)
    below.insert(below.end(), parts_[below[i]].begin(), parts_[below[i]].end());
  return below;
}

void align_trees(Indexes& live, Indexes& wanted) {
  const std::set<QualifiedName> told = tables_to_tell(live, wanted);
  const std::set<QualifiedName> live_tops = to_fold(live, wanted, told), wanted_tops = to_fold(wanted, live, told);
  fold(live, live_tops);
  fold(wanted, wanted_tops);
}

}  // namespace barqdb::plan
