// Definitions that need no judge, because they say the same in the same words.
#pragma once

#include "model/index_definition.hpp"

namespace barqdb::plan {

// Whether both are the same definition beyond doubt: `read` was made from the catalogs, and `wanted` has the same value
// under every key that CREATE INDEX knows, or leaves out what is the default. False means: ask the server. Table, name,
// tablespace, comment and statistics targets do not count.
bool in_same_words(const model::IndexDefinition& wanted, const model::IndexDefinition& read);

}  // namespace barqdb::plan
