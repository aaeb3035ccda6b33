// Server → the facts that a plan stands on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/catalog.hpp"

namespace barqdb::catalog {

// Names of things that a plan will look at, as the user wrote them.
struct PlanNames {
  std::set<model::QualifiedName> tables;
  std::set<model::QualifiedName> indexes_to_drop;                            // found by search_path when unqualified
  std::set<std::pair<model::QualifiedName, std::string>> constraints;        // table and constraint
  std::set<std::pair<model::QualifiedName, std::string>> indexes_to_create;  // table and index name: same schema
  // Tables that pending SQL will have renamed by then, and the names by which the catalog knows them now. A table that
  // is not there under its new name is described by the old one.
  std::map<model::QualifiedName, model::QualifiedName> renamed;
};

// One visit for the tables, one for the indexes. Keys of Catalog::tables are the names as written; keys of
// Catalog::indexes are schema.name with the real schema for those to create, the name as written for those to drop.
model::Catalog read_plan_facts(db::Connection& connection, const PlanNames& names);

std::set<std::int64_t> read_table_oids(db::Connection& connection);
std::vector<std::string> read_relation_names(db::Connection& connection);

struct Extensions {
  std::set<std::string> available;
  std::set<std::string> installed;
};
Extensions read_extensions(db::Connection& connection);

// What the server's parser says of an expression: "" when its grammar accepts it (names are not looked at).
std::string read_syntax_error(db::Connection& connection, const std::string& expression);

// The schema in which an index on `table` lives.
model::QualifiedName index_name(const model::Catalog& catalog, const model::QualifiedName& table,
                                const std::string& index);

}  // namespace barqdb::catalog
