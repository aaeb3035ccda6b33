// What an index is made of, key by key, so that two of them can be compared. Operator classes, families and collations
// are oids; column numbers are those of the table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace barqdb::model {

struct IndexKey {
  int column = 0;          // 0: an expression
  std::string expression;  // as the server prints it, without the table's name
  std::int64_t opclass = 0;
  std::int64_t collation = 0;
  int options = 0;         // bits: 1 descending, 2 nulls first
  std::string parameters;  // of the operator class
};

struct IndexShape {
  bool known = false;  // false while another session held the table exclusively: compare it with nothing
  std::vector<IndexKey> keys;
  std::vector<int> include;
  std::string predicate;
  bool nulls_not_distinct = false;
  bool immediate = true;
  bool live = true;
  std::int64_t rows = -1;  // entries, as estimated by the server; -1: unknown
  std::int64_t pages = 0;
  std::map<std::string, std::string> options;  // storage parameters
  std::string constraint;                      // of its table, that it backs
  char constraint_kind = ' ';                  // p primary key, u unique, x exclusion
  int references = 0;                          // foreign keys that point at it
  std::int64_t age = 0;                        // transactions since the catalog's row of it was written
};

// Statistics of ANALYZE about a column or an expression of an index.
struct ColumnStatistics {
  double null_fraction = 0;
  int average_width = 0;
  double distinct = 0;  // negative: a share of the rows, as in pg_stats
  std::optional<double> correlation;
  double most_common_share = 0;   // of the most common value
  std::string most_common_value;  // only where its share is 0.5 or more
  int common_values = 0;
  std::optional<double> common_share;   // of all common values together; read for large indexes only
  std::optional<double> aligned_width;  // average once each value is aligned to 8 bytes; likewise
};

struct ColumnFacts {
  std::string name;
  std::string type;
  bool not_null = false;
  int length = 0;  // bytes; -1: varies
  char align = 'i';
  std::int64_t collation = 0;
  std::optional<ColumnStatistics> statistics;  // none: never analyzed, or hidden
  bool hidden = false;                         // whether there are any is not for this role to know
};

}  // namespace barqdb::model
