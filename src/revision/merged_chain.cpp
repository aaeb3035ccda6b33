// Merging trees file by file, and looking at the graph of what comes out.
#include "revision/merged_chain.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "revision/body.hpp"
#include "revision/graph.hpp"
#include "revision/reader.hpp"

namespace barqdb::revision {
namespace {

using model::Finding;

Finding finding(const char* check, const std::string& object, std::string message, const std::string& file, int line) {
  Finding out;
  out.check = check;
  out.verdict = "review";
  out.severity = "error";
  out.object = object;
  out.message = std::move(message);
  out.file = file;
  out.line = std::max(1, line);
  return out;
}

const std::string* find(const Tree& tree, const std::string& path) {
  const auto found = tree.find(path);
  return found == tree.end() ? nullptr : &found->second;
}

bool same(const std::string* a, const std::string* b) {
  return (a == nullptr && b == nullptr) || (a != nullptr && b != nullptr && *a == *b);
}

bool is_revision(const std::string& path) { return path.find('/') == std::string::npos && is_revision_file(path); }

std::vector<model::Revision> revisions_of(const Tree& tree, const std::string& folder, base::Diagnostics& diagnostics) {
  std::vector<model::Revision> out;
  for (const auto& [path, bytes] : tree) {
    if (!is_revision(path)) continue;
    base::Diagnostics own;
    model::Revision revision = parse_revision(bytes, folder + "/" + path, own);
    for (const base::Diagnostic& one : own.all()) diagnostics.add(one.message, one.hint, one.place);
    if (!own.empty()) continue;
    revision.file = path;
    revision.path = folder + "/" + path;
    out.push_back(std::move(revision));
  }
  return out;
}

std::set<std::string> messages_of(const std::vector<model::Revision>& revisions, base::Diagnostics found) {
  std::set<std::string> out;
  try {
    const Graph graph(revisions, std::move(found));
  } catch (const base::Error& error) {
    out.insert(error.message);
    for (const base::Diagnostic& other : error.others) out.insert(other.message);
  }
  return out;
}

class MergedChain {
 public:
  explicit MergedChain(const Merge& merge) : merge_(merge) {
    std::set<std::string> paths;
    for (const Tree* tree : {&merge.base, &merge.ours, &merge.theirs}) {
      for (const auto& [path, bytes] : *tree) paths.insert(path);
    }
    for (const std::string& path : paths) merge_file(path);
  }

  std::vector<Finding> check() {
    base::Diagnostics base_complaints;
    base_ = revisions_of(merge_.base, merge_.folder, base_complaints);
    find_edits();
    revisions_ = revisions_of(merged_, merge_.folder, complaints_);
    find_duplicates();
    find_branches();
    find_rest(base_complaints);
    return std::move(findings_);
  }

 private:
  // As git does it; where both sides changed a file, ours stands for the check.
  void merge_file(const std::string& path) {
    const std::string* base = find(merge_.base, path);
    const std::string* ours = find(merge_.ours, path);
    const std::string* theirs = find(merge_.theirs, path);
    const std::string* result = same(ours, base) ? theirs : ours;
    if (result != nullptr) merged_[path] = *result;
    if (ours != nullptr && theirs != nullptr && base == nullptr && *ours != *theirs && is_revision(path))
      added_twice_.push_back(path);
  }

  std::string place_of(const std::string& path) const { return merge_.folder + "/" + path; }

  // The files of a revision of the base: its own, and those that it refers to.
  std::set<std::string> files_of(const model::Revision& revision) const {
    const FileLoader load = [&](const std::string& path, std::size_t, const base::Place& place) {
      const std::string* bytes = find(merge_.base, path);
      if (bytes == nullptr) throw base::Error(base::ErrorKind::usage, "there is no file " + path, "", place);
      return *bytes;
    };
    base::Diagnostics unread;  // what the base has wrong is not this merge's doing
    const model::RevisionBody body = read_body(merge_.base.at(revision.file), revision.file, "", load, unread);
    std::set<std::string> files = {revision.file};
    for (const model::ReferredFile& file : body.files) files.insert(file.path);
    return files;
  }

  void find_edits() {
    for (const model::Revision& revision : base_) {
      for (const std::string& path : files_of(revision)) {
        const std::string* base = find(merge_.base, path);
        if (base == nullptr) continue;
        add_edit(revision, path, base, find(merge_.ours, path), "this branch");
        add_edit(revision, path, base, find(merge_.theirs, path), merge_.other);
      }
    }
  }

  void add_edit(const model::Revision& revision, const std::string& path, const std::string* base,
                const std::string* now, const std::string& side) {
    if (same(base, now)) return;
    if (same(find(merge_.ours, path), find(merge_.theirs, path)) && side == merge_.other) return;  // said already
    findings_.push_back(finding("check.edited", revision.id,
                                std::string(now == nullptr ? "removed" : "edited") + " by " + side + ": " +
                                    place_of(path) + ", a file of revision " + revision.id +
                                    ", which may be applied somewhere; put the change into a new revision",
                                place_of(path), 1));
  }

