// Following the applied revisions in their order.
#include "execute/wanted.hpp"

#include <vector>

#include "execute/pending.hpp"

namespace barqdb::execute {

ChainIndexes read_chain_indexes(db::Connection& connection, const model::Ledger& ledger, const revision::Graph& graph,
                                const std::string& folder) {
  std::vector<std::string> ids;
  for (const model::Revision& revision : graph.revisions()) ids.push_back(revision.id);
  const std::string schema(connection.query("SELECT coalesce(current_schema(), 'public')").text(0, 0));
  ChainIndexes out{plan::WantedIndexes(schema), {}};
  plan::WantedIndexes others(schema);
  for (const Pending& one : load_pending(graph, ids, folder))
    plan::follow({one.revision, &one.body}, ledger.applied.contains(one.revision->id) ? out.wanted : others);
  for (const plan::WantedIndex& index : others.all()) out.unsettled.insert(index.name);
  return out;
}

}  // namespace barqdb::execute
