// Facts that the server told: tables and indexes as a plan needs them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/name.hpp"

namespace barqdb::model {

// A table below a partitioned one, at any depth.
struct Partition {
  std::int64_t oid = 0;
  std::int64_t parent_oid = 0;
  QualifiedName name;
  char kind = 'r';  // r leaf, p partitioned itself, f foreign
  std::int64_t bytes = 0;
};

// ALTER INDEX … SET STATISTICS: positions of the columns that have a target of their own, and the targets.
using StatisticsTargets = std::vector<std::pair<int, int>>;

// An index attached below a partitioned index, and all that is needed to make it again.
struct AttachedIndex {
  QualifiedName name;
  bool valid = false;
  int level = 1;  // how many indexes stand above it
  QualifiedName table = {};
  QualifiedName above = {};     // the index that it is attached to
  std::string definition = {};  // pg_get_indexdef
  std::string comment = {};
  std::string tablespace = {};
  StatisticsTargets statistics = {};
  bool clustered = false;
  bool replica_identity = false;
};

struct TableFacts {
  std::int64_t oid = 0;
  QualifiedName name;  // with its real schema
  char kind = 'r';     // pg_class.relkind: r table, p partitioned, m materialized view, f foreign …
  bool temporary = false;
  std::int64_t bytes = 0;             // of the heap, with all partitions; -1 when nobody asked the server
  std::int64_t rows = -1;             // the planner's estimate; -1 when never analyzed
  std::set<std::string> columns;      // system columns are not listed
  std::set<std::string> not_null;     // those of them that are NOT NULL
  std::vector<Partition> partitions;  // of a partitioned table: the whole tree, parents before children
};

struct IndexFacts {
  std::int64_t oid = 0;
  QualifiedName name;
  QualifiedName table;
  std::int64_t table_oid = 0;
  std::int64_t table_bytes = 0;
  char kind = 'i';  // i index, I partitioned index
  bool valid = false;
  bool ready = false;
  std::int64_t bytes = 0;
  std::string definition;      // pg_get_indexdef
  std::string constraint;      // name of the constraint that it backs, or ""
  char constraint_kind = ' ';  // pg_constraint.contype: p primary key, u unique, x exclusion
  bool constraint_deferrable = false;
  bool constraint_deferred = false;
  std::string constraint_comment;
  std::string referenced_by;  // the foreign keys that need it, for people; "" when there is none
  std::string comment;
  std::string tablespace;  // "" is the database's default
  StatisticsTargets statistics;
  bool clustered = false;
  bool replica_identity = false;
  std::vector<std::string> depends_on_extensions;
  std::map<std::int64_t, AttachedIndex> attached;  // of a partitioned index: by the oid of the partition
  bool is_partition = false;                       // attached to a partitioned index
};

struct ConstraintFacts {
  std::string name;
  QualifiedName table;
  char kind = ' ';  // pg_constraint.contype: f foreign key, c check, u unique, p primary key …
  bool validated = false;
  bool deferrable = false;
  bool deferred = false;
  std::vector<std::string> columns;
  QualifiedName references;  // of a foreign key, like the rest
  std::vector<std::string> referenced_columns;
  char on_delete = ' ';
  char on_update = ' ';
  char match = ' ';
  std::string definition;  // pg_get_constraintdef
  bool peculiar = false;   // has what no definition of ours can ask for
};

// What a plan stands on. Keys are the names as the user wrote them (QualifiedName::text()).
struct Catalog {
  int server_version = 0;
  std::string current_schema;                          // where an unqualified CREATE lands
  std::vector<std::string> search_path;                // schemas of unqualified names; empty when nobody asked
  std::map<std::string, TableFacts> tables;            // those that exist
  std::map<std::string, IndexFacts> indexes;           // those that exist
  std::map<std::string, ConstraintFacts> constraints;  // those that exist; keys are table.constraint
  std::set<std::int64_t> tables_before_run;            // oids that existed when the run began
};

}  // namespace barqdb::model
