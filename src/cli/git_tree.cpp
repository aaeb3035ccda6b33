// git ls-tree, cat-file --batch, ls-files.
#include "cli/git_tree.hpp"

#include <charconv>
#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t largest_file = std::size_t{64} << 20;

class Git {
 public:
  explicit Git(std::string folder) : folder_(std::move(folder)) {}

  std::string run(const std::vector<std::string>& words, const std::string& hint, const std::string& input = {}) const {
    base::Command command;
    command.words = {"git"};
    command.words.insert(command.words.end(), words.begin(), words.end());
    command.folder = folder_;
    command.input = input;
    const base::Outcome outcome = base::run_process(command);
    if (outcome.exit_code == 0) return outcome.out;
    throw Error(ErrorKind::usage,
                "git " + words.front() +
                    " failed: " + base::one_line(outcome.err.empty() ? "it could not be started" : outcome.err, 200),
                hint);
  }

 private:
  std::string folder_;
};

std::vector<std::string> zero_ended(const std::string& text) {
  std::vector<std::string> out;
  for (const std::string_view item : base::split(text, '\0')) {
    if (!item.empty()) out.emplace_back(item);
  }
  return out;
}

// The answers of cat-file --batch: "<id> blob <size>", a line break, the bytes, a line break.
std::vector<std::string> split_blobs(const std::string& text, std::size_t count) {
  std::vector<std::string> blobs;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = text.find('\n', at);
    const std::size_t space = end == std::string::npos ? std::string::npos : text.rfind(' ', end);
    std::size_t size = 0;
    if (space == std::string::npos || space < at ||
        std::from_chars(text.data() + space + 1, text.data() + end, size).ec != std::errc{} ||
        end + 1 + size > text.size())
      throw Error(ErrorKind::usage, "git cat-file gave an answer that cannot be read");
    blobs.push_back(text.substr(end + 1, size));
    at = end + 1 + size + 1;
  }
  return blobs;
}

// The files of the folder in a commit.
revision::Tree committed(const Git& git, const std::string& commit) {
  std::vector<std::string> paths;
  std::string ids;
  for (const std::string& entry : zero_ended(git.run({"ls-tree", "-r", "-z", commit, "."}, ""))) {
    const std::size_t tab = entry.find('\t');
    const std::vector<std::string_view> words = base::split(std::string_view(entry).substr(0, tab), ' ');
    if (tab == std::string::npos || words.size() < 3 || words[1] != "blob") continue;
    paths.push_back(entry.substr(tab + 1));
    ids += std::string(words[2]) + "\n";
  }
  revision::Tree tree;
  if (paths.empty()) return tree;
  const std::vector<std::string> blobs = split_blobs(git.run({"cat-file", "--batch"}, "", ids), paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) tree[paths[i]] = blobs[i];
  return tree;
}

revision::Tree working(const Git& git, const std::string& folder) {
  revision::Tree tree;
  for (const std::string& path : zero_ended(git.run({"ls-files", "-z", "-c", "-o", "--exclude-standard"}, ""))) {
    const std::string full = folder + "/" + path;
    if (std::filesystem::is_regular_file(full)) tree[path] = base::load_file(full, largest_file);
  }
  return tree;
}

std::string commit_of(const Git& git, const std::string& ref) {
  const std::string hint = "name a branch, a tag or a commit of this repository; fetch it first (git fetch)";
  // `--` and ^{commit} keep a text that begins with a dash from being an option, and a file from being a commit.
  return std::string(
      base::trim(git.run({"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"}, hint)));
}

}  // namespace

MergeTrees read_merge_trees(const std::string& folder, const std::string& ref) {
  if (!std::filesystem::is_directory(folder))
    throw Error(ErrorKind::usage, "there is no folder " + folder, "name it with --migrations DIR");
  const Git git(folder);
  git.run({"rev-parse", "--git-dir"}, "--against needs a git repository around the migrations folder");
  std::string theirs;
  try {
    theirs = commit_of(git, ref);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, "'" + ref + "' is no commit of the git repository of " + folder, error.hint);
  }
  MergeTrees trees;
  trees.merge_base = std::string(
      base::trim(git.run({"merge-base", "HEAD", theirs},
                         "the two branches have no commit in common; fetch more history (git fetch --unshallow)")));
  trees.base = committed(git, trees.merge_base);
  trees.theirs = committed(git, theirs);
  trees.ours = working(git, folder);
  return trees;
}

}  // namespace barqdb::cli
