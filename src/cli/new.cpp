// barqdb new: writes the file of a new revision.
#include <algorithm>
#include <filesystem>

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

// The revision that the new one follows; none for a base.
std::vector<std::string> parents_of(const revision::Graph& graph, const std::string& head, bool splice) {
  if (head == "head" && graph.heads().size() > 1) {
    throw Error(ErrorKind::usage, "the chain has several heads: " + base::join(graph.heads(), ", "),
                "say with --head which one to follow, or join them first: barqdb merge heads");
  }
  auto parents = revision::resolve_revisions(graph, {}, head);
  if (parents.size() > 1) {
    throw Error(ErrorKind::usage, "'" + head + "' names several revisions", "name one, or join them: barqdb merge");
  }
  if (!parents.empty() && !splice && !graph.children(parents.front()).empty()) {
    throw Error(ErrorKind::usage,
                "revision '" + parents.front() + "' is no head: '" + graph.children(parents.front()).front() +
                    "' follows it already",
                "add --splice to begin a branch there");
  }
  return parents;
}

int run_new(const Arguments& arguments, Context& context) {
  const std::string folder = context.migrations();
  // The first revision of a project makes the folder too.
  const revision::Graph none(std::vector<model::Revision>{});
  const auto& graph = std::filesystem::exists(folder) ? context.graph() : none;
  model::Revision revision;
  revision.description = arguments.text("message");
  revision.down_revisions = parents_of(graph, arguments.text("head"), arguments.flag("splice"));
  revision.branch_labels = arguments.texts("branch-label");
  for (const auto& name : arguments.texts("depends-on")) {
    if (graph.labels().contains(name)) {
      revision.depends_on.push_back(name);
      continue;
    }
    for (auto& id : revision::resolve_revisions(graph, {}, name)) revision.depends_on.push_back(std::move(id));
  }
  revision.id =
      arguments.given("rev-id") ? arguments.text("rev-id") : next_id(graph, revision.down_revisions, base::today());
  context.write(write_revision(graph, folder, std::move(revision), arguments.flag("sql")) + "\n");
  return 0;
}

}  // namespace

Command new_command() {
  Command command;
  command.name = "new";
  command.group = "chain";
  command.summary = "write the file of a new revision";
  command.details =
      "Writes <id>_<message>.yaml into the migrations folder and prints its path. The id continues the manner of the "
      "chain: after 021 comes 022; otherwise the date and a number, 20250106_001. An existing file is never "
      "overwritten. Reads and writes files only, no server.";
  command.examples = {"barqdb new \"add tier to couriers\"", "barqdb new \"backfill\" --sql",
                      "barqdb new \"billing\" --head base --branch-label billing",
                      "barqdb new \"hotfix\" --head 020 --splice"};
  command.options = {
      {OptionKind::positional, "MESSAGE", "what the revision does: its description, and part of its file name", "",
       true},
      {OptionKind::flag, "--sql", "write a .sql file"},
      {OptionKind::value, "--head REV", "the revision to follow; base begins a new root", "head"},
      {OptionKind::flag, "--splice", "allow a revision that others follow already: a new branch"},
      {OptionKind::values, "--branch-label LABEL", "label of the branch that begins here"},
      {OptionKind::values, "--depends-on REV", "a revision of another branch that must be applied before"},
      {OptionKind::value, "--rev-id ID", "the id, instead of the next one"},
  };
  command.run = run_new;
  return command;
}

}  // namespace barqdb::cli
