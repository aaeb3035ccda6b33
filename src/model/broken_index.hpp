// What keeps a database from being whole: indexes that no query may use, and steps of the ledger whose worker is gone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/ledger.hpp"
#include "model/name.hpp"

namespace barqdb::model {

struct BrokenIndex {
  std::int64_t oid = 0;
  QualifiedName name;
  QualifiedName table;
  bool partitioned = false;
  bool valid = false;
  bool ready = false;
  bool live = false;       // false: a drop has gone so far that only its end is left
  std::string definition;  // pg_get_indexdef
  // A session that may be at work on it; 0 when there is none.
  std::int64_t worker_pid = 0;
  std::string worker_query;
  // Of a leftover of REINDEX CONCURRENTLY, by its name: the index that it was made for; "" when there is none such.
  std::string reindexed;
  bool reindexed_valid = false;
  std::vector<QualifiedName> unattached;  // partitions without a part of this partitioned index
};

struct OpenStep {
  StepRecord record;
  std::string started_at;
  bool running = false;  // its backend still works on it
};

}  // namespace barqdb::model
