// What another migration tool says that it applied to this database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::catalog {

struct ForeignVersions {
  std::string tool;                   // "golang-migrate"
  std::string table;                  // schema.name
  std::vector<std::string> versions;  // in its order
  bool all_before_too = false;        // it keeps the last one only: what stands before is applied as well
  std::string unfinished;             // the version at which it stopped half-way, or ""
};

// Names of the tools, in the order of the help.
const std::vector<std::string>& foreign_tools();

// Every tool that has a version table here, or `tool` alone when it is not "". Reads only.
std::vector<ForeignVersions> read_foreign_versions(db::Connection& connection, const std::string& tool);

}  // namespace barqdb::catalog
