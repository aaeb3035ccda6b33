// Revisions of the chain as rows of a report.
#include "cli/chain_report.hpp"

#include <algorithm>

namespace barqdb::cli {

std::vector<std::string> marks_of(const revision::Graph& graph, const std::string& id) {
  const auto& edges = graph.edges();
  const auto index = graph.index_of(id).value();
  std::vector<std::string> marks;
  if (edges.parents[index].empty()) marks.emplace_back("base");
  if (edges.parents[index].size() > 1) marks.emplace_back("merge");
  if (edges.children[index].size() > 1) marks.emplace_back("branch point");
  if (edges.children[index].empty()) marks.emplace_back("head");
  return marks;
}

model::Report chain_report(const std::string& name, const revision::Graph& graph, const std::vector<std::string>& ids,
                           const ChainReportOptions& options) {
  model::Report report;
  report.name = name;
  if (graph.empty()) report.notes.push_back("the chain is empty; `barqdb new MESSAGE` writes its first revision");
  report.columns = {{"revision", "revision"},
                    {"down_revision", "down_revision"},
                    {"depends_on", "depends_on"},
                    {"applied", "applied"},
                    {"marks", "marks"},
                    {"branch_labels", "labels"},
                    {"description", "description"},
                    {"file", "file"}};
  enum Position { depends_on = 2, applied = 3, labels = 5, file = 7 };
  report.columns[depends_on].shown = false;
  report.columns[labels].shown = false;
  report.columns[applied].shown = options.applied != nullptr;
  report.columns[file].shown = options.files;
  std::vector<std::string> current;
  if (options.applied != nullptr) current = graph.heads_of(*options.applied);
  for (const auto& id : ids) {
    const auto& revision = graph.at(id);
    auto marks = marks_of(graph, id);
    if (std::find(current.begin(), current.end(), id) != current.end()) marks.emplace_back("current");
    const auto spread = graph.labels_of(id);
    if (!revision.depends_on.empty()) report.columns[depends_on].shown = true;
    if (!spread.empty()) report.columns[labels].shown = true;
    model::Value is_applied;
    if (options.applied != nullptr) is_applied = options.applied->contains(id);
    report.rows.push_back({id, revision.down_revisions, revision.depends_on, is_applied, std::move(marks), spread,
                           revision.description, revision.file});
  }
  return report;
}

}  // namespace barqdb::cli
