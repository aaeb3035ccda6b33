// An index as it stands in a database, with the definition that would make it again.
#pragma once

#include <cstdint>
#include <string>

#include "model/index_definition.hpp"

namespace barqdb::model {

struct InspectedIndex {
  // Names as a file has them: those of schema `public` alone where the session finds them so, others with their schema.
  IndexDefinition definition;
  std::int64_t oid = 0;
  QualifiedName name;  // with its real schema, like the table's
  QualifiedName table;
  std::int64_t parent_oid = 0;  // the partitioned index that it is attached to; 0 is none
  std::string default_name;     // of a part: what PostgreSQL calls it when nobody does
  bool partitioned = false;     // the index of a partitioned table
  bool plain_parts = false;     // of the top of a tree that is told part by part: one definition would say as much
  bool valid = true;            // valid, ready and live: the planner uses it and writes maintain it
  bool building = false;        // a build of it runs right now
  char table_identity = 'd';    // of the table: pg_class.relreplident
  std::string printed;          // pg_get_indexdef, when it was asked for
};

}  // namespace barqdb::model
