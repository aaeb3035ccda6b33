// The chain as a graph: heads, bases, order, and the sets that a target names. Pure; Alembic's words.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "model/revision.hpp"
#include "revision/edges.hpp"

namespace barqdb::revision {

using IdSet = std::set<std::string>;

class Graph {
 public:
  // Checks everything and complains about all of it at once: duplicate ids, missing parents and dependencies,
  // self-loops, cycles, unreachable revisions, labels that collide. `found` are the complaints of the files that could
  // not be read: they are thrown together with the graph's own. Throws Error{usage}.
  explicit Graph(std::vector<model::Revision> revisions, base::Diagnostics found = {});

  bool empty() const { return revisions_.empty(); }
  // Parents and dependencies before those that need them; among those that are free to go, by file name.
  const std::vector<model::Revision>& revisions() const { return revisions_; }
  const model::Revision* find(const std::string& id) const;  // exact id; nullptr when unknown
  const model::Revision& at(const std::string& id) const;    // exact id, known

  std::vector<std::string> heads() const;  // no revision has it as down_revision
  std::vector<std::string> bases() const;
  std::vector<std::string> branch_points() const;                  // more than one child
  std::vector<std::string> children(const std::string& id) const;  // by down_revision
  // Own and inherited labels, sorted: a label reaches all descendants by down_revision, and the ancestors of its
  // revision down to the next branch point or merge.
  std::vector<std::string> labels_of(const std::string& id) const;

  // With down_revision and depends_on both followed.
  IdSet ancestors(const IdSet& ids) const;  // including the ids themselves
  std::vector<std::string> ordered(
      const IdSet& ids) const;  // parents first; ids that are not in the graph are left out
  // Of an applied set: the members that no other member stands on by down_revision.
  std::vector<std::string> heads_of(const IdSet& applied) const;

  // The same by index into revisions(), for algorithms over large chains: ascending indexes are the order of the chain.
  std::optional<Index> index_of(const std::string& id) const;
  const std::string& id_of(Index index) const { return revisions_[index].id; }
  const Edges& edges() const { return edges_; }
  std::vector<std::string> ids_of(const Indexes& indexes) const;
  Marks marks_of(const IdSet& ids) const;  // unknown ids are left out
  const std::map<std::string, Index>& labels() const {
    return labels_;
  }  // each label and the revision that declares it

 private:
  void spread_labels();

  std::vector<model::Revision> revisions_;
  std::unordered_map<std::string, Index> by_id_;
  Edges edges_;
  std::map<std::string, Index> labels_;
  std::vector<std::vector<std::string>> spread_labels_;  // by revision; empty when the chain has no labels
};

}  // namespace barqdb::revision
