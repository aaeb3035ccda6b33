// The chain as a graph: heads, bases, order, and the sets that a target names. Pure; Alembic's words.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/revision.hpp"

namespace barqdb::revision {

using IdSet = std::set<std::string>;

class Graph {
 public:
  // Checks everything and complains about all of it at once: duplicate ids, missing parents and dependencies, self-loops,
  // cycles, unreachable revisions, labels that collide. Throws Error{usage}.
  explicit Graph(std::vector<model::Revision> revisions);

  bool empty() const { return revisions_.empty(); }
  const std::vector<model::Revision>& revisions() const { return revisions_; }  // parents before children, stable
  const model::Revision* find(const std::string& id) const;                     // exact id; nullptr when unknown
  const model::Revision& at(const std::string& id) const;                       // exact id, known

  std::vector<std::string> heads() const;          // no revision has it as down_revision
  std::vector<std::string> bases() const;
  std::vector<std::string> branch_points() const;  // more than one child
  std::vector<std::string> children(const std::string& id) const;  // by down_revision
  std::vector<std::string> labels_of(const std::string& id) const; // own and inherited, as Alembic spreads them

  // With down_revision and depends_on both followed.
  IdSet ancestors(const IdSet& ids) const;         // including the ids themselves
  IdSet descendants(const IdSet& ids) const;       // including the ids themselves
  std::vector<std::string> ordered(const IdSet& ids) const;  // parents first
  // Of an applied set: the members that no other member stands on by down_revision.
  std::vector<std::string> heads_of(const IdSet& applied) const;

 private:
  std::vector<model::Revision> revisions_;
  std::map<std::string, std::size_t> by_id_;
  std::vector<std::vector<std::size_t>> children_;
  std::vector<std::vector<std::size_t>> dependents_;
};

}  // namespace barqdb::revision
