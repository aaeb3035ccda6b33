// A dropped index as the ledger remembers it, so that it can be rebuilt as it was. Stored as JSON.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.hpp"

namespace barqdb::plan {

// What hung below a partitioned index.
struct DroppedPart {
  model::QualifiedName name;
  model::QualifiedName table;
  model::QualifiedName above;
  std::string definition;
  std::string comment;
  std::string tablespace;
  model::StatisticsTargets statistics;
  bool clustered = false;
  bool replica_identity = false;
};

struct DroppedIndex {
  model::QualifiedName name;
  model::QualifiedName table;
  std::string definition;  // pg_get_indexdef
  std::string comment;
  std::string tablespace;
  model::StatisticsTargets statistics;
  std::vector<std::string> depends_on_extensions;
  bool clustered = false;
  bool replica_identity = false;
  char constraint_kind = ' ';      // of the constraint that it backed: p or u; nothing else is replaced
  bool incomplete = false;         // of a partitioned table: not every partition had its part
  std::vector<DroppedPart> parts;  // those that hang higher first
};

std::string record_dropped(const model::IndexFacts& index);
DroppedIndex read_dropped(const std::string& json);
// Under its own name, or another. With parts it is made of the partitioned table alone, and `restore_after_sql` makes
// and attaches them as they were; without, PostgreSQL makes one on every partition there is, unless it was incomplete.
std::string restore_sql(const DroppedIndex& index, bool concurrently, const std::string& name = {});
std::vector<std::string> restore_after_sql(const DroppedIndex& index);

}  // namespace barqdb::plan
