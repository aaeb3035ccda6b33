// barqdb branches: where the chain forks, and the roots that nothing connects.
#include <algorithm>
#include <map>

#include "cli/command.hpp"

namespace barqdb::cli {
namespace {

void add_row(model::Report& report, const revision::Graph& graph, const std::string& kind, const std::string& id,
             const std::vector<std::string>& next) {
  const auto& revision = graph.at(id);
  report.rows.push_back({kind, id, next, graph.labels_of(id), revision.description, revision.file});
}

// The roots of a chain that falls into parts without any connection, each with the heads of its part.
void add_roots(model::Report& report, const revision::Graph& graph) {
  const auto& edges = graph.edges();
  const auto component = revision::components(edges);
  const auto last = std::max_element(component.begin(), component.end());
  if (last == component.end() || *last == 0) return;
  std::map<revision::Index, std::vector<std::string>> heads;
  for (revision::Index index = 0; index < edges.size(); ++index) {
    if (edges.children[index].empty()) heads[component[index]].push_back(graph.id_of(index));
  }
  for (revision::Index index = 0; index < edges.size(); ++index) {
    if (!edges.parents[index].empty()) continue;
    add_row(report, graph, "independent root", graph.id_of(index), heads[component[index]]);
  }
  report.notes.push_back("The chain has " + std::to_string(*last + 1) +
                         " parts that nothing connects; among them the order is that of the file names.");
}

int run_branches(const Arguments&, Context& context) {
  const auto& graph = context.graph();
  model::Report report;
  report.name = "branches";
  report.columns = {{"kind", "kind"},
                    {"revision", "revision"},
                    {"next", "next"},
                    {"branch_labels", "labels"},
                    {"description", "description"},
                    {"file", "file"}};
  report.columns.back().shown = context.globals().verbosity > 0;
  for (const auto& id : graph.branch_points()) add_row(report, graph, "branch point", id, graph.children(id));
  add_roots(report, graph);
  if (report.rows.empty()) report.notes.emplace_back("The chain is one line.");
  context.write(report);
  return 0;
}

}  // namespace

Command branches_command() {
  Command command;
  command.name = "branches";
  command.group = "chain";
  command.summary = "list branch points and independent roots";
  command.details =
      "A branch point is a revision that more than one names as its down_revision; its next revisions are listed with "
      "it. An independent root begins a part of the chain that neither a merge nor depends_on connects with the rest; "
      "the heads of that part are listed with it. Reads the files only, no server.";
  command.examples = {"barqdb branches", "barqdb branches --format json"};
  command.formats = {"table", "json", "markdown"};
  command.run = run_branches;
  return command;
}

}  // namespace barqdb::cli
