// The server's catalog → Target.
#pragma once

#include "batch/spec.hpp"
#include "batch/target.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

// Table and columns, without a key. Throws Error{usage} when there is no such table, or when it is a view, a foreign
// table, or a parent by inheritance.
Target read_table(db::Connection& connection, const model::QualifiedName& name);
// Adds the key to walk by, `assigned` being the columns that will change. Throws as choose_key does.
void read_key(db::Connection& connection, const std::string& key, const std::vector<std::string>& assigned,
              Target& target);
// With the key to walk by, `assigned` being the columns that will change. Throws as choose_key does.
Target read_walked(db::Connection& connection, const model::QualifiedName& name, const std::string& key,
                   const std::vector<std::string>& assigned);
// What else will happen when rows are changed as `kind` does (`assigned`: the columns of an update).
void read_side_effects(db::Connection& connection, Kind kind, const std::vector<std::string>& assigned, Target& target);

}  // namespace barqdb::batch
