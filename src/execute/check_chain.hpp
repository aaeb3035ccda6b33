// The ledger held against the chain, as findings: what is not applied, not known, not as it was, and not one.
#pragma once

#include <string>
#include <vector>

#include "model/ledger.hpp"
#include "model/report.hpp"
#include "revision/graph.hpp"

namespace barqdb::execute {

// check.unapplied, check.unknown_revision, check.edited, check.heads. Pure but for reading referred files.
std::vector<model::Finding> check_chain(const model::Ledger& ledger, const revision::Graph& graph,
                                        const std::string& folder);

}  // namespace barqdb::execute
