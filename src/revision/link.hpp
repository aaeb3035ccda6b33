// From names to edges: finds what every revision names, and complains about names that are wrong.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "model/revision.hpp"
#include "revision/edges.hpp"

namespace barqdb::revision {

struct Links {
  std::unordered_map<std::string, Index> by_id;  // the first file that defines it
  std::map<std::string, Index> labels;
  Edges edges;  // without links to what does not exist and to a revision itself
};

// `diagnostics` may already hold complaints about files that could not be read: a name that such a file seems to define
// is not complained about again. Complaints: duplicate, forbidden and reserved ids; labels that collide; missing
// parents and dependencies; self-loops; a parent or dependency named twice.
Links link(const std::vector<model::Revision>& revisions, base::Diagnostics& diagnostics);

// Complains about every cycle and about every revision above one. `order` is topological_order(edges).
void complain_about_cycles(const std::vector<model::Revision>& revisions, const Edges& edges, const Indexes& order,
                           base::Diagnostics& diagnostics);

}  // namespace barqdb::revision
