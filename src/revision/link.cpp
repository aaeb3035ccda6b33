// From names to edges, with a complaint for every name that is wrong.
#include "revision/link.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "revision/ids.hpp"

namespace barqdb::revision {
namespace {

class Linker {
 public:
  Linker(const std::vector<model::Revision>& revisions, base::Diagnostics& diagnostics)
      : revisions_(revisions), diagnostics_(diagnostics) {
    for (const auto& complaint : diagnostics.all()) {
      if (complaint.place.known()) unread_files_.push_back(complaint.place.file);
    }
  }

  Links run() {
    add_ids();
    add_labels();
    links_.edges.parents.resize(revisions_.size());
    links_.edges.dependencies.resize(revisions_.size());
    for (Index index = 0; index < revisions_.size(); ++index) {
      add_parents(index);
      add_dependencies(index);
    }
    links_.edges.link_back();
    return std::move(links_);
  }

 private:
  void add_ids() {
    links_.by_id.reserve(revisions_.size());
    for (Index index = 0; index < revisions_.size(); ++index) {
      const auto& revision = revisions_[index];
      check_name("revision id", revision.id, revision);
      const auto [entry, added] = links_.by_id.emplace(revision.id, index);
      if (added) continue;
      const auto& first = revisions_[entry->second];
      diagnostics_.add(
          "revision '" + revision.id + "' is defined twice: in " + first.file + " and in " + revision.file,
          "give one of them another id (the name of its file and its `revision:` header), or delete the copy",
          revision.place);
    }
  }

  // Files that were read have been asked already; what `new` is about to write has not.
  void check_name(const std::string& what, const std::string& name, const model::Revision& revision) {
    const std::string problem = id_problem(name);
    if (problem.empty()) return;
    diagnostics_.add(what + " '" + base::one_line(name, 60) + "' " + problem, id_hint, revision.place);
  }

  void add_labels() {
    for (Index index = 0; index < revisions_.size(); ++index) {
      const auto& revision = revisions_[index];
      for (const auto& label : revision.branch_labels) {
        check_name("branch label", label, revision);
        const std::string of = "branch label '" + label + "' of revision '" + revision.id + "'";
        if (const auto same = links_.by_id.find(label); same != links_.by_id.end()) {
          diagnostics_.add(of + " is also the id of a revision (" + revisions_[same->second].file + ")",
                           "choose another label", revision.place);
          continue;
        }
        const auto [entry, added] = links_.labels.emplace(label, index);
        if (added) continue;
        const auto& first = revisions_[entry->second];
        diagnostics_.add(of + " is already a label of revision '" + first.id + "' (" + first.file + ")",
                         "labels spread to the revisions above by themselves: declare each once", revision.place);
      }
    }
  }

  void add_parents(Index index) {
    const auto& revision = revisions_[index];
    for (const auto& name : revision.down_revisions) {
      const auto found = links_.by_id.find(name);
      if (found != links_.by_id.end()) {
        add_edge(links_.edges.parents[index], index, found->second, "down_revision", revision.down_place);
        continue;
      }
      const bool label = links_.labels.contains(name);
      complain_missing("down_revision '" + name + "' of revision '" + revision.id + "' " +
                           (label ? "is a branch label, not a revision id" : "does not exist"),
                       name, label ? links_.labels.at(name) : 0, label, revision.down_place);
    }
  }

  void add_dependencies(Index index) {
    const auto& revision = revisions_[index];
    for (const auto& name : revision.depends_on) {
      if (const auto found = links_.by_id.find(name); found != links_.by_id.end()) {
        add_edge(links_.edges.dependencies[index], index, found->second, "depends_on", revision.depends_place);
      } else if (const auto labelled = links_.labels.find(name); labelled != links_.labels.end()) {
        add_edge(links_.edges.dependencies[index], index, labelled->second, "depends_on", revision.depends_place);
      } else {
        complain_missing(
            "depends_on '" + name + "' of revision '" + revision.id + "' is neither a revision nor a label", name, 0,
            false, revision.depends_place);
      }
    }
  }

  void add_edge(Indexes& edges, Index from, Index to, const std::string& key, const base::Place& place) {
    const auto& revision = revisions_[from];
    if (from == to) {
      diagnostics_.add("revision '" + revision.id + "' names itself in " + key, "name the revision before it", place);
    } else if (std::find(edges.begin(), edges.end(), to) != edges.end()) {
      diagnostics_.add("revision '" + revision.id + "' names '" + revisions_[to].id + "' twice in " + key,
                       "name it once", place);
    } else {
      edges.push_back(to);
    }
  }

  void complain_missing(std::string message, const std::string& name, Index labelled, bool is_label,
                        const base::Place& place) {
    if (seems_unread(name)) return;
    std::string hint;
    if (is_label) {
      hint = "the label belongs to revision '" + revisions_[labelled].id + "'";
    } else if (const std::string near = base::nearest(name, all_names()); !near.empty()) {
      hint = "did you mean '" + near + "'?";
    } else {
      hint = "add the file that defines it, or name another revision";
    }
    diagnostics_.add(std::move(message), std::move(hint), place);
  }

  // A file that could not be read and that carries the name in its own name most likely defines it.
  bool seems_unread(const std::string& name) const {
    return std::any_of(unread_files_.begin(), unread_files_.end(), [&](const std::string& file) {
      return file.find(name, file.rfind('/') + 1) != std::string::npos;
    });
  }

  const std::vector<std::string>& all_names() {
    if (names_.empty()) {
      for (const auto& revision : revisions_) names_.push_back(revision.id);
    }
    return names_;
  }

  const std::vector<model::Revision>& revisions_;
  base::Diagnostics& diagnostics_;
  std::vector<std::string> unread_files_;
  std::vector<std::string> names_;
  Links links_;
};

std::string cycle_text(const std::vector<model::Revision>& revisions, const Indexes& cycle) {
  constexpr std::size_t shown_at_most = 12;
  std::string out;
  for (std::size_t position = 0; position < cycle.size() && position < shown_at_most; ++position) {
    out += revisions[cycle[position]].id + " -> ";
  }
  if (cycle.size() > shown_at_most) out += "(" + std::to_string(cycle.size() - shown_at_most) + " more) -> ";
  return out + revisions[cycle.front()].id;
}

}  // namespace

Links link(const std::vector<model::Revision>& revisions, base::Diagnostics& diagnostics) {
  return Linker(revisions, diagnostics).run();
}

void complain_about_cycles(const std::vector<model::Revision>& revisions, const Edges& edges, const Indexes& order,
                           base::Diagnostics& diagnostics) {
  if (order.size() == edges.size()) return;
  Marks explained(edges.size(), 0);
  for (const Index index : order) explained[index] = 1;
  for (const auto& knot : find_knots(edges)) {
    for (const Index index : knot.members) explained[index] = 1;
    const auto& first = revisions[knot.cycle.front()];
    // The cycle may run through depends_on only, and then that is the line to change.
    const auto& parents = edges.parents[knot.cycle[0]];
    const bool by_parent = std::find(parents.begin(), parents.end(), knot.cycle[1]) != parents.end();
    diagnostics.add("the chain has a cycle: " + cycle_text(revisions, knot.cycle) + " (each stands on the next)",
                    "change down_revision or depends_on of one of them",
                    by_parent ? first.down_place : first.depends_place);
  }
  for (Index index = 0; index < edges.size(); ++index) {
    if (explained[index] != 0) continue;
    diagnostics.add("revision '" + revisions[index].id + "' can never be applied: it stands on a cycle",
                    "break the cycle first", revisions[index].place);
  }
}

}  // namespace barqdb::revision
