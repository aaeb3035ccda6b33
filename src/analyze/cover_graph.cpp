// Indexes in the order of their worth: each is dropped only when one that stays covers it.
#include "analyze/cover_graph.hpp"

#include <algorithm>
#include <tuple>

#include "analyze/cover.hpp"

namespace barqdb::analyze {
namespace {

// Partitioned tables first, the topmost before those below: a part of an index stays or goes with the whole.
std::vector<std::int64_t> tables_from_top(const CheckInput& input) {
  std::vector<std::pair<int, std::int64_t>> depth_of;
  std::unordered_set<std::int64_t> seen;
  for (const IndexTotals& index : input.indexes) {
    if (!seen.insert(index.usage->table_oid).second) continue;
    int depth = 0;
    for (const model::TableHealth* one = input.table(index.usage->table_oid); one != nullptr && one->parent; ++depth)
      one = input.table(*one->parent);
    depth_of.emplace_back(depth, index.usage->table_oid);
  }
  std::sort(depth_of.begin(), depth_of.end());
  std::vector<std::int64_t> tables;
  tables.reserve(depth_of.size());
  for (const auto& [depth, table] : depth_of) tables.push_back(table);
  return tables;
}

// Those first that others may lean on: more keys, more columns, a promise to keep, uniqueness; the older of twins.
void sort_by_worth(const CheckInput& input, std::vector<const IndexTotals*>& indexes) {
  const auto worth = [&](const IndexTotals& index) {
    const model::IndexShape& shape = input.shape(index);
    const bool stays = index.usage->parent.has_value() || !may_be_covered(input, index, "index.duplicate");
    return std::tuple(-static_cast<int>(shape.keys.size()), -static_cast<int>(shape.include.size()), !stays,
                      !index.usage->backs_constraint, !index.usage->unique, !shape.nulls_not_distinct,
                      index.usage->oid);
  };
  std::sort(indexes.begin(), indexes.end(),
            [&](const IndexTotals* a, const IndexTotals* b) { return worth(*a) < worth(*b); });
}

class Resolver {
 public:
  explicit Resolver(const CheckInput& input) : input_(input) {}

  void resolve(std::int64_t table) {
    std::vector<const IndexTotals*> indexes;
    for (const std::size_t place : input_.indexes_of(table)) indexes.push_back(&input_.indexes[place]);
    if (indexes.size() < 2) return;
    sort_by_worth(input_, indexes);
    std::vector<const IndexTotals*> kept;
    for (const IndexTotals* index : indexes) {
      if (gone(*index) || !index->usage->valid) continue;
      const IndexTotals* keeper = may_go(*index) ? nearest_among(kept, *index) : nullptr;
      if (keeper == nullptr) {
        kept.push_back(index);
      } else {
        note(graph_.keeper_of, *index, *keeper);
      }
    }
    for (const IndexTotals* index : indexes) {
      const IndexTotals* twin = index->usage->valid || index->bound ? nullptr : nearest_among(kept, *index);
      if (twin != nullptr) note(graph_.twin_of_invalid, *index, *twin);
    }
  }
  CoverGraph take() { return std::move(graph_); }

 private:
  // A part goes with the whole that it is attached to.
  bool gone(const IndexTotals& index) const { return graph_.keeper_of.contains(input_.root(index).usage->oid); }
  bool may_go(const IndexTotals& index) const {
    if (index.usage->parent || (index.usage->partitioned && index.leaves == 0)) return false;
    return may_be_covered(input_, index, "index.duplicate") && may_be_covered(input_, index, "index.redundant");
  }
  void note(std::unordered_map<std::int64_t, std::int64_t>& map, const IndexTotals& index, const IndexTotals& keeper) {
    map[index.usage->oid] = keeper.usage->oid;
    graph_.keepers.insert(input_.root(keeper).usage->oid);
  }
  // The smallest that covers it.
  const IndexTotals* nearest_among(const std::vector<const IndexTotals*>& kept, const IndexTotals& index) const {
    const IndexTotals* nearest = nullptr;
    const auto keys = [&](const IndexTotals& one) { return input_.shape(one).keys.size(); };
    for (const IndexTotals* keeper : kept) {
      if (!covers(input_, *keeper, index)) continue;
      if (nearest == nullptr || keys(*keeper) < keys(*nearest)) nearest = keeper;
    }
    return nearest;
  }

  const CheckInput& input_;
  CoverGraph graph_;
};

}  // namespace

bool may_be_covered(const CheckInput& input, const IndexTotals& index, const std::string& check) {
  return !index.bound && !input.of_extension(index.usage->table_oid) &&
         input.keep_rule(index.usage->index, check) == nullptr;
}

CoverGraph make_cover_graph(const CheckInput& input) {
  Resolver resolver(input);
  for (const std::int64_t table : tables_from_top(input)) resolver.resolve(table);
  return resolver.take();
}

}  // namespace barqdb::analyze
