// An index as a user defines it: everything that CREATE INDEX can say (docs/index-definitions.md).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/place.hpp"
#include "model/name.hpp"

namespace barqdb::model {

enum class Order { unspecified, asc, desc };
enum class Nulls { unspecified, first, last };

using Parameters = std::vector<std::pair<std::string, std::string>>;  // names and values as written

// One key of an index: a column or an expression, never both.
struct IndexColumn {
  std::string name;
  std::string expression;  // SQL, without the outer parentheses
  QualifiedName collation;
  QualifiedName opclass;
  Parameters opclass_parameters;
  Order order = Order::unspecified;
  Nulls nulls = Nulls::unspecified;
  int statistics = -1;             // ALTER INDEX … SET STATISTICS; -1 is the server's default
  std::string exclusion_operator;  // of an exclusion constraint, as SQL; key `operator`
  base::Place place;
};

struct IndexDefinition {
  QualifiedName table;
  std::string name;
  std::string method = "btree";
  std::vector<IndexColumn> columns;
  std::vector<std::string> include;
  bool unique = false;
  bool nulls_not_distinct = false;  // PostgreSQL 15 and later
  std::string where;                // SQL, without WHERE
  Parameters with;
  std::string tablespace;
  std::string comment;
  bool only = false;              // of a partitioned table: without indexes on its partitions (ON ONLY)
  QualifiedName part_of;          // the index of the table above that it is attached to
  bool cluster = false;           // ALTER TABLE … CLUSTER ON
  bool replica_identity = false;  // ALTER TABLE … REPLICA IDENTITY USING INDEX
  std::vector<std::string> depends_on_extensions;  // ALTER INDEX … DEPENDS ON EXTENSION: dropped with each of them
  // "primary key", "unique" or "exclusion": the index of a constraint, which no index step makes. "" is an index.
  std::string constraint;
  bool deferrable = false;  // of the constraint
  bool initially_deferred = false;
  std::vector<std::string> requires_extensions;  // key `requires`
  std::string why;
  std::vector<std::string> queries;  // names of the queries that justify it; key `query`
  base::Place place;                 // of the index's name
  base::Place table_place;
  base::Place where_place;

  QualifiedName qualified_name() const { return {table.schema, name}; }  // an index lives in its table's schema
};

}  // namespace barqdb::model
