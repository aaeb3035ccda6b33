// Comparing marks, ids and files.
#include "execute/chain_identity.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::execute {
namespace {

bool knows_one(const revision::Graph& graph, const std::vector<std::string>& ids) {
  return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return graph.find(id) != nullptr; });
}

// The ids of the ledger are in the chain, but behind each stands another file with other content.
bool only_ids_agree(const model::Ledger& ledger, const revision::Graph& graph) {
  bool shared = false;
  for (const auto& [id, applied] : ledger.applied) {
    const model::Revision* revision = graph.find(id);
    if (revision == nullptr) continue;
    if (revision->checksum == applied.checksum || revision->file == applied.file) return false;
    shared = true;
  }
  return shared;
}

std::string listed(const std::vector<std::string>& ids) { return ids.empty() ? "no revision" : base::join(ids, ", "); }

}  // namespace

model::ChainIdentity identity_of(const revision::Graph& graph, const std::string& project) {
  model::ChainIdentity identity{project, graph.bases()};
  std::sort(identity.bases.begin(), identity.bases.end());
  return identity;
}

model::ChainIdentity mark_of(const model::Ledger& ledger, const revision::Graph& graph, const std::string& project) {
  return identity_of(graph, project.empty() && ledger.chain ? ledger.chain->project : project);
}

std::string other_chain(const model::Ledger& ledger, const revision::Graph& graph, const std::string& project) {
  if (ledger.chain && !ledger.chain->project.empty() && !project.empty()) {
    if (ledger.chain->project == project) return "";
    return "it is that of project " + ledger.chain->project + ", and the profile names project " + project;
  }
  const std::vector<std::string> bases = graph.bases();
  if (ledger.chain && !ledger.chain->bases.empty() && !bases.empty() && !knows_one(graph, ledger.chain->bases)) {
    return "it begins with " + listed(ledger.chain->bases) + ", and this chain begins with " + listed(bases);
  }
  if (!only_ids_agree(ledger, graph)) return "";
  const model::AppliedRevision& first = ledger.applied.begin()->second;
  return "its revisions have other files behind the same ids: " + first.id + " was " + first.file;
}

void check_identity(const model::Ledger& ledger, const revision::Graph& graph, const std::string& project) {
  const std::string why = other_chain(ledger, graph, project);
  if (why.empty()) return;
  throw base::Error(base::ErrorKind::refused, "the ledger in this database belongs to another chain: " + why,
                    "connect to the right database; if this chain takes the database over on purpose, set the ledger "
                    "with `barqdb stamp --purge REVISION`");
}

}  // namespace barqdb::execute
