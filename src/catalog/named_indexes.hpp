// Indexes by the names that people and reports call them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {

struct NamedIndex {
  model::QualifiedName name;
  std::string definition;
  bool of_constraint = false;
  bool partition = false;      // a part of a partitioned index
  model::QualifiedName whole;  // that one, or this one itself
};

// In that schema, or in every schema of users when the name has none; in the order of the schemas.
std::vector<NamedIndex> read_indexes_named(db::Connection& connection, const model::QualifiedName& name);
// As reports name it: schema and name with a dot between them, unquoted. Nothing when there is none, or not one alone.
std::optional<NamedIndex> read_index_by_text(db::Connection& connection, const std::string& text);

}  // namespace barqdb::catalog
