// Walks over the graph by index.
#include "revision/edges.hpp"

#include <functional>
#include <queue>

namespace barqdb::revision {
namespace {

Marks reach(std::size_t size, const Indexes& from, const std::vector<Indexes>& first,
            const std::vector<Indexes>* second) {
  Marks seen(size, 0);
  Indexes todo;
  const auto visit = [&](const Indexes& next) {
    for (const Index index : next) {
      if (seen[index] != 0) continue;
      seen[index] = 1;
      todo.push_back(index);
    }
  };
  visit(from);
  while (!todo.empty()) {
    const Index index = todo.back();
    todo.pop_back();
    visit(first[index]);
    if (second != nullptr) visit((*second)[index]);
  }
  return seen;
}

}  // namespace

void Edges::link_back() {
  children.assign(size(), {});
  dependents.assign(size(), {});
  for (Index index = 0; index < size(); ++index) {
    for (const Index parent : parents[index]) children[parent].push_back(index);
    for (const Index dependency : dependencies[index]) dependents[dependency].push_back(index);
  }
}

Marks Edges::ancestors(const Indexes& from, Follow follow) const {
  return reach(size(), from, parents, follow == Follow::everything ? &dependencies : nullptr);
}

Marks Edges::descendants(const Indexes& from, Follow follow) const {
  return reach(size(), from, children, follow == Follow::everything ? &dependents : nullptr);
}

Marks Edges::lineage(Index from) const {
  Marks marks = ancestors({from}, Follow::down_revision);
  const Marks above = descendants({from}, Follow::down_revision);
  for (std::size_t index = 0; index < marks.size(); ++index) marks[index] |= above[index];
  return marks;
}

Indexes components(const Edges& edges) {
  constexpr Index none = ~Index{0};
  Indexes component(edges.size(), none);
  Index count = 0;
  Indexes todo;
  for (Index start = 0; start < edges.size(); ++start) {
    if (component[start] != none) continue;
    component[start] = count;
    todo.push_back(start);
    while (!todo.empty()) {
      const Index index = todo.back();
      todo.pop_back();
      for (const auto* next : {&edges.parents, &edges.dependencies, &edges.children, &edges.dependents}) {
        for (const Index other : (*next)[index]) {
          if (component[other] != none) continue;
          component[other] = count;
          todo.push_back(other);
        }
      }
    }
    ++count;
  }
  return component;
}

Indexes marked(const Marks& marks) {
  Indexes out;
  for (Index index = 0; index < marks.size(); ++index) {
    if (marks[index] != 0) out.push_back(index);
  }
  return out;
}

Indexes topological_order(const Edges& edges) {
  std::vector<std::size_t> waits_for(edges.size());
  std::priority_queue<Index, Indexes, std::greater<>> ready;
  for (Index index = 0; index < edges.size(); ++index) {
    waits_for[index] = edges.parents[index].size() + edges.dependencies[index].size();
    if (waits_for[index] == 0) ready.push(index);
  }
  Indexes order;
  order.reserve(edges.size());
  while (!ready.empty()) {
    const Index index = ready.top();
    ready.pop();
    order.push_back(index);
    for (const auto* next : {&edges.children[index], &edges.dependents[index]}) {
      for (const Index above : *next) {
        if (--waits_for[above] == 0) ready.push(above);
      }
    }
  }
  return order;
}

}  // namespace barqdb::revision
