// What can be found wrong with revisions before anything runs: SQL that would break the transaction, definitions on
// tables and columns that will not exist, expressions that do not parse, extensions that are missing. Pure.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/catalog.hpp"
#include "model/revision.hpp"

namespace barqdb::plan {

// What the server can tell; all of it optional, for checks without one.
struct Surroundings {
  const model::Catalog* catalog = nullptr;     // the tables that the definitions name
  std::vector<std::string> table_names;        // of the database, for the nearest name
  std::set<std::string> available_extensions;  // ignored without a catalog
  int connections = 0;                         // that a backfill may open; 0: no limit
  // The parser here is PostgreSQL 15's and refuses newer grammar: the server's own words on an expression, "" when it
  // is fine.
  std::function<std::string(const std::string& expression)> server_syntax;
};

struct PendingRevision {
  const model::Revision* revision = nullptr;
  const model::RevisionBody* body = nullptr;
};

// Follows the revisions in order, so that a table made by an earlier one counts. Every complaint goes to `diagnostics`.
void check_revisions(const std::vector<PendingRevision>& pending, const Surroundings& surroundings,
                     base::Diagnostics& diagnostics);

}  // namespace barqdb::plan
