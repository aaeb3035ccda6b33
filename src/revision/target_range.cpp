// Targets that name revisions rather than work: for show, stamp, merge and history.
#include <algorithm>

#include "base/error.hpp"
#include "revision/target.hpp"
#include "revision/target_text.hpp"

namespace barqdb::revision {
namespace {

using base::Error;
using base::ErrorKind;

Indexes heads_of_applied(const Graph& graph, const IdSet& applied) {
  Indexes out;
  for (const auto& id : graph.heads_of(applied)) out.push_back(*graph.index_of(id));
  return out;
}

// One end of a range; empty for base. A bare +N or -N counts from the other end.
Indexes range_end(const Graph& graph, const IdSet& applied, const std::string& end, const Indexes& other) {
  if (end == "current") return heads_of_applied(graph, applied);
  const TargetText text = parse_target(end);
  const auto branch = find_branch(graph, text);
  if (text.symbol == "heads" && !text.relative()) return heads_in(graph, branch);
  std::optional<Index> from;
  if (!text.relative()) {
    from = resolve_symbol(graph, text, branch);
    return from ? Indexes{*from} : Indexes{};
  }
  if (text.symbol == "current") {
    const Indexes heads = heads_of_applied(graph, applied);
    if (!heads.empty()) from = only(graph, heads, "'" + end + "' is ambiguous: there are several applied heads", "");
  } else if (!text.symbol.empty()) {
    from = resolve_symbol(graph, text, text.steps < 0 ? branch : std::nullopt);
  } else if (!other.empty()) {
    from = only(graph, other, "'" + end + "' is ambiguous: the other end has several revisions", "name one revision");
  }
  const auto found = walk(graph, from, text, branch, true);
  return found ? Indexes{*found} : Indexes{};
}

}  // namespace

std::vector<std::string> resolve_revisions(const Graph& graph, const IdSet& applied, const std::string& target) {
  if (target == "current") return graph.heads_of(applied);
  const TargetText text = parse_target(target);
  const auto branch = find_branch(graph, text);
  if (text.symbol == "heads" && !text.relative()) return graph.ids_of(heads_in(graph, branch));
  if (text.relative() && text.symbol.empty()) {
    throw Error(ErrorKind::usage, "'" + target + "' does not say from where",
                "write id" + target + " or head" + target);
  }
  auto found = resolve_symbol(graph, text, text.steps <= 0 ? branch : std::nullopt);
  if (text.relative()) found = walk(graph, found, text, branch);
  return found ? std::vector<std::string>{graph.id_of(*found)} : std::vector<std::string>{};
}

std::vector<std::string> resolve_range(const Graph& graph, const IdSet& applied, const std::string& range) {
  const auto colon = range.find(':');
  if (colon == std::string::npos || range.find(':', colon + 1) != std::string::npos) {
    throw Error(ErrorKind::usage, "'" + range + "' is not a range", "write a:b, a: or :b");
  }
  const std::string low = range.substr(0, colon).empty() ? "base" : range.substr(0, colon);
  const std::string high = range.substr(colon + 1).empty() ? "heads" : range.substr(colon + 1);
  const Edges& edges = graph.edges();
  // A relative end counts from the other one, so the absolute one comes first.
  const bool high_first = low.front() == '-';
  Indexes lower = high_first ? Indexes{} : range_end(graph, applied, low, {});
  const Indexes upper = range_end(graph, applied, high, lower);
  if (high_first) lower = range_end(graph, applied, low, upper);

  Marks members = edges.ancestors(upper, Follow::everything);
  for (const Index index : lower) {
    if (members[index] != 0) continue;
    throw Error(ErrorKind::usage, "'" + range + "' is empty: '" + graph.id_of(index) + "' is not below the upper end",
                "write the older end first");
  }
  if (!lower.empty()) {
    const Marks above = edges.descendants(lower, Follow::down_revision);
    for (std::size_t index = 0; index < members.size(); ++index) members[index] &= above[index];
    const bool reached = std::any_of(upper.begin(), upper.end(), [&](Index index) { return members[index] != 0; });
    if (!reached) {
      throw Error(ErrorKind::usage,
                  "'" + range + "' is empty: '" + graph.id_of(upper.front()) + "' does not descend from '" +
                      graph.id_of(lower.front()) + "' by down_revision, it only depends on it",
                  "write :" + high + " for all that it needs");
    }
  }
  return graph.ids_of(marked(members));
}

}  // namespace barqdb::revision
