// What links the statement that a loop repeats to the one whose rows it goes over.
#pragma once

#include <optional>
#include <string>

#include "logs/loops.hpp"
#include "model/schema_keys.hpp"

namespace barqdb::logs {

struct Link {
  model::QualifiedName table;  // that the loop reads
  std::string column;          // by which
  model::QualifiedName source;
  std::string source_column;
  bool certain = false;  // a foreign key; else by the names
  std::string index;     // an index that begins with the column; "" when there is none
  bool index_known = false;
  const Shape* from = nullptr;  // the statement that reads `source`

  std::string text() const;  // "couriers.id = deliveries.courier_id"
};

// The slot by which the loop finds its rows: the first that varies and is compared for equality; nothing when none is.
std::optional<std::size_t> key_slot(const Loop& loop);
// Whether the source's text shows that it lists what the loop looks up: rows, with the column that is looked up or one
// that names rows of the table.
bool source_lists(const Loop& loop);
// Lists keys of a table that the shape does not look up with what varies: other rows than those of this list.
bool lists_other_keys(const Shape& source, const Shape& shape, std::uint64_t varying);
// Reads one row that a key names: it lists nothing.
bool reads_one_row(const Shape& shape);
// Nothing when neither keys nor names tell.
std::optional<Link> find_link(const Loop& loop, const model::SchemaKeys& keys);
// The table and column of the key slot and the index on it, also where no link is known.
Link lookup_of(const Loop& loop, const model::SchemaKeys& keys);

}  // namespace barqdb::logs
