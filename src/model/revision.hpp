// A revision file as values: its place in the graph, and its steps.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/place.hpp"
#include "model/backfill.hpp"
#include "model/constraint_definition.hpp"
#include "model/index_definition.hpp"
#include "model/name.hpp"

namespace barqdb::model {

// SQL that the user wrote. `up_file` is where the text came from ("" when it stood in the revision).
struct SqlStep {
  std::string up;
  std::optional<std::string> down;
  bool irreversible = false;
  bool transaction = true;  // false: each statement runs alone, outside a transaction
  std::string up_file;
  base::Place place;
  base::Place up_place;  // of the first character of the SQL text in its file
  base::Place down_place;
};

struct CreateIndexStep {
  std::vector<IndexDefinition> definitions;  // one for create_index, all of a file for create_indexes
  std::string file;                          // of create_indexes, relative to the migrations folder
  base::Place place;
};

struct DropIndexStep {
  QualifiedName index;
  base::Place place;
};

// Another definition under a name that is taken.
struct ReplaceIndexStep {
  IndexDefinition definition;
  base::Place place;
};

struct AddConstraintStep {
  ConstraintDefinition definition;
  base::Place place;
};

// A unique constraint with its index: plain columns, no condition.
struct AddUniqueStep {
  IndexDefinition definition;
  bool deferrable = false;
  bool initially_deferred = false;
  base::Place place;
};

struct SetNotNullStep {
  QualifiedName table;
  std::string column;
  base::Place place;
  base::Place table_place;
  base::Place column_place;
};

struct AnalyzeStep {
  std::vector<QualifiedName> tables;
  base::Place place;
};

using Step = std::variant<SqlStep, CreateIndexStep, DropIndexStep, ReplaceIndexStep, AddConstraintStep, AddUniqueStep,
                          SetNotNullStep, AnalyzeStep, BackfillStep>;

// The definitions of the indexes that a step makes.
inline std::vector<const IndexDefinition*> definitions_of(const Step& step) {
  std::vector<const IndexDefinition*> definitions;
  if (const auto* create = std::get_if<CreateIndexStep>(&step)) {
    for (const IndexDefinition& definition : create->definitions) definitions.push_back(&definition);
  } else if (const auto* replace = std::get_if<ReplaceIndexStep>(&step)) {
    definitions.push_back(&replace->definition);
  } else if (const auto* unique = std::get_if<AddUniqueStep>(&step)) {
    definitions.push_back(&unique->definition);
  }
  return definitions;
}

// A file that a revision refers to, with the checksum of its bytes. `path` is relative to the migrations folder.
struct ReferredFile {
  std::string path;
  std::string checksum;

  friend bool operator==(const ReferredFile&, const ReferredFile&) = default;
};

// The head of a revision file: all that the graph needs.
struct Revision {
  std::string id;
  std::vector<std::string> down_revisions;  // ids as resolved; empty for a base
  std::vector<std::string> depends_on;      // ids or labels, resolved to ids by the graph
  std::vector<std::string> branch_labels;
  std::string description;
  std::string path;      // of the file, as opened
  std::string file;      // its name inside the migrations folder
  std::string checksum;  // SHA-256 of the file's bytes
  base::Place place;     // of the value of `revision`
  base::Place down_place;
  base::Place depends_place;
};

// The whole file: read only for revisions that are to be run or shown.
struct RevisionBody {
  std::vector<Step> steps;
  std::vector<ReferredFile> files;  // in the order of the steps, each once
};

}  // namespace barqdb::model
