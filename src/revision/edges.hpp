// Who stands on whom, by index: the graph without its names, and the walks over it. No recursion, linear time.
#pragma once

#include <cstdint>
#include <vector>

namespace barqdb::revision {

using Index = std::uint32_t;
using Indexes = std::vector<Index>;
using Marks = std::vector<char>;  // one flag a revision

// What a walk follows: down_revision only (Alembic's lineage), or depends_on too.
enum class Follow { down_revision, everything };

struct Edges {
  std::vector<Indexes> parents;       // down_revision
  std::vector<Indexes> dependencies;  // depends_on
  std::vector<Indexes> children;      // those that have it as down_revision
  std::vector<Indexes> dependents;    // those that have it in depends_on

  std::size_t size() const { return parents.size(); }
  // Fills children and dependents from parents and dependencies.
  void link_back();

  Marks ancestors(const Indexes& from, Follow follow) const;    // including the start
  Marks descendants(const Indexes& from, Follow follow) const;  // including the start
  // Ancestors and descendants by down_revision: what Alembic calls the lineage of a revision.
  Marks lineage(Index from) const;
};

// For every revision the number of its component: revisions that no edge connects, in either direction, differ.
Indexes components(const Edges& edges);

Indexes marked(const Marks& marks);  // ascending

// Parents and dependencies first; among those that are free to go, the lowest index. Shorter than the graph when there
// is a cycle: the rest is in a cycle or above one.
Indexes topological_order(const Edges& edges);
// Revisions that all stand on each other.
struct Knot {
  Indexes members;
  // A shortest way from the lowest member back to itself: it, what it stands on, what that stands on, and so on.
  Indexes cycle;
};

std::vector<Knot> find_knots(const Edges& edges);  // by their lowest members

}  // namespace barqdb::revision
