// Versions of another tool → revisions of the chain, or a refusal.
#include "cli/foreign_stamp.hpp"

#include <algorithm>

#include "adopt/versions.hpp"
#include "base/text.hpp"
#include "catalog/foreign_versions.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

catalog::ForeignVersions the_only(std::vector<catalog::ForeignVersions> found, const std::string& tool) {
  if (found.empty()) {
    const std::string what = tool.empty() ? "no version table of another tool was found in this database"
                                          : "no version table of " + tool + " was found in this database";
    throw Error(ErrorKind::usage, what, "name what is applied: barqdb stamp REVISION...");
  }
  if (found.size() == 1) return std::move(found.front());
  std::vector<std::string> names;
  for (const catalog::ForeignVersions& one : found) names.push_back(one.tool + " (" + one.table + ")");
  throw Error(ErrorKind::usage, "several version tables were found: " + base::join(names, ", "),
              "say which tool it was: barqdb stamp --from " + found.front().tool +
                  "; if one has several, name the revisions yourself");
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

}  // namespace

ForeignStamp read_foreign_stamp(db::Connection& connection, const revision::Graph& graph, const std::string& tool) {
  const catalog::ForeignVersions found = the_only(catalog::read_foreign_versions(connection, tool), tool);
  if (!found.unfinished.empty()) {
    throw Error(ErrorKind::refused,
                found.tool + " left version " + found.unfinished + " half applied (" + found.table + ")",
                "repair it with " + found.tool + " first");
  }
  std::vector<std::string> ids;
  for (const model::Revision& revision : graph.revisions()) ids.push_back(revision.id);
  const adopt::MatchedVersions matched = adopt::match_versions(found.versions, ids);
  if (!matched.unknown.empty()) {
    throw Error(ErrorKind::refused,
                found.tool + " has applied versions that no revision has: " + base::join(matched.unknown, ", "),
                "import the folder that this database was made from: barqdb import " + found.tool + " DIR");
  }
  if (!found.all_before_too) check_gaps(graph, matched.ids, found.tool);
  return {found.tool, found.table, matched.ids};
}

}  // namespace barqdb::cli
