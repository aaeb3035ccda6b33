// What a person types as a target → which revisions to run. Pure; ambiguities are errors that name the candidates.
#pragma once

#include <string>
#include <vector>

#include "revision/graph.hpp"

namespace barqdb::revision {

// All revisions to apply, parents first. `applied` are ids known to the ledger (those that the graph does not know are
// for the caller to refuse). Targets: head, heads, base (nothing to do), +N, id, unique prefix of four characters or
// more, id+N, id-N, label, label@head, label@+N. Throws Error{usage}.
std::vector<std::string> resolve_upgrade(const Graph& graph, const IdSet& applied, const std::string& target);

// All revisions to roll back, children first. Targets: base, -N, id (it stays applied), prefix, id-N, label@base,
// label@-N.
std::vector<std::string> resolve_downgrade(const Graph& graph, const IdSet& applied, const std::string& target);

// One or more revision ids for show, stamp, merge: id, prefix, head, heads, base (empty), label, label@head, id+N,
// id-N.
std::vector<std::string> resolve_revisions(const Graph& graph, const IdSet& applied, const std::string& target);

// A range a:b for history: ids in the graph's order, both ends included; an empty end is base or heads; `current` is
// the applied heads.
std::vector<std::string> resolve_range(const Graph& graph, const IdSet& applied, const std::string& range);

}  // namespace barqdb::revision
