// One finding a revision that is not as it should be.
#include "execute/check_chain.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "execute/chain_state.hpp"

namespace barqdb::execute {
namespace {

model::Finding finding(const char* check, const char* severity, const std::string& revision, std::string message,
                       const base::Place& place) {
  model::Finding out;
  out.check = check;
  out.verdict = "review";
  out.severity = severity;
  out.object = revision;
  out.message = std::move(message);
  out.file = place.file;
  out.line = place.line;
  return out;
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string unapplied_message(const model::Ledger& ledger, const std::string& id, const std::string& heads) {
  if (contains(unfinished(ledger, model::Direction::up), id))
    return "revision " + id + " was begun and not finished; `barqdb upgrade` goes on";
  if (contains(unfinished(ledger, model::Direction::down), id))
    return "revision " + id + " is rolled back in part; `barqdb downgrade` goes on";
  return "revision " + id + " is not applied; `barqdb upgrade " + heads + "` applies it";
}

void add_heads(const revision::Graph& graph, std::vector<model::Finding>& findings) {
  const std::vector<std::string> heads = graph.heads();
  if (heads.size() < 2) return;
  const model::Revision& last = graph.at(heads.back());
  model::Finding found =
      finding("check.heads", "error", last.id,
              "the chain has several heads: " + base::join(heads, ", ") + "; `barqdb merge heads` joins them",
              {last.path, std::max(1, last.down_place.line), 0});
  found.evidence.emplace_back("heads", heads);
  findings.push_back(std::move(found));
}

}  // namespace

std::vector<model::Finding> check_chain(const model::Ledger& ledger, const revision::Graph& graph,
                                        const std::string& folder) {
  std::vector<model::Finding> findings;
  const std::string heads = graph.heads().size() > 1 ? "heads" : "head";
  for (const model::Revision& revision : graph.revisions()) {
    const bool half_down = contains(unfinished(ledger, model::Direction::down), revision.id);
    if (ledger.applied.contains(revision.id) && !half_down) continue;
    model::Finding found =
        finding("check.unapplied", "warning", revision.id, unapplied_message(ledger, revision.id, heads),
                {revision.path, std::max(1, revision.place.line), 0});
    found.evidence.emplace_back("description", revision.description);
    findings.push_back(std::move(found));
  }
  for (const Disagreement& one : disagreements(ledger, graph, folder)) {
    base::Place place = one.diagnostic.place;
    const auto applied = ledger.applied.find(one.revision);
    if (place.file.empty() && applied != ledger.applied.end()) place = {folder + "/" + applied->second.file, 1, 0};
    model::Finding found = finding(one.unknown ? "check.unknown_revision" : "check.edited", "error", one.revision,
                                   one.diagnostic.message, place);
    found.evidence.emplace_back("remedy", one.diagnostic.hint);
    findings.push_back(std::move(found));
  }
  add_heads(graph, findings);
  return findings;
}

}  // namespace barqdb::execute
