// The chain as a graph.
#include "revision/graph.hpp"

#include <algorithm>
#include <utility>

#include "revision/link.hpp"

namespace barqdb::revision {
namespace {

std::vector<Indexes> renumbered(std::vector<Indexes>& edges, const Indexes& order, const Indexes& position) {
  std::vector<Indexes> out(edges.size());
  for (std::size_t at = 0; at < order.size(); ++at) {
    out[at] = std::move(edges[order[at]]);
    for (Index& index : out[at]) index = position[index];
  }
  return out;
}

}  // namespace

Graph::Graph(std::vector<model::Revision> revisions, base::Diagnostics found) {
  const auto by_file = [](const model::Revision& a, const model::Revision& b) { return a.file < b.file; };
  if (!std::is_sorted(revisions.begin(), revisions.end(), by_file)) {
    std::stable_sort(revisions.begin(), revisions.end(), by_file);
  }
  Links links = link(revisions, found);
  const Indexes order = topological_order(links.edges);
  complain_about_cycles(revisions, links.edges, order, found);
  found.throw_if_any();

  Indexes position(order.size());
  for (Index at = 0; at < order.size(); ++at) position[order[at]] = at;
  revisions_.reserve(order.size());
  for (const Index index : order) revisions_.push_back(std::move(revisions[index]));
  edges_.parents = renumbered(links.edges.parents, order, position);
  edges_.dependencies = renumbered(links.edges.dependencies, order, position);
  edges_.link_back();
  by_id_ = std::move(links.by_id);
  for (auto& [id, index] : by_id_) index = position[index];
  labels_ = std::move(links.labels);
  for (auto& [label, index] : labels_) index = position[index];
  for (Index index = 0; index < revisions_.size(); ++index) {
    if (!revisions_[index].depends_on.empty()) revisions_[index].depends_on = ids_of(edges_.dependencies[index]);
  }
  spread_labels();
}

void Graph::spread_labels() {
  if (labels_.empty()) return;
  spread_labels_.resize(revisions_.size());
  for (const auto& [label, owner] : labels_) {
    Marks marks = edges_.descendants({owner}, Follow::down_revision);
    Index at = owner;
    const auto ends_here = [&](Index index) {
      return edges_.children[index].size() + edges_.dependents[index].size() > 1 || edges_.parents[index].size() != 1;
    };
    while (!ends_here(at)) {
      at = edges_.parents[at].front();
      if (edges_.children[at].size() + edges_.dependents[at].size() > 1 || edges_.parents[at].size() > 1) break;
      marks[at] = 1;
    }
    for (const Index index : marked(marks)) spread_labels_[index].push_back(label);
  }
}

const model::Revision* Graph::find(const std::string& id) const {
  const auto index = index_of(id);
  return index ? &revisions_[*index] : nullptr;
}

const model::Revision& Graph::at(const std::string& id) const { return revisions_[by_id_.at(id)]; }

std::optional<Index> Graph::index_of(const std::string& id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Graph::ids_of(const Indexes& indexes) const {
  std::vector<std::string> out;
  out.reserve(indexes.size());
  for (const Index index : indexes) out.push_back(revisions_[index].id);
  return out;
}

Marks Graph::marks_of(const IdSet& ids) const {
  Marks marks(revisions_.size(), 0);
  for (const auto& id : ids) {
    if (const auto index = index_of(id)) marks[*index] = 1;
  }
  return marks;
}

std::vector<std::string> Graph::heads() const {
  Indexes out;
  for (Index index = 0; index < edges_.size(); ++index) {
    if (edges_.children[index].empty()) out.push_back(index);
  }
  return ids_of(out);
}

std::vector<std::string> Graph::bases() const {
  Indexes out;
  for (Index index = 0; index < edges_.size(); ++index) {
    if (edges_.parents[index].empty()) out.push_back(index);
  }
  return ids_of(out);
}

std::vector<std::string> Graph::branch_points() const {
  Indexes out;
  for (Index index = 0; index < edges_.size(); ++index) {
    if (edges_.children[index].size() > 1) out.push_back(index);
  }
  return ids_of(out);
}

std::vector<std::string> Graph::children(const std::string& id) const { return ids_of(edges_.children[by_id_.at(id)]); }

std::vector<std::string> Graph::labels_of(const std::string& id) const {
  const Index index = by_id_.at(id);
  return spread_labels_.empty() ? std::vector<std::string>{} : spread_labels_[index];
}

IdSet Graph::ancestors(const IdSet& ids) const {
  const auto out = ids_of(marked(edges_.ancestors(marked(marks_of(ids)), Follow::everything)));
  return {out.begin(), out.end()};
}

std::vector<std::string> Graph::ordered(const IdSet& ids) const { return ids_of(marked(marks_of(ids))); }

std::vector<std::string> Graph::heads_of(const IdSet& applied) const {
  const Marks member = marks_of(applied);
  Indexes out;
  for (const Index index : marked(member)) {
    const auto& above = edges_.children[index];
    if (std::none_of(above.begin(), above.end(), [&](Index child) { return member[child] != 0; })) out.push_back(index);
  }
  return ids_of(out);
}

}  // namespace barqdb::revision
