// What a replacement of an index wants: a definition of the user's, or a recorded one on the way back.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.hpp"
#include "model/index_definition.hpp"
#include "plan/dropped_index.hpp"

namespace barqdb::plan {

// Indexes beside the one that is replaced, in its schema.
struct ReplacementNames {
  std::string replacement;  // the new one before the swap
  std::string replaced;     // the old one after it
};
ReplacementNames replacement_names(const model::IndexDefinition& wanted);
ReplacementNames replacement_names(const DroppedIndex& wanted);

struct Replacement {
  ReplacementNames names;
  std::string build;               // CREATE INDEX under the temporary name
  std::string build_concurrently;  // likewise
  std::vector<std::string> after_build;
  std::vector<std::string> after_swap;
  std::string hash;
  std::string duplicates;  // as Operation::duplicates
  bool plain_columns = false;
};

// `current` is the index whose name it takes; it passes clustering and replica identity on.
Replacement replacement_by(const model::IndexDefinition& wanted, const model::IndexFacts& current);
Replacement replacement_by(const DroppedIndex& wanted, const model::IndexFacts& current);

// Why an index of this definition cannot take the place of `current` under its constraint or as replica identity; ""
// when it can. `table` tells which columns are NOT NULL.
std::string why_not_instead(const model::IndexDefinition& wanted, const model::IndexFacts& current,
                            const model::TableFacts& table);

}  // namespace barqdb::plan
