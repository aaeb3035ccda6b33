// The ledger held against the chain: edited or unknown revisions, unfinished ones. Pure but for reading referred files.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/ledger.hpp"
#include "revision/graph.hpp"

namespace barqdb::execute {

// An applied revision that is not in the folder, or not as it was applied.
struct Disagreement {
  bool unknown = false;  // no file has the revision; otherwise a file of it was edited or removed
  std::string revision;
  base::Diagnostic diagnostic;
};
std::vector<Disagreement> disagreements(const model::Ledger& ledger, const revision::Graph& graph,
                                        const std::string& folder);

// Throws Error{refused} that names every applied revision that the folder does not have, and every applied file (or
// file that it refers to) whose bytes changed since.
void check_applied(const model::Ledger& ledger, const revision::Graph& graph, const std::string& folder);

// Revisions with open steps in a direction: begun, not finished.
std::vector<std::string> unfinished(const model::Ledger& ledger, model::Direction direction);

}  // namespace barqdb::execute
