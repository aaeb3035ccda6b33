// The text of a target taken apart, and the names in it looked up.
#pragma once

#include <optional>
#include <string>

#include "revision/graph.hpp"

namespace barqdb::revision {

// "label@symbol+2": each part may be missing. `steps` is 0 when the target is absolute.
struct TargetText {
  std::string whole;
  std::string label;
  std::string symbol;
  int steps = 0;

  bool relative() const { return steps != 0; }
};

// Splits without looking anything up.
TargetText parse_target(const std::string& target);

// An exact id or label, or a prefix of one id (at least four characters). With `within`, prefixes match only there.
// Throws Error{usage} that names the candidates when there are several, and near ones when there is none.
Index find_revision(const Graph& graph, const std::string& name, const Marks* within = nullptr);

// What `label@` restricts to: the lineage of the revision that carries the label (or of an id or prefix).
struct Branch {
  std::string name;
  Index owner;
  Marks lineage;
};
std::optional<Branch> find_branch(const Graph& graph, const TargetText& target);

// Heads by down_revision, inside the branch when there is one.
Indexes heads_in(const Graph& graph, const std::optional<Branch>& branch);
// The only one of `candidates`, or Error{usage} that names them.
Index only(const Graph& graph, const Indexes& candidates, const std::string& message, const std::string& hint);
// An absolute symbol: head, an id, a prefix or a label; nothing for base. A revision outside the branch is an error.
std::optional<Index> resolve_symbol(const Graph& graph, const TargetText& target, const std::optional<Branch>& branch);

// Of the applied revisions: those that no applied one needs, by down_revision or depends_on (Alembic's current heads).
Indexes current_heads(const Graph& graph, const Marks& applied);

// Walks |steps| up (by children, inside the branch) or down (by parents) from a revision; nothing stands for base.
// A fork is an error that names the candidates; so is an end that comes too early, unless `clamp`.
std::optional<Index> walk(const Graph& graph, std::optional<Index> from, const TargetText& target,
                          const std::optional<Branch>& branch, bool clamp = false);

}  // namespace barqdb::revision
