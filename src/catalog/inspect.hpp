// Server → every index of users, as definitions.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/inspected_index.hpp"

namespace barqdb::catalog {

// Whether a name that somebody gave to a part is something of its own.
enum class PartNames { kept, ignored };

struct InspectOptions {
  std::string schema;          // "" is every schema
  model::QualifiedName table;  // an empty name is every table; without a schema it matches in all of them
  bool printed = false;        // with pg_get_indexdef
  bool parts = false;          // with the parts of a partitioned index that are as it is, too
  PartNames part_names = PartNames::kept;
  bool full_names = false;  // with schemas, also where the session's search_path would find them
};

// In one snapshot, read only. System schemas, temporary tables, barqdb's own schema and what belongs to an extension
// are left out. A partitioned index stands for its parts, unless one of them is missing or has something of its own:
// then its definition says `only`, and the parts are there with `part_of`. Any role may see all of it. Must not be
// called inside a transaction.
std::vector<model::InspectedIndex> read_indexes(db::Connection& connection, const InspectOptions& options = {});

// Whether a name without a schema is one of schema public for this session: its search_path is that schema alone.
bool has_plain_path(db::Connection& connection);

}  // namespace barqdb::catalog
