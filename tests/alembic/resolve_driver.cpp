// Answers questions about chains on standard input, one line each, so that compare.py can ask Alembic the same.
//   revision ID DOWN DEPENDS LABELS   lists are comma-separated, "-" is empty; collects the next chain
//   chain                             makes the chain: "ok" or "error ..."
//   heads | bases | branch-points
//   labels ID
//   upgrade APPLIED TARGET | downgrade APPLIED TARGET | revisions APPLIED TARGET
// Every answer is "ok ID ID ..." or "error MESSAGE".
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "revision/graph.hpp"
#include "revision/target.hpp"

namespace {

using barqdb::revision::Graph;
using barqdb::revision::IdSet;
using Names = std::vector<std::string>;

Names list(const std::string& text) {
  if (text == "-") return {};
  Names out;
  for (const auto item : barqdb::base::split(text, ',')) out.emplace_back(item);
  return out;
}

barqdb::model::Revision read_revision(std::istringstream& words) {
  barqdb::model::Revision revision;
  std::string down;
  std::string depends_on;
  std::string labels;
  words >> revision.id >> down >> depends_on >> labels;
  revision.file = revision.id + ".yaml";
  revision.down_revisions = list(down);
  revision.depends_on = list(depends_on);
  revision.branch_labels = list(labels);
  return revision;
}

Names answer(const Graph& graph, const std::string& question, std::istringstream& words) {
  if (question == "heads") return graph.heads();
  if (question == "bases") return graph.bases();
  if (question == "branch-points") return graph.branch_points();
  std::string first;
  std::string target;
  words >> first >> target;
  if (question == "labels") return graph.labels_of(first);
  const Names ids = list(first);
  const IdSet applied(ids.begin(), ids.end());
  if (question == "upgrade") return barqdb::revision::resolve_upgrade(graph, applied, target);
  if (question == "downgrade") return barqdb::revision::resolve_downgrade(graph, applied, target);
  return barqdb::revision::resolve_revisions(graph, applied, target);
}

}  // namespace

int main() {
  std::vector<barqdb::model::Revision> collected;
  std::optional<Graph> graph;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string question;
    words >> question;
    if (question == "revision") {
      collected.push_back(read_revision(words));
      continue;
    }
    try {
      Names ids;
      if (question == "chain") {
        graph.reset();
        graph.emplace(std::exchange(collected, {}));
      } else {
        ids = answer(graph.value(), question, words);
      }
      std::cout << "ok";
      for (const auto& id : ids) std::cout << " " << id;
      std::cout << "\n";
    } catch (const barqdb::base::Error& error) {
      std::cout << "error " << error.message << "\n";
    }
  }
}
