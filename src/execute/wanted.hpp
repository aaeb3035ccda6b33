// The indexes that the applied revisions say there are.
#pragma once

#include <set>
#include <string>

#include "db/connection.hpp"
#include "model/ledger.hpp"
#include "plan/wanted_indexes.hpp"
#include "revision/graph.hpp"

namespace barqdb::execute {

struct ChainIndexes {
  plan::WantedIndexes wanted;
  std::set<std::string> unsettled;  // names of indexes that revisions which are not applied make, or made in part
};

// Loads the bodies of all revisions. Throws Error{usage} with every complaint at once.
ChainIndexes read_chain_indexes(db::Connection& connection, const model::Ledger& ledger, const revision::Graph& graph,
                                const std::string& folder);

}  // namespace barqdb::execute
