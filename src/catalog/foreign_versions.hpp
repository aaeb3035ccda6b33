// What another migration tool says that it applied to this database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {

struct ForeignVersions {
  std::string tool;                      // "golang-migrate"
  std::string table;                     // schema.name
  std::vector<std::string> versions;     // in its order
  std::vector<std::string> unversioned;  // names of what ran without a version, which a chain may have or not
  bool all_before_too = false;           // it keeps the last one only: what stands before is applied as well
  std::string unfinished;                // the version at which it stopped half-way, or ""
};

// Names of the tools, in the order of the help.
const std::vector<std::string>& foreign_tools();

// Every tool that has a version table here, or `tool` alone when it is not "". With a `table` that has a name, only
// that one is looked at (in every schema when it has none): whose it is, its columns tell. Reads only.
std::vector<ForeignVersions> read_foreign_versions(db::Connection& connection, const std::string& tool,
                                                   const model::QualifiedName& table);

}  // namespace barqdb::catalog
