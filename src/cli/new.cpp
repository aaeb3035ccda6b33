// barqdb new: writes the file of a new revision.
#include <algorithm>
#include <filesystem>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/inspect.hpp"
#include "cli/command.hpp"
#include "cli/new_revision.hpp"
#include "execute/autogenerate.hpp"
#include "revision/reader.hpp"
#include "revision/step_yaml.hpp"
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

bool is_connection(const std::string& from) {
  if (from.starts_with("postgres://") || from.starts_with("postgresql://")) return true;
  return from.find('=') != std::string::npos && !std::filesystem::exists(from);
}

// The indexes that another database or a file of definitions has.
std::vector<model::InspectedIndex> read_wanted(db::Connection& live, const std::string& from) {
  if (is_connection(from)) {
    db::ConnectOptions options;
    options.conninfo = from;
    db::Connection other(options);
    // Its names are for the live database: there a name without a schema may be another table's.
    return execute::read_state(other, !catalog::has_plain_path(live));
  }
  base::Diagnostics diagnostics;
  const auto definitions = revision::load_index_definitions(from, diagnostics);
  diagnostics.throw_if_any();
  return execute::wanted_state(live, definitions);
}

// The steps as YAML; "" when nothing is different.
std::string generate_steps(const Arguments& arguments, Context& context, const revision::Graph& graph) {
  db::Connection live = context.connect();
  const execute::Generated generated = execute::autogenerate(
      live, graph, context.migrations(), context.settings().check, read_wanted(live, arguments.text("from")));
  for (const std::string& sentence : generated.left_out) context.say("left out: " + sentence);
  const plan::Difference& difference = generated.difference;
  if (difference.steps.empty()) {
    context.say("no difference: the indexes are as wanted; no file was written");
    return "";
  }
  std::vector<std::string> parts;
  const auto count = [&](std::int64_t number, const char* word) {
    if (number > 0) parts.push_back(std::string(word) + " " + std::to_string(number));
  };
  count(difference.created, "create");
  count(difference.dropped, "drop");
  count(difference.replaced, "replace");
  count(difference.renamed, "rename");
  count(difference.altered, "alter");
  context.say("difference: " + base::join(parts, ", "));
  return revision::steps_text(difference.steps);
}

void check_generate_options(const Arguments& arguments) {
  if (arguments.flag("autogenerate") != arguments.given("from")) {
    throw Error(ErrorKind::usage, "--autogenerate and --from belong together",
                "write --autogenerate --from URL, or --autogenerate --from indexes.yaml");
  }
  if (!arguments.flag("autogenerate")) return;
  for (const char* other : {"sql", "splice"}) {
    if (arguments.flag(other))
      throw Error(ErrorKind::usage, std::string("--autogenerate stands beside --") + other, "leave one of them out");
  }
}

int run_new(const Arguments& arguments, Context& context) {
  check_generate_options(arguments);
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
  std::string steps;
  if (arguments.flag("autogenerate")) {
    steps = generate_steps(arguments, context, graph);
    if (steps.empty()) return 0;
  }
  context.write(write_revision(graph, folder, std::move(revision), arguments.flag("sql"), steps) + "\n");
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
      "overwritten. Reads and writes files only, no server.\n\n"
      "With --autogenerate it compares the indexes of the live database, which must be at the head of the chain, with "
      "those of another database or of a file of index definitions, and writes the difference as steps: creates, "
      "drops, replacements, renames, each with its way back. What the other side does not have is dropped: read the "
      "file before you apply it. When nothing is different it writes no file.";
  command.examples = {"barqdb new \"add tier to couriers\"", "barqdb new \"backfill\" --sql",
                      "barqdb new \"billing\" --head base --branch-label billing",
                      "barqdb new \"hotfix\" --head 020 --splice",
                      "barqdb new \"as in production\" --autogenerate --from postgresql://reader@db/app"};
  command.options = {
      {OptionKind::positional, "MESSAGE", "what the revision does: its description, and part of its file name", "",
       true},
      {OptionKind::flag, "--sql", "write a .sql file"},
      {OptionKind::value, "--head REV", "the revision to follow; base begins a new root", "head"},
      {OptionKind::flag, "--splice", "allow a revision that others follow already: a new branch"},
      {OptionKind::values, "--branch-label LABEL", "label of the branch that begins here"},
      {OptionKind::values, "--depends-on REV", "a revision of another branch that must be applied before"},
      {OptionKind::value, "--rev-id ID", "the id, instead of the next one"},
      {OptionKind::flag, "--autogenerate", "write the steps: the difference to --from"},
      {OptionKind::value, "--from SOURCE", "the wanted indexes: a database's URL, or a file of index definitions"},
  };
  command.run = run_new;
  return command;
}

}  // namespace barqdb::cli
