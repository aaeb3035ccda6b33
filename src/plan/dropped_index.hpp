// A dropped index as the ledger remembers it, so that it can be rebuilt as it was. Stored as JSON.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.hpp"

namespace barqdb::plan {

struct DroppedIndex {
  model::QualifiedName name;
  model::QualifiedName table;
  std::string definition;  // pg_get_indexdef
  std::string comment;
  std::string tablespace;
  model::StatisticsTargets statistics;
  bool clustered = false;
  bool replica_identity = false;
  char constraint_kind = ' ';  // of the constraint that it backed: p or u; nothing else is replaced
};

std::string record_dropped(const model::IndexFacts& index);
DroppedIndex read_dropped(const std::string& json);
// Under its own name, or another.
std::string restore_sql(const DroppedIndex& index, bool concurrently, const std::string& name = {});
std::vector<std::string> restore_after_sql(const DroppedIndex& index);

}  // namespace barqdb::plan
