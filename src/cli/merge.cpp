// barqdb merge: writes a revision that joins heads.
#include <algorithm>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/new_revision.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

std::vector<std::string> heads_to_join(const revision::Graph& graph, const std::vector<std::string>& targets) {
  std::vector<std::string> ids;
  for (const auto& target : targets) {
    for (auto& id : revision::resolve_revisions(graph, {}, target)) {
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    }
  }
  for (const auto& id : ids) {
    if (graph.children(id).empty()) continue;
    throw Error(ErrorKind::usage, "revision '" + id + "' is no head: '" + graph.children(id).front() + "' follows it",
                "merge joins heads: see barqdb heads");
  }
  if (ids.size() < 2) {
    throw Error(ErrorKind::usage, "a merge joins at least two heads",
                ids.empty() ? "see: barqdb heads" : "only '" + ids.front() + "' was named");
  }
  return ids;
}

int run_merge(const Arguments& arguments, Context& context) {
  const auto& graph = context.graph();
  model::Revision revision;
  revision.down_revisions = heads_to_join(graph, arguments.texts("rev"));
  revision.branch_labels = arguments.texts("branch-label");
  revision.description =
      arguments.given("message") ? arguments.text("message") : "merge " + base::join(revision.down_revisions, " and ");
  revision.id =
      arguments.given("rev-id") ? arguments.text("rev-id") : next_id(graph, revision.down_revisions, base::today());
  context.write(write_revision(graph, context.migrations(), std::move(revision), false) + "\n");
  return 0;
}

}  // namespace

Command merge_command() {
  Command command;
  command.name = "merge";
  command.group = "chain";
  command.summary = "write a revision that joins heads";
  command.details =
      "Writes a revision whose down_revision is the list of the given heads, so that the chain has one head again, "
      "and prints its path. Reads and writes files only, no server.";
  command.examples = {"barqdb merge heads -m \"join billing\"", "barqdb merge 021 021b"};
  command.options = {
      {OptionKind::positionals, "REV", "the heads to join: ids, prefixes, label@head, or heads for all", "", true},
      {OptionKind::value, "-m,--message TEXT", "what the revision does"},
      {OptionKind::values, "--branch-label LABEL", "label of the branch that begins here"},
      {OptionKind::value, "--rev-id ID", "the id, instead of the next one"},
  };
  command.run = run_merge;
  return command;
}

}  // namespace barqdb::cli
