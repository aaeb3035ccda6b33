// Migrations that do nothing but build or drop indexes concurrently: those become steps that barqdb watches and
// resumes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/index_definition.hpp"

namespace barqdb::adopt {

struct ConcurrentIndexes {
  std::vector<model::IndexDefinition> created;
  std::vector<model::QualifiedName> dropped;
};

// Nothing unless every statement of `up` builds an index concurrently that a definition can express, and `down` (which
// may be empty) drops exactly those; or the other way round.
std::optional<ConcurrentIndexes> read_concurrent_indexes(const std::string& up, const std::string& down);

// A step as YAML, without the dash: create_index: {name: ...}
std::string create_index_yaml(const model::IndexDefinition& definition);

}  // namespace barqdb::adopt
