// Targets as text, and the names in them.
#include "revision/target_text.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::revision {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t shortest_prefix = 4;

std::string quoted_list(std::vector<std::string> names, std::size_t at_most = 8) {
  const std::size_t count = names.size();
  if (count > at_most) names.resize(at_most);
  for (auto& name : names) name = "'" + name + "'";
  if (count > at_most) names.push_back("and " + std::to_string(count - at_most) + " more");
  return base::join(names, ", ");
}

// The number after the last + or -, when the text ends in one: "abc+2" → 3, 2.
bool split_steps(const std::string& text, std::string& symbol, int& steps) {
  const auto sign = text.find_last_of("+-");
  if (sign == std::string::npos || sign + 1 == text.size()) return false;
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + sign + 1, end, number);
  if (error != std::errc{} || stopped != end) return false;
  symbol = text.substr(0, sign);
  steps = text[sign] == '-' ? -number : number;
  return true;
}

Error unknown_name(const Graph& graph, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& revision : graph.revisions()) names.push_back(revision.id);
  for (const auto& [label, owner] : graph.labels()) names.push_back(label);
  const std::string near = base::nearest(name, names);
  std::string hint = "list the revisions with: barqdb history";
  if (!near.empty()) {
    hint = "did you mean '" + near + "'?";
  } else if (name.size() < shortest_prefix) {
    hint = "a prefix needs at least four characters";
  }
  return Error(ErrorKind::usage, "no revision or branch label '" + name + "'", hint);
}

}  // namespace

TargetText parse_target(const std::string& target) {
  TargetText out;
  out.whole = target;
  std::string rest = target;
  if (const auto at = target.find('@'); at != std::string::npos) {
    out.label = target.substr(0, at);
    rest = target.substr(at + 1);
    if (out.label.empty() || rest.empty()) {
      throw Error(ErrorKind::usage, "'" + target + "' is not a target",
                  "write label@head, label@base, label@+1 or label@id");
    }
  }
  if (rest.empty()) throw Error(ErrorKind::usage, "the target is empty", "write an id, head, base, +1 or -1");
  out.symbol = rest;
  if (split_steps(rest, out.symbol, out.steps) && out.steps == 0) {
    throw Error(ErrorKind::usage, "'" + target + "' goes nowhere", "write the number of steps: +1, -2");
  }
  return out;
}

Index find_revision(const Graph& graph, const std::string& name, const Marks* within) {
  if (const auto exact = graph.index_of(name)) return *exact;
  Indexes matches;
  if (name.size() >= shortest_prefix) {
    for (Index index = 0; index < graph.edges().size(); ++index) {
      if (graph.id_of(index).starts_with(name) && (within == nullptr || (*within)[index] != 0))
        matches.push_back(index);
    }
  }
  const auto label = graph.labels().find(name);
  if (label != graph.labels().end()) {
    if (matches.empty() || (matches.size() == 1 && matches.front() == label->second)) return label->second;
    throw Error(ErrorKind::usage,
                "'" + name + "' is ambiguous: a branch label (of revision '" + graph.id_of(label->second) +
                    "') and the beginning of " + quoted_list(graph.ids_of(matches)),
                "write the whole id");
  }
  if (matches.size() > 1) {
    throw Error(ErrorKind::usage,
                "'" + name + "' is ambiguous: " + std::to_string(matches.size()) +
                    " revisions begin with it: " + quoted_list(graph.ids_of(matches)),
                "write more of the id");
  }
  if (matches.empty()) throw unknown_name(graph, name);
  return matches.front();
}

std::optional<Branch> find_branch(const Graph& graph, const TargetText& target) {
  if (target.label.empty()) return std::nullopt;
  // Before the @ a label is a label, also when ids begin with it.
  const auto label = graph.labels().find(target.label);
  const Index owner = label != graph.labels().end() ? label->second : find_revision(graph, target.label);
  return Branch{target.label, owner, graph.edges().lineage(owner)};
}

Indexes heads_in(const Graph& graph, const std::optional<Branch>& branch) {
  Indexes out;
  for (Index index = 0; index < graph.edges().size(); ++index) {
    if (graph.edges().children[index].empty() && (!branch || branch->lineage[index] != 0)) out.push_back(index);
  }
  return out;
}

Index only(const Graph& graph, const Indexes& candidates, const std::string& message, const std::string& hint) {
  if (candidates.size() == 1) return candidates.front();
  throw Error(ErrorKind::usage, message + ": " + quoted_list(graph.ids_of(candidates)), hint);
}

std::optional<Index> resolve_symbol(const Graph& graph, const TargetText& target, const std::optional<Branch>& branch) {
  if (target.symbol == "base") return std::nullopt;
  if (target.symbol == "head") {
    const Indexes heads = heads_in(graph, branch);
    if (heads.empty()) return std::nullopt;
    return only(graph, heads,
                "'" + target.whole + "' is ambiguous: " + (branch ? "this branch" : "the chain") + " has " +
                    std::to_string(heads.size()) + " heads",
                "name one of them or label@head, take all with heads, or join them with: barqdb merge heads");
  }
  const Index found = find_revision(graph, target.symbol, branch ? &branch->lineage : nullptr);
  if (branch && branch->lineage[found] == 0) {
    throw Error(ErrorKind::usage, "revision '" + graph.id_of(found) + "' is not on the branch '" + branch->name + "'",
                "leave '" + branch->name + "@' away, or see: barqdb branches");
  }
  return found;
}

Indexes current_heads(const Graph& graph, const Marks& applied) {
  const Edges& edges = graph.edges();
  const auto is_applied = [&](Index index) { return applied[index] != 0; };
  Indexes out;
  for (const Index index : marked(applied)) {
    if (std::none_of(edges.children[index].begin(), edges.children[index].end(), is_applied) &&
        std::none_of(edges.dependents[index].begin(), edges.dependents[index].end(), is_applied)) {
      out.push_back(index);
    }
  }
  return out;
}

std::optional<Index> walk(const Graph& graph, std::optional<Index> from, const TargetText& target,
                          const std::optional<Branch>& branch, bool clamp) {
  const Edges& edges = graph.edges();
  const bool up = target.steps > 0;
  const int wanted = up ? target.steps : -target.steps;
  std::optional<Index> at = from;
  for (int done = 0; done < wanted; ++done) {
    Indexes next;
    if (up) {
      if (at) {
        next = edges.children[*at];
      } else {
        for (Index index = 0; index < edges.size(); ++index) {
          if (edges.parents[index].empty()) next.push_back(index);
        }
      }
      if (branch) std::erase_if(next, [&](Index index) { return branch->lineage[index] == 0; });
    } else if (at) {
      next = edges.parents[*at];
      if (next.empty()) {
        at.reset();
        continue;
      }
    }
    if (next.empty()) {
      if (clamp) return at;
      const std::string found = done == 0   ? "is no revision"
                                : done == 1 ? "is only 1 revision"
                                            : "are only " + std::to_string(done) + " revisions";
      throw Error(ErrorKind::usage,
                  "'" + target.whole + "' goes too far: there " + found + " to go " + (up ? "up" : "down") + " from " +
                      (from ? "'" + graph.id_of(*from) + "'" : "base"),
                  up ? "write head to go to the end" : "write base to go to the end");
    }
    at = only(graph, next,
              "'" + target.whole + "' is ambiguous: " + (at ? "after '" + graph.id_of(*at) + "'" : "from base") +
                  " there are several ways to go " + (up ? "up" : "down"),
              up ? "name one of them, or write label@" + target.whole : "name the revision to go to");
  }
  return at;
}

}  // namespace barqdb::revision
