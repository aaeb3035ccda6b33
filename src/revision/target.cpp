// Upgrade and downgrade targets → the revisions to run.
#include "revision/target.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "revision/target_text.hpp"

namespace barqdb::revision {
namespace {

using base::Error;
using base::ErrorKind;

// Where label@+N starts: the applied head on the branch; else the tips of what is applied of it; else base.
std::optional<Index> start_on_branch(const Graph& graph, const Marks& applied, const TargetText& target,
                                     const Branch& branch) {
  Indexes heads = current_heads(graph, applied);
  std::erase_if(heads, [&](Index index) { return branch.lineage[index] == 0; });
  if (heads.empty()) {
    Marks on_branch = applied;
    for (std::size_t index = 0; index < on_branch.size(); ++index) on_branch[index] &= branch.lineage[index];
    heads = current_heads(graph, on_branch);
  }
  if (heads.empty()) return std::nullopt;
  return only(graph, heads, "'" + target.whole + "' is ambiguous: the branch has several applied heads",
              "name the revision to go to");
}

// +N from what is applied. Alembic goes up from the current head; here it must also be the only way to go on.
std::optional<Index> step_up(const Graph& graph, const Marks& applied, const TargetText& target,
                             const std::optional<Branch>& branch) {
  if (branch) return walk(graph, start_on_branch(graph, applied, target, *branch), target, branch);
  const Indexes heads = current_heads(graph, applied);
  if (heads.size() > 1) {
    only(graph, heads,
         "'" + target.whole + "' is ambiguous: the database has " + std::to_string(heads.size()) + " heads",
         "name the revision to go to, or write label@" + target.whole);
  }
  const auto found = walk(graph, heads.empty() ? std::nullopt : std::optional<Index>(heads.front()), target, branch);
  const Edges& edges = graph.edges();
  const Marks needed = edges.ancestors({*found}, Follow::everything);
  const Marks beyond = edges.descendants({*found}, Follow::everything);
  Indexes possible;
  for (Index index = 0; index < edges.size(); ++index) {
    if (applied[index] != 0 || needed[index] != 0 || beyond[index] != 0) continue;
    const auto& parents = edges.parents[index];
    if (std::all_of(parents.begin(), parents.end(), [&](Index parent) { return applied[parent] != 0; })) {
      possible.push_back(index);
    }
  }
  if (!possible.empty()) {
    possible.push_back(*found);
    std::sort(possible.begin(), possible.end());
    only(graph, possible, "'" + target.whole + "' is ambiguous: several revisions may come next",
         "name one of them, or write label@" + target.whole);
  }
  return found;
}

Indexes upgrade_targets(const Graph& graph, const Marks& applied, const TargetText& target) {
  const auto branch = find_branch(graph, target);
  if (target.symbol == "heads" && !target.relative()) return heads_in(graph, branch);
  std::optional<Index> found;
  if (!target.relative()) {
    found = resolve_symbol(graph, target, branch);
  } else if (!target.symbol.empty()) {
    // Going up, the branch says where to go at a fork; the start need not be on it.
    found = walk(graph, resolve_symbol(graph, target, target.steps < 0 ? branch : std::nullopt), target, branch);
  } else if (target.steps < 0) {
    throw Error(ErrorKind::usage, "'" + target.whole + "' goes down", "write: barqdb downgrade " + target.whole);
  } else {
    found = step_up(graph, applied, target, branch);
  }
  return found ? Indexes{*found} : Indexes{};
}

// The revision that -N starts from.
Index current_head(const Graph& graph, const Marks& applied, const TargetText& target,
                   const std::optional<Branch>& branch) {
  Indexes heads = current_heads(graph, applied);
  if (branch) {
    const auto elsewhere = [&](Index index) { return branch->lineage[index] == 0; };
    std::erase_if(heads, elsewhere);
    if (heads.empty()) {
      for (const auto& id : graph.heads_of([&] {
             const auto ids = graph.ids_of(marked(applied));
             return IdSet(ids.begin(), ids.end());
           }())) {
        heads.push_back(*graph.index_of(id));
      }
      std::erase_if(heads, elsewhere);
    }
  }
  if (heads.empty()) {
    throw Error(ErrorKind::usage,
                "'" + target.whole + "': nothing is applied" + (branch ? " of the branch '" + branch->name + "'" : ""),
                "see: barqdb current");
  }
  return only(graph, heads,
              "'" + target.whole + "' is ambiguous: " + (branch ? "the branch" : "the database") + " has " +
                  std::to_string(heads.size()) + " applied heads",
              "name the revision to go back to, or write label@" + target.whole);
}

}  // namespace

std::vector<std::string> resolve_upgrade(const Graph& graph, const IdSet& applied, const std::string& target) {
  const Marks done = graph.marks_of(applied);
  const Indexes targets = upgrade_targets(graph, done, parse_target(target));
  Marks needed = graph.edges().ancestors(targets, Follow::everything);
  for (std::size_t index = 0; index < needed.size(); ++index) {
    if (done[index] != 0) needed[index] = 0;
  }
  return graph.ids_of(marked(needed));
}

std::vector<std::string> resolve_downgrade(const Graph& graph, const IdSet& applied, const std::string& target) {
  const Edges& edges = graph.edges();
  const Marks active = graph.marks_of(applied);
  const TargetText text = parse_target(target);
  auto branch = find_branch(graph, text);
  std::optional<Index> stays;  // nothing: base
  if (text.symbol == "heads") {
    throw Error(ErrorKind::usage, "a downgrade goes to one revision, not to heads", "name the revision to go back to");
  }
  if (!text.relative()) {
    stays = resolve_symbol(graph, text, branch);
  } else if (!text.symbol.empty()) {
    stays = walk(graph, resolve_symbol(graph, text, text.steps < 0 ? branch : std::nullopt), text, branch);
  } else if (text.steps > 0) {
    throw Error(ErrorKind::usage, "'" + text.whole + "' goes up", "write: barqdb upgrade " + text.whole);
  } else {
    const Index from = current_head(graph, active, text, branch);
    stays = walk(graph, from, text, branch);
    // Only the side of the head that the steps were counted from is rolled back.
    if (!branch) branch = Branch{graph.id_of(from), from, edges.lineage(from)};
  }
  if (stays && active[*stays] == 0) {
    throw Error(ErrorKind::usage, "revision '" + graph.id_of(*stays) + "' is not applied: nothing to go back to",
                "see: barqdb current");
  }
  Indexes roots;
  if (stays) {
    roots = edges.children[*stays];
  } else {
    for (Index index = 0; index < edges.size(); ++index) {
      if (edges.parents[index].empty()) roots.push_back(index);
    }
  }
  if (branch && roots.size() > 1) {
    std::erase_if(roots, [&](Index index) { return branch->lineage[index] == 0; });
  }
  Marks dropped = edges.descendants(roots, Follow::everything);
  for (std::size_t index = 0; index < dropped.size(); ++index) dropped[index] &= active[index];
  auto ids = graph.ids_of(marked(dropped));
  std::reverse(ids.begin(), ids.end());
  return ids;
}

}  // namespace barqdb::revision
