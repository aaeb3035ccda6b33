// Which existing tables a statement locks so that others wait.
#pragma once

#include <vector>

#include "lint/rule.hpp"

namespace barqdb::lint {

// Existing tables that a statement locks against everybody, readers included.
std::vector<model::QualifiedName> exclusive_locks(const Subject& subject);
// Those and the ones that it locks against writers; of DROP INDEX and REINDEX INDEX the index stands for its table.
std::vector<model::QualifiedName> strong_locks(const Subject& subject);

}  // namespace barqdb::lint
