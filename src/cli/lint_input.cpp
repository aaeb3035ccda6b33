// Arguments of `lint` → units.
#include "cli/lint_input.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include "base/process.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "lint/chain.hpp"
#include "lint/plain.hpp"
#include "revision/reader.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

constexpr std::size_t largest_input = 64u << 20;

lint::Wrapping wrapping_of(const Arguments& arguments) {
  if (arguments.flag("transaction") && arguments.flag("no-transaction")) {
    throw Error(ErrorKind::usage, "--transaction and --no-transaction exclude each other", "keep one of the two");
  }
  if (arguments.flag("transaction")) return lint::Wrapping::always;
  return arguments.flag("no-transaction") ? lint::Wrapping::never : lint::Wrapping::by_markers;
}

// The files of a folder that end in .sql, below it too, by name; a file as it is.
std::vector<std::string> files_below(const std::string& path) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return {path};
  std::vector<std::string> out;
  for (fs::recursive_directory_iterator it(path, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == ".sql" && it->is_regular_file()) out.push_back(it->path().string());
  }
  if (failed) throw Error(ErrorKind::usage, "cannot read " + path + ": " + failed.message(), "check its permissions");
  std::sort(out.begin(), out.end());
  if (out.empty()) throw Error(ErrorKind::usage, path + " has no .sql files", "name a folder with SQL, or the files");
  return out;
}

// Paths as git prints them, below the current folder: changed since a commit, or not yet known to git.
std::set<std::string> changed_since(const std::string& ref) {
  std::set<std::string> out;
  const std::vector<std::vector<std::string>> commands = {
      {"git", "diff", "--name-only", "--relative", "--diff-filter=d", "-z", "--end-of-options", ref, "--"},
      {"git", "ls-files", "--others", "--exclude-standard", "-z"}};
  for (const auto& words : commands) {
    base::Command command;
    command.words = words;
    const base::Outcome outcome = base::run_process(command);
    if (outcome.exit_code != 0) {
      throw Error(ErrorKind::usage,
                  "git does not know what changed since '" + ref + "': " + base::one_line(outcome.err),
                  "name a commit, a branch or a tag of this repository");
    }
    for (const std::string_view file : base::split(outcome.out, '\0')) {
      if (!file.empty()) out.insert(fs::path(file).lexically_normal().string());
    }
  }
  return out;
}

std::string plain(const std::string& path) { return fs::path(path).lexically_normal().string(); }

std::vector<lint::Unit> load_plain(const std::vector<std::string>& names, const Arguments& arguments) {
  const lint::Wrapping wrapping = wrapping_of(arguments);
  std::set<std::string> changed;
  if (arguments.given("since")) changed = changed_since(arguments.text("since"));
  std::vector<lint::Unit> units;
  for (const std::string& name : names) {
    for (const std::string& file : files_below(name)) {
      units.push_back(lint::plain_unit(file, text_of_input(file), wrapping));
      units.back().reported = !arguments.given("since") || changed.contains(plain(file));
    }
  }
  return units;
}

// Which revisions are asked for, by their ids.
class Selection {
 public:
  Selection(const Arguments& arguments, Context& context) : context_(context) {
    if (arguments.given("since")) {
      since_ = true;
      changed_ = changed_since(arguments.text("since"));
    }
    for (const std::string& word : arguments.texts("what")) add(word);
  }

  bool wants(const lint::Unit& unit) const {
    if (!ids_.empty() && !ids_.contains(unit.name)) return false;
    if (!since_) return true;
    const auto changed = [&](const std::string& file) { return changed_.contains(plain(file)); };
    if (changed(unit.file)) return true;
    return std::any_of(unit.parts.begin(), unit.parts.end(), [&](const lint::Part& part) {
      return changed(part.place.file) || (!part.definitions.empty() && changed(part.definitions.front().place.file));
    });
  }

 private:
  void add(const std::string& word) {
    const auto& revisions = context_.graph().revisions();
    const auto file = std::find_if(revisions.begin(), revisions.end(), [&](const model::Revision& revision) {
      return plain(revision.path) == plain(word) || revision.file == word;
    });
    if (file != revisions.end()) {
      ids_.insert(file->id);
      return;
    }
    const auto found = word.find(':') != std::string::npos ? revision::resolve_range(context_.graph(), {}, word)
                                                           : revision::resolve_revisions(context_.graph(), {}, word);
    ids_.insert(found.begin(), found.end());
  }

  Context& context_;
  std::set<std::string> ids_;
  std::set<std::string> changed_;
  bool since_ = false;
};

std::vector<lint::Unit> load_chain(const Arguments& arguments, Context& context) {
  const Selection selection(arguments, context);
  base::Diagnostics diagnostics;
  std::vector<lint::Unit> units;
  for (const model::Revision& revision : context.graph().revisions()) {
    const model::RevisionBody body = revision::load_body(revision, context.migrations(), diagnostics);
    units.push_back(lint::unit_of(revision, body));
    units.back().reported = selection.wants(units.back());
  }
  diagnostics.throw_if_any();
  return units;
}

// A file outside of the migrations folder that is no revision: somebody else's SQL.
bool is_plain_file(const std::string& word, const std::string& migrations) {
  std::error_code failed;
  if (word == "-") return true;
  if (!word.ends_with(".sql") || !fs::is_regular_file(word, failed)) return false;
  const std::string folder = fs::path(plain(word)).parent_path().string();
  if (fs::equivalent(folder.empty() ? "." : folder, migrations, failed)) return false;
  return text_of_input(word).find("-- barqdb:up") == std::string::npos;
}

}  // namespace

std::string text_of_input(const std::string& file) {
  if (file != "-") return base::load_file(file, largest_input);
  static const std::string standard_input{std::istreambuf_iterator<char>(std::cin), {}};
  return standard_input;
}

std::vector<lint::Unit> readable_units(Context& context) {
  std::vector<lint::Unit> units;
  for (const model::Revision& revision : context.graph().revisions()) {
    try {
      base::Diagnostics diagnostics;
      const model::RevisionBody body = revision::load_body(revision, context.migrations(), diagnostics);
      diagnostics.throw_if_any();
      units.push_back(lint::unit_of(revision, body));
    } catch (const Error& error) {
      if (error.kind != ErrorKind::usage) throw;
    }
  }
  return units;
}

lint::Options lint_options(const config::LintSettings& settings) {
  lint::Options options;
  options.pg_version = settings.pg_version;
  options.ignore = settings.ignore;
  options.enable = settings.enable;
  for (const auto& [rule, severity] : settings.severity) options.severity[rule] = severity;
  return options;
}

std::vector<lint::Unit> load_units(const Arguments& arguments, Context& context) {
  std::vector<std::string> names = arguments.texts("what");
  if (arguments.flag("sql")) return load_plain(names.empty() ? std::vector<std::string>{"-"} : names, arguments);
  const bool all_plain = !names.empty() && std::all_of(names.begin(), names.end(), [&](const std::string& word) {
    return is_plain_file(word, word == "-" ? "" : context.migrations());
  });
  return all_plain ? load_plain(names, arguments) : load_chain(arguments, context);
}

}  // namespace barqdb::cli
