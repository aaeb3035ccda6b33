// The statements of a chunk. Pure.
#pragma once

#include <string>
#include <vector>

#include "batch/work.hpp"

namespace barqdb::batch {

struct ChunkSql {
  std::vector<std::string> statements;  // in one transaction; the last one's rows count
  bool repeatable_read = false;         // two of them must see the same rows
};

// Of the keys after `after` up to `upto`.
ChunkSql chunk_sql(const Work& work, const Key& after, const Key& upto, int batch);

// The statement with its condition instead of :chunk.
std::string fill_placeholders(const std::string& text, const Target& target, const Key& after, const Key& upto);

// INSERT INTO … (columns): with what the columns need, and the clause ON CONFLICT ("" when there is none).
std::string insert_head(const Target& into, const std::vector<std::string>& columns);
std::string conflict_clause(const Target& into, const Conflict& conflict, const std::vector<std::string>& columns);

}  // namespace barqdb::batch
