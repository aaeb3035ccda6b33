// Facts beside the indexes themselves that the checks judge by: tables, columns, foreign keys, operator classes,
// policies, builds that run right now. Of the primary, at one moment. Keys of maps are oids.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/index_shape.hpp"
#include "model/name.hpp"
#include "model/report.hpp"

namespace barqdb::model {

struct TableHealth {
  std::int64_t oid = 0;
  std::optional<std::int64_t> parent;  // the partitioned table that it is a part of
  char kind = 'r';                     // r table, p partitioned, m materialized view, f foreign
  QualifiedName name;
  std::int64_t rows = -1;  // the planner's estimate; -1: never analyzed
  std::int64_t pages = 0;
  std::optional<std::int64_t> pages_now;  // asked for where only inserts may have made the statistics stale
  bool row_security = false;
  bool row_security_forced = false;  // for the owner too
  std::int64_t sequential_scans = 0;
  std::int64_t sequential_rows = 0;  // read by them
  std::int64_t inserts = 0;
  std::int64_t updates = 0;
  std::int64_t deletes = 0;
  std::int64_t hot_updates = 0;
  std::optional<std::int64_t> newpage_updates;  // PostgreSQL 16 and later
  std::int64_t live_rows = 0;
  std::int64_t dead_rows = 0;
  std::int64_t modified_rows = 0;  // since the last ANALYZE
  std::map<std::string, std::string> options;
  std::string extension;  // that the table belongs to; its indexes are the extension's own affair
  std::int64_t age = 0;   // transactions since its oldest row was frozen
};

struct ForeignKey {
  std::int64_t oid = 0;
  std::string name;
  std::int64_t table = 0;
  std::int64_t referenced = 0;
  QualifiedName referenced_name;
  std::vector<int> columns;
  std::vector<std::int64_t> operators;  // one a column: referenced = referencing
  std::vector<std::string> column_names;
  std::vector<std::string> casts;  // one a column: the type that the server makes of its values to compare them; or ""
  bool of_periods = false;         // the last column is a PERIOD
  char on_delete = 'a';
  char on_update = 'a';
};

struct OperatorClass {
  std::int64_t family = 0;
  std::string method;
  std::string name;
  bool is_default = false;
  std::string type;
  bool leakproof = false;        // equality for B-tree and hash, any other operator for the rest
  std::string equal_image_with;  // the function that allows a B-tree to merge equal keys; "" when none does
};

struct IndexBuild {
  int pid = 0;
  std::optional<std::int64_t> index;
  std::optional<std::int64_t> table;  // neither: the build of another role
  std::string command;                // CREATE INDEX CONCURRENTLY …; "lock": only the lock is known
  std::string phase;
  std::optional<int> percent;
};

// An UPDATE that pg_stat_statements remembers.
struct UpdateStatement {
  std::string text;  // constants replaced by $1, $2 …
  std::int64_t rows = 0;
};

// What pgstattuple measured.
struct MeasuredIndex {
  std::int64_t pages = 0;
  std::int64_t leaf_pages = 0;
  std::int64_t internal_pages = 0;
  double leaf_density = 0;  // percent
  int fillfactor = 90;
};

struct CheckFacts {
  std::unordered_map<std::int64_t, IndexShape> shapes;
  std::unordered_map<std::int64_t, TableHealth> tables;
  std::map<std::pair<std::int64_t, int>, ColumnFacts> columns;  // table, or index for its expressions; number
  std::vector<ForeignKey> foreign_keys;
  std::unordered_map<std::int64_t, OperatorClass> operator_classes;
  std::set<std::pair<std::int64_t, std::int64_t>> family_operators;  // a foreign key's operator searches this family
  std::set<std::int64_t> nondeterministic_collations;
  std::unordered_map<std::int64_t, std::set<int>>
      policy_columns;  // tables with policies: the columns that these look at
  std::vector<IndexBuild> builds;
  std::map<std::string, std::string> interrupted;  // schema.index → intent of an unfinished step of the ledger
  std::unordered_map<std::int64_t, MeasuredIndex> measured;
  bool statements_known = false;  // pg_stat_statements could be read
  std::vector<UpdateStatement> updates;
  bool autovacuum = true;
  std::int64_t freeze_max_age = 200'000'000;
  int statistics_target = 100;
  std::vector<NotExamined> not_examined;
};

}  // namespace barqdb::model
