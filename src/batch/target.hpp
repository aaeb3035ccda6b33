// The table that a batch works on, and the key by which it is walked. Values, and the pure choice of a key.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/name.hpp"

namespace barqdb::batch {

// One key, as text, a value a column; by ctid the block, and the table's file_node. Empty: none.
using Key = std::vector<std::string>;

struct Column {
  std::string name;
  std::string type;     // quoted, with its schema: pg_catalog.int4
  char category = 'U';  // pg_type.typcategory: A array, D date and time, …
  bool json = false;    // json or jsonb, or an array of them
  bool not_null = false;
  bool generated = false;  // GENERATED … STORED: cannot be written
  bool always_identity = false;
  bool has_default = false;  // an expression, or of its domain; an identity is one, too
  std::string operators;     // of a key: the schema of its comparisons, quoted; "" for pg_catalog
};

// A column of an index, with what would make it useless for walking.
struct IndexColumn {
  std::string index;
  bool primary = false;
  bool unique = false;
  bool whole = false;  // valid, B-tree, no predicate
  std::string column;  // "" for an expression
  bool not_null = false;
  bool plain_order = false;  // default operator class, the column's collation
  bool descending = false;
  bool immediate = true;  // unique at every moment, not only at the end of a transaction
  std::string operators;  // as in Column
};

struct Target {
  model::QualifiedName table;
  std::int64_t oid = 0;
  bool partitioned = false;
  bool row_security = false;   // policies hold for this role: COPY into it is refused
  std::int64_t file_node = 0;  // changes when the table is rewritten, and rows get other ctids; 0 when partitioned
  std::int64_t rows = 0;       // estimate
  std::int64_t blocks = 0;
  std::int64_t block_size = 8192;
  int server_version = 0;
  std::vector<Column> columns;
  std::vector<Column> key;  // empty: by ctid
  std::string key_index;
  bool key_primary = false;
  std::vector<std::string> triggers;  // that fire for what is done, as sentences
  std::vector<std::string> cascades;  // likewise

  bool by_ctid() const { return key.empty(); }
  const Column* find(const std::string& name) const;
};

// What a walk by ctid cannot promise, as a sentence.
std::string no_key_text();

// The columns of the index to walk by: `wanted` (an index, "ctid" or ""), else the primary key, else a unique index
// that can serve, the one of fewest columns; one whose columns are among `assigned` only when it is the primary key and
// there is no other. Empty means ctid. Throws Error{usage} when the index that was named cannot serve, with the reason.
std::vector<IndexColumn> choose_key(const std::vector<IndexColumn>& indexes, const std::string& wanted,
                                    const std::vector<std::string>& assigned, const model::QualifiedName& table,
                                    std::string& chosen);

}  // namespace barqdb::batch
