// Ranges without a server.
#include "cli/offline_range.hpp"

#include "revision/target.hpp"

namespace barqdb::cli {

std::vector<std::string> offline_ids(const revision::Graph& graph, const std::string& target) {
  if (target.find(':') == std::string::npos) return revision::resolve_upgrade(graph, {}, target);
  std::vector<std::string> ids = revision::resolve_range(graph, {}, target);
  const std::string from = target.substr(0, target.find(':'));
  if (from.empty() || from == "base" || ids.empty()) return ids;
  // The database stands at `a` already.
  const std::vector<std::string> standing = revision::resolve_revisions(graph, {}, from);
  const revision::IdSet done = graph.ancestors({standing.begin(), standing.end()});
  std::erase_if(ids, [&](const std::string& id) { return done.contains(id); });
  return ids;
}

}  // namespace barqdb::cli
