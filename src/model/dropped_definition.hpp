// What is needed to make an index again once it is gone.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace barqdb::model {

struct DroppedDefinition {
  std::string definition;  // pg_get_indexdef
  std::string comment;
  std::string tablespace;                       // "" is the database's
  std::vector<std::pair<int, int>> statistics;  // key number and its target, where it was set
};

using DroppedDefinitions = std::unordered_map<std::int64_t, DroppedDefinition>;  // by the index's oid

}  // namespace barqdb::model
