// Versions of another tool → revisions of the chain, or a refusal.
#include "cli/foreign_stamp.hpp"

#include <algorithm>

#include "adopt/files.hpp"
#include "adopt/versions.hpp"
#include "base/text.hpp"
#include "catalog/foreign_versions.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

catalog::ForeignVersions the_only(std::vector<catalog::ForeignVersions> found, const std::string& tool,
                                  const model::QualifiedName& table) {
  const std::string whose = tool.empty() ? "another tool" : tool;
  if (found.empty() && !table.name.empty()) {
    throw Error(
        ErrorKind::usage,
        "no table " + table.text() + " with the columns of a version table of " + whose + " was found in this database",
        "names are spelled as in the catalog, upper and lower case included");
  }
  if (found.empty()) {
    throw Error(
        ErrorKind::usage, "no version table of " + whose + " was found in this database",
        "where it has a name of its own: barqdb stamp --table SCHEMA.NAME; or name what is applied: barqdb stamp "
        "REVISION...");
  }
  if (found.size() == 1) return std::move(found.front());
  std::vector<std::string> names;
  for (const catalog::ForeignVersions& one : found) names.push_back(one.tool + " (" + one.table + ")");
  throw Error(ErrorKind::usage, "several version tables were found: " + base::join(names, ", "),
              "say which it is: barqdb stamp --from " + found.front().tool + " --table " + found.front().table);
}

void check_gaps(const revision::Graph& graph, const std::vector<std::string>& ids, const std::string& tool) {
  std::vector<std::string> missing;
  for (const std::string& id : graph.ordered(graph.ancestors({ids.begin(), ids.end()}))) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) missing.push_back(id);
  }
  if (missing.empty()) return;
  throw Error(ErrorKind::refused,
              tool + " applied out of order: revisions " + base::join(missing, ", ") +
                  " stand before applied ones and are not applied",
              "let " + tool + " apply them first, or name the revisions yourself: barqdb stamp REVISION...");
}

// What ran without a version stands behind the versions in the chain: it counts where all of those before it do. A
// chain need not have it.
void add_unversioned(const revision::Graph& graph, const std::vector<std::string>& names,
                     std::vector<std::string>& ids) {
  revision::IdSet applied = graph.ancestors({ids.begin(), ids.end()});
  for (const model::Revision& revision : graph.revisions()) {
    const std::string& id = revision.id;
    const auto named = [&](const std::string& name) { return adopt::id_of(name) == id; };
    if (applied.contains(id) || std::none_of(names.begin(), names.end(), named)) continue;
    const revision::IdSet needed = graph.ancestors({id});
    const bool ready = std::all_of(needed.begin(), needed.end(),
                                   [&](const std::string& one) { return one == id || applied.contains(one); });
    if (!ready) continue;
    applied.insert(id);
    ids.push_back(id);
  }
}

}  // namespace

ForeignStamp read_foreign_stamp(db::Connection& connection, const revision::Graph& graph, const std::string& tool,
                                const model::QualifiedName& table) {
  const catalog::ForeignVersions found = the_only(catalog::read_foreign_versions(connection, tool, table), tool, table);
  if (!found.unfinished.empty()) {
    throw Error(ErrorKind::refused,
                found.tool + " left version " + found.unfinished + " half applied (" + found.table + ")",
                "repair it with " + found.tool + " first");
  }
  std::vector<std::string> ids;
  for (const model::Revision& revision : graph.revisions()) ids.push_back(revision.id);
  adopt::MatchedVersions matched = adopt::match_versions(found.versions, ids);
  if (!matched.unknown.empty()) {
    throw Error(ErrorKind::refused,
                found.tool + " has applied versions that no revision has: " + base::join(matched.unknown, ", "),
                "import the folder that this database was made from: barqdb import " + found.tool + " DIR");
  }
  add_unversioned(graph, found.unversioned, matched.ids);
  if (!found.all_before_too) check_gaps(graph, matched.ids, found.tool);
  return {found.tool, found.table, matched.ids};
}

}  // namespace barqdb::cli
