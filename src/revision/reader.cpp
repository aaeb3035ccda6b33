// Reads revision files: all heads of a folder quickly, one body whole.
#include "revision/reader.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>

#include "base/hash.hpp"
#include "base/yaml.hpp"
#include "revision/body.hpp"
#include "revision/head.hpp"
#include "revision/referred_file.hpp"
#include "revision/sql_form.hpp"

namespace barqdb::revision {
namespace {

namespace fs = std::filesystem;
using base::Diagnostics;
using base::YamlMap;
using base::YamlNode;
using model::Revision;

// SQL revisions may carry data; YAML has its own, smaller limit.
constexpr std::size_t largest_file = 64u << 20;
constexpr std::size_t worth_threads = 200;

std::vector<std::string> revision_names(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    std::string name = it->path().filename().string();
    if (is_revision_file(name)) names.push_back(std::move(name));
  }
  if (failed) {
    throw base::Error(base::ErrorKind::usage, "cannot read the migrations folder " + folder + ": " + failed.message(),
                      failed == std::errc::no_such_file_or_directory
                          ? "make it: mkdir " + folder + ", or name another: --migrations DIR"
                          : "check that it is a folder and that you may read it, or name another: --migrations DIR");
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Steps are most of a file, and the graph needs none of them. Where the shortcut fails, the whole file has the right
// error.
YamlNode parse_head(std::string_view text, const std::string& file) {
  try {
    return base::parse_yaml(without_steps(text), file);
  } catch (const base::Error&) {
    return base::parse_yaml(text, file);
  }
}

Revision head_of(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  base::check_text(text, file);
  const bool sql = is_sql_form(file);
  const YamlNode root = sql ? base::parse_yaml(split_sql_form(text, file).head, file) : parse_head(text, file);
  YamlMap map(root, sql ? "the head of a SQL revision" : "a revision", diagnostics);
  if (!root.is_map()) return {};
  Revision revision = read_head(map, diagnostics);
  if (sql) {
    map.flag("irreversible");
    map.flag("transaction");
  } else {
    map.node("steps");
  }
  map.finish();
  return revision;
}

// Nothing when the file has complaints.
std::optional<Revision> load_head(const std::string& folder, const std::string& name, Diagnostics& diagnostics) {
  try {
    const std::string path = folder + "/" + name;
    const std::string text = base::load_file(path, largest_file);
    Revision revision = parse_revision(text, path, diagnostics);
    if (!diagnostics.empty()) return std::nullopt;
    revision.checksum = base::sha256_hex(text);
    return revision;
  } catch (const base::Error& error) {
    diagnostics.add(error);
    return std::nullopt;
  }
}

}  // namespace

bool is_revision_file(std::string_view name) {
  return !name.starts_with('.') && !name.starts_with('_') &&
         (name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".sql"));
}

Revision parse_revision(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Revision revision;
  try {
    revision = head_of(text, file, diagnostics);
  } catch (const base::Error& error) {
    diagnostics.add(error);
  }
  revision.path = file;
  revision.file = file.substr(file.rfind('/') + 1);
  return revision;
}

std::vector<Revision> load_revisions(const std::string& folder, Diagnostics& diagnostics) {
  const std::vector<std::string> names = revision_names(folder);
  std::vector<std::optional<Revision>> heads(names.size());
  std::vector<Diagnostics> complaints(names.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    constexpr std::size_t batch = 32;
    for (std::size_t begin = next.fetch_add(batch); begin < names.size(); begin = next.fetch_add(batch)) {
      for (std::size_t i = begin; i < std::min(begin + batch, names.size()); ++i) {
        heads[i] = load_head(folder, names[i], complaints[i]);
      }
    }
  };
  {
    std::vector<std::jthread> others;
    const unsigned threads = names.size() > worth_threads ? std::clamp(std::thread::hardware_concurrency(), 2u, 4u) : 1;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  std::vector<Revision> out;
  out.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (heads[i]) out.push_back(std::move(*heads[i]));
    for (const base::Diagnostic& one : complaints[i].all()) diagnostics.add(one.message, one.hint, one.place);
  }
  return out;
}

model::RevisionBody load_body(const Revision& revision, const std::string& folder, Diagnostics& diagnostics) {
  try {
    const std::string text = base::load_file(revision.path, largest_file);
    if (base::sha256_hex(text) != revision.checksum) {
      diagnostics.add("the file was changed while barqdb was running", "run the command again", {revision.path, 0, 0});
      return {};
    }
    return read_body(text, revision.path, folder + "/", files_of(folder), diagnostics);
  } catch (const base::Error& error) {
    diagnostics.add(error);
    return {};
  }
}

}  // namespace barqdb::revision