  void find_duplicates() {
    for (const std::string& path : added_twice_) {
      findings_.push_back(
          finding("check.duplicate_id", path,
                  "both this branch and " + merge_.other + " add " + place_of(path) + ", with different contents",
                  place_of(path), 1));
    }
    std::map<std::string, const model::Revision*> first;
    for (const model::Revision& revision : revisions_) {
      const auto [entry, fresh] = first.emplace(revision.id, &revision);
      if (fresh) continue;
      // Point at the file of this branch: that is the one that can still be changed.
      const bool second_is_ours = !find(merge_.theirs, revision.file);
      const model::Revision& at = second_is_ours ? revision : *entry->second;
      const model::Revision& other = second_is_ours ? *entry->second : revision;
      findings_.push_back(finding("check.duplicate_id", revision.id,
                                  "revision id " + revision.id + " stands in " + at.path +
                                      " and, after the merge with " + merge_.other + ", in " + other.path +
                                      "; give this one another id: rename the file and change its `revision:` header",
                                  at.path, at.place.line));
      duplicates_.insert(revision.id);
    }
  }

  // Revisions with one parent of which at least one is new. None when what stands above joins them again.
  void find_branches() {
    if (is_one_line()) return;
    std::map<std::string, std::vector<const model::Revision*>> children;
    for (const model::Revision& revision : revisions_) {
      if (revision.down_revisions.empty()) children["base"].push_back(&revision);
      for (const std::string& parent : revision.down_revisions) children[parent].push_back(&revision);
    }
    for (auto& [parent, all] : children) {
      // Ours first, the other branch's behind it, what the base has last.
      std::stable_sort(all.begin(), all.end(), [&](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
      if (all.size() < 2 || rank(*all[0]) == in_base || joined(*all[0], *all[1])) continue;
      add_branch(parent, *all[0], *all[1]);
    }
  }

  bool is_one_line() const {
    try {
      return Graph(revisions_).heads().size() < 2;
    } catch (const base::Error&) {
      return false;  // told by find_rest
    }
  }

  static constexpr int in_base = 2;
  int rank(const model::Revision& revision) const {
    if (find(merge_.base, revision.file) != nullptr) return in_base;
    return find(merge_.ours, revision.file) != nullptr ? 0 : 1;
  }

  // Whether a revision of the merged chain has both among its ancestors: then they are no two heads.
  bool joined(const model::Revision& one, const model::Revision& other) const {
    return std::any_of(revisions_.begin(), revisions_.end(), [&](const model::Revision& revision) {
      const auto& parents = revision.down_revisions;
      return std::find(parents.begin(), parents.end(), one.id) != parents.end() &&
             std::find(parents.begin(), parents.end(), other.id) != parents.end();
    });
  }

  void add_branch(const std::string& parent, const model::Revision& ours, const model::Revision& theirs) {
    if (duplicates_.contains(ours.id)) return;
    Finding found =
        finding("check.heads", ours.id,
                (parent == "base" ? std::string("revisions ") + ours.id + " and " + theirs.id + " are both bases"
                                  : "revisions " + ours.id + " and " + theirs.id + " both follow " + parent) +
                    " after the merge with " + merge_.other + " (" + theirs.path +
                    "); let this one follow the other one's head, or write a merge revision",
                ours.path, ours.down_place.line);
    found.evidence = {{"parent", parent}, {"other", theirs.id}, {"other_file", theirs.path}};
    findings_.push_back(std::move(found));
  }

  // Complaints of the merged chain that the base does not have.
  void find_rest(const base::Diagnostics& base_complaints) {
    const std::set<std::string> known = messages_of(base_, base_complaints);
    try {
      const Graph graph(revisions_, complaints_);
    } catch (const base::Error& error) {
      add_complaint({error.message, error.hint, error.place}, known);
      for (const base::Diagnostic& other : error.others) add_complaint(other, known);
    }
  }

  void add_complaint(const base::Diagnostic& complaint, const std::set<std::string>& known) {
    if (known.contains(complaint.message)) return;
    const bool said = std::any_of(duplicates_.begin(), duplicates_.end(), [&](const std::string& id) {
      return complaint.message.find(id) != std::string::npos;
    });
    if (said) return;
    findings_.push_back(finding("check.chain", merge_.folder, complaint.message,
                                complaint.place.file.empty() ? merge_.folder : complaint.place.file,
                                complaint.place.line));
  }

  const Merge& merge_;
  Tree merged_;
  std::vector<std::string> added_twice_;
  std::vector<model::Revision> base_;
  std::vector<model::Revision> revisions_;
  base::Diagnostics complaints_;
  std::set<std::string> duplicates_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_merged_chain(const Merge& merge) { return MergedChain(merge).check(); }

}  // namespace barqdb::revision
